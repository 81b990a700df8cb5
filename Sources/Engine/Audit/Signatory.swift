import Foundation
import Ledger

/// What makes the signatures of a home: a key file, or a program.
enum Signatory {
    case file(KeyFile)
    case command([String])

    init(_ home: Home) {
        switch home.settings.audit.signer {
        case .file(let path): self = .file(KeyFile(url: Home.url(named: path, in: home.directory)))
        case .command(let command): self = .command(command)
        }
    }

    /// The key's signature of a text. Throws `SigningRefusal` if the key is not there, or what came is not its signature.
    func sign(_ text: String, with key: VerifierKey) throws -> NoteSignature {
        switch self {
        case .file(let file):
            guard let signer = try file.signers().last(where: { $0.verifier == key }) else { throw SigningRefusal.otherKey(file.url.path) }
            return try signer.sign(text)
        case .command(let command):
            let signature = NoteSignature(name: key.name, id: key.id, bytes: try answer(of: command, to: text))
            let note = try SignedNote(text, signatures: [signature])
            guard (try? note.signers(among: [key])) == [key] else {
                throw SigningRefusal.unreadable("the signature of '\(command[0])'", "it is not one of the key that this ledger names")
            }
            return signature
        }
    }

    /// The signature of a key that was replaced, where it is still at hand.
    func signIfPossible(_ text: String, with key: VerifierKey) throws -> NoteSignature? {
        guard case .file(let file) = self, try file.signers().contains(where: { $0.verifier == key }) else { return nil }
        return try sign(text, with: key)
    }

    private func answer(of command: [String], to text: String) throws -> Data {
        do {
            let printed = try Subprogram(command).ask(input: Data(text.utf8), patience: 60)
            let answer = String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return Data(base64Encoded: answer) ?? Data()
        } catch let error as DeliveryError {
            throw SigningRefusal.unreadable("the program that signs", error.description)
        }
    }
}
