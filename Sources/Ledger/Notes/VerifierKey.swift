import Crypto
import Foundation
import IAM
import Lifecycle

/// A public key with the name that it signs in, as c2sp.org/signed-note writes it: `NAME+HASH+BASE64`.
public struct VerifierKey: Hashable, Sendable {
    /// Whose it is: a log's origin, or a witness's name.
    public let name: String
    public let kind: Kind
    /// The 32 bytes of the Ed25519 key.
    public let bytes: Data

    /// What is signed with it; the number stands in the key's text.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The text of a note.
        case note = 1
        /// The text of a checkpoint with a time, by a witness (c2sp.org/tlog-cosignature).
        case cosignature = 4
    }

    /// A key under a name without blanks and plus signs.
    public init(name: String, kind: Kind, bytes: Data) throws(NoteError) {
        guard Self.isName(name) else {
            throw .malformed(what: "key", reason: "its name is empty, or has a blank, a plus sign or a control character")
        }
        guard bytes.count == 32 else { throw .malformed(what: "key", reason: "it has \(bytes.count) bytes and not 32") }
        self.name = name
        self.kind = kind
        self.bytes = bytes
    }

    /// Reads a key's text.
    public init(_ text: String) throws(NoteError) {
        // The base64 may hold a plus sign itself.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw .malformed(what: "key", reason: "it is written NAME+HASH+BASE64") }
        guard let coded = Data(base64Encoded: parts[2]), coded.base64EncodedString() == parts[2],
            let kind = coded.first.flatMap(Kind.init)
        else { throw .malformed(what: "key", reason: "its last part is no Ed25519 key in base64") }
        try self.init(name: parts[0], kind: kind, bytes: Data(coded.dropFirst()))
        guard id.hexadecimal == parts[1] else { throw .malformed(what: "key", reason: "its hash is \(id.hexadecimal), not '\(parts[1])'") }
    }

    /// The key's text.
    public var text: String { "\(name)+\(id.hexadecimal)+\((Data([kind.rawValue]) + bytes).base64EncodedString())" }

    /// The four bytes that stand for the key beside its name.
    public var id: Data { Data(SHA256.hash(data: Data("\(name)\n".utf8) + [kind.rawValue] + bytes).prefix(4)) }

    /// Whether these 64 bytes are the key's Ed25519 signature of a message.
    func accepts(_ signature: Data, of message: Data) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.unicodeScalars.contains { $0 == "+" || $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F }
    }
}

extension VerifierKey: CustomStringConvertible {
    public var description: String { text }
}
