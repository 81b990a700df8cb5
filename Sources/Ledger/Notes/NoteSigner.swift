import Crypto
import Foundation

/// A private key with its name. It is written only by `secret`, which nothing prints.
public struct NoteSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public key.
    public let verifier: VerifierKey

    /// The signer of a seed of 32 bytes that nobody can guess.
    public init(name: String, seed: [UInt8], kind: VerifierKey.Kind = .note) throws(NoteError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw NoteError.malformed(what: "signing key", reason: "it has \(seed.count) bytes and not 32")
        }
        verifier = try VerifierKey(name: name, kind: kind, bytes: key.publicKey.rawRepresentation)
    }

    /// Reads `PRIVATE+KEY+NAME+HASH+BASE64`; errors tell nothing of the text.
    public init(secret text: String) throws(NoteError) {
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", let coded = Data(base64Encoded: parts[4]),
            coded.base64EncodedString() == parts[4], let kind = coded.first.flatMap(VerifierKey.Kind.init)
        else { throw .malformed(what: "signing key", reason: "it is written PRIVATE+KEY+NAME+HASH+BASE64") }
        try self.init(name: parts[2], seed: Array(coded.dropFirst()), kind: kind)
        guard verifier.id.hexadecimal == parts[3] else {
            throw .malformed(what: "signing key", reason: "its hash is not that of its public key")
        }
    }

    /// The text of the key file. Whoever has it can sign in the name.
    public var secret: String {
        let coded = (Data([verifier.kind.rawValue]) + key.rawRepresentation).base64EncodedString()
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.id.hexadecimal)+\(coded)"
    }

    /// The signature of a message.
    func signature(of message: Data) throws(NoteError) -> Data {
        do {
            return try key.signature(for: message)
        } catch {
            throw NoteError.malformed(what: "signing key", reason: "it does not sign")
        }
    }

    /// Signs a note's text, line feed at its end included.
    public func sign(_ text: String) throws(NoteError) -> NoteSignature {
        NoteSignature(name: verifier.name, id: verifier.id, bytes: try signature(of: Data(text.utf8)))
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "signing key of '\(verifier.name)'" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
