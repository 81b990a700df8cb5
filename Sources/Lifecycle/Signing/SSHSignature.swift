import Crypto
import Foundation

/// A signature as `ssh-keygen -Y sign` makes them (SSHSIG, version 1), read as strictly as it is written.
public struct SSHSignature: Hashable, Sendable {
    /// The key that it names as its own.
    public let key: SSHPublicKey
    /// What it was made for, so that a signature for one purpose is none for another.
    public let namespace: String
    private let hash: Hash
    private let algorithm: String
    private let bytes: [UInt8]

    enum Hash: String, Sendable {
        case sha256, sha512

        func digest(of message: Data) -> [UInt8] {
            switch self {
            case .sha256: Array(SHA256.hash(data: message))
            case .sha512: Array(SHA512.hash(data: message))
            }
        }
    }

    /// Reads an armored signature. Throws `malformed` for anything that `ssh-keygen` would not have written.
    public init(armored text: String) throws(SignatureFlaw) {
        let blob = try Self.blob(of: text)
        var wire = SSHWire(blob)
        guard wire.take(6) == Self.magic, wire.number() == 1 else { throw .malformed("it does not begin as one of version 1") }
        guard let key = wire.string(), let namespace = wire.word(), wire.string() == [], let hash = wire.word(), let inner = wire.string(),
            wire.isAtEnd
        else { throw .malformed("a part is missing, or there is more than there should be") }
        guard let hash = Hash(rawValue: hash) else { throw .malformed("it rests on the hash '\(hash)'") }
        var signature = SSHWire(inner)
        guard let algorithm = signature.word() else { throw .malformed("it names no algorithm") }
        guard let key = SSHPublicKey(blob: key) else { throw .malformed("its key cannot be read") }
        self.key = key
        self.namespace = namespace
        self.hash = hash
        self.algorithm = algorithm
        self.bytes = Array(inner.dropFirst(4 + algorithm.utf8.count))
    }

    /// Throws unless the key has signed exactly these bytes.
    public func verify(_ message: Data) throws(SignatureFlaw) {
        let verifier = try SSHVerifier(key)
        guard algorithm == key.kind else { throw .malformed("its algorithm '\(algorithm)' is not that of its key") }
        let signed =
            Self.magic + SSHForm.string(namespace) + SSHForm.string("") + SSHForm.string(hash.rawValue)
            + SSHForm.string(hash.digest(of: message))
        guard verifier.accepts(bytes, of: signed) else { throw .untrue }
    }

    private static let magic = Array("SSHSIG".utf8)
    private static let first = "-----BEGIN SSH SIGNATURE-----"
    private static let last = "-----END SSH SIGNATURE-----"

    private static func blob(of text: String) throws(SignatureFlaw) -> [UInt8] {
        guard text.utf8.count <= 8_192 else { throw .malformed("it is longer than any signature") }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        guard lines.count > 2, lines[0] == first, lines[lines.count - 1] == last else {
            throw .malformed("it does not stand between its two lines")
        }
        let text = lines.dropFirst().dropLast().joined()
        // The same bytes can be written with other last bits: one signature has one form.
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { throw .malformed("it is not base64") }
        return Array(data)
    }
}

/// Why a signature does not count.
public enum SignatureFlaw: Error, Hashable, Sendable {
    case malformed(String)
    /// Keys of that kind are not verified here.
    case unsupported(kind: String)
    case namespace(found: String)
    /// The key is not one of the person's at that time.
    case foreignKey(person: PersonID)
    /// It is not that key's signature of these bytes.
    case untrue
    /// What was signed says something else than what is decided.
    case otherStatement(line: String)
    /// It was signed for another time.
    case untimely
}

extension SignatureFlaw: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let reason): "it is no SSH signature: \(reason)"
        case .unsupported(let kind): "keys of kind '\(kind)' cannot sign decisions"
        case .namespace(let found): "it was made for '\(found)' and not for '\(DecisionStatement.namespace)'"
        case .foreignKey(let person): "its key is not registered for '\(person)'"
        case .untrue: "it is not its key's signature of that statement"
        case .otherStatement(let line): "the statement says something else in its line '\(line)'"
        case .untimely: "the statement is of another time"
        }
    }
}
