import Foundation
import Ledger
import Lifecycle

/// Makes and replaces the key that checkpoints are signed with. The private key stands in the key file and in memory, nowhere else.
public struct KeyKeeping: Sendable {
    let home: Home

    /// The keeping of a home's key.
    public init(home: Home) { self.home = home }

    /// Where the private key is; nil if a program signs.
    public var file: URL? {
        guard case .file(let file) = Signatory(home) else { return nil }
        return file.url
    }

    /// A name for a log that no other has.
    public static func freshOrigin(_ world: World) -> String { "tenure/" + world.randomBytes(16).hexadecimal }

    /// Makes the home's first key and records it. A key file that is there already is taken, so that this can be done again after a crash.
    public func make(origin: String?, publicKey: Data? = nil, by person: PersonID) throws -> VerifierKey {
        guard try home.ledger.home()?.state.logKey == nil else {
            throw Refusal(.wrongState, "this home has a signing key", hint: "replace it with 'tenure audit key rotate'")
        }
        let name = origin ?? Self.freshOrigin(home.world)
        let key = try key(named: name, publicKey: publicKey) { file in
            let found = try file.signers()
            guard found.isEmpty else { return found }
            let signer = try NoteSigner(name: name, seed: home.world.randomBytes(32))
            try file.write([signer])
            return [signer]
        }
        try Notary(home: home).record(.signingKeySet(key: LogKey(key.text)), by: .person(person))
        return key
    }

    /// Replaces the key, under the same name. The former key signs the checkpoint that covers its replacement, where it is at hand.
    public func rotate(publicKey: Data? = nil, by person: PersonID) throws -> VerifierKey {
        guard let text = try home.ledger.home()?.state.logKey else {
            throw Refusal(.wrongState, "this home has no signing key", hint: "make one with 'tenure audit key make'")
        }
        let former = try VerifierKey(text.text)
        let key = try next(after: former, named: former.name, publicKey: publicKey)
        guard key != former else {
            throw Refusal(.noChange, "that is the key in force", hint: "name the public key of another one with --public-key")
        }
        try Notary(home: home).record(.signingKeySet(key: LogKey(key.text)), by: .person(person))
        return key
    }

    /// The key of a log that begins where another ends. It is made and not recorded: that is for whoever lets the new one begin.
    func begin(origin: String, after former: VerifierKey, publicKey: Data?) throws -> VerifierKey {
        guard try !home.ledger.logKeys().contains(where: { $0.key.name == origin }) else {
            throw Refusal(
                .noChange, "'\(origin)' is the name of a log that has ended", hint: "choose another with --origin, or leave it out")
        }
        return try next(after: former, named: origin, publicKey: publicKey)
    }

    // The former key stays beside it until both have signed.
    private func next(after former: VerifierKey, named name: String, publicKey: Data?) throws -> VerifierKey {
        try key(named: name, publicKey: publicKey) { file in
            let signers = try file.signers().filter { $0.verifier == former }
            let all = signers + [try NoteSigner(name: name, seed: home.world.randomBytes(32))]
            try file.write(all)
            return all
        }
    }

    private func key(named name: String, publicKey: Data?, fromFile: (KeyFile) throws -> [NoteSigner]) throws -> VerifierKey {
        switch (Signatory(home), publicKey) {
        case (.file(let file), nil):
            guard let signer = try fromFile(file).last else { throw SigningRefusal.otherKey(file.url.path) }
            return signer.verifier
        case (.command, let bytes?): return try VerifierKey(name: name, kind: .note, bytes: bytes)
        case (.file, .some):
            throw Refusal(
                .wrongState, "a public key belongs to a program that signs, and tenure.yaml names none",
                hint: "leave out --public-key, or set 'audit: command: [PROGRAM]' in tenure.yaml")
        case (.command, nil):
            throw Refusal(
                .wrongState, "a program signs for this home, and its public key is not known",
                hint: "name the 32 bytes of its Ed25519 key in base64 with --public-key")
        }
    }
}
