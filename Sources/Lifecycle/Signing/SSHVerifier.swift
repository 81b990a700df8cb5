import Crypto
import Foundation

extension SSHPublicKey {
    /// Whether what this key signs can count. A registered key need not: passwords are encrypted to RSA keys, too.
    public var signsDecisions: Bool { (try? SSHVerifier(self)) != nil }

    /// `SHA256:…` as `ssh-keygen -l` prints it, by which a person tells one key from another.
    public var fingerprint: String {
        "SHA256:" + Data(SHA256.hash(data: bytes)).base64EncodedString().prefix { $0 != "=" }
    }
}

extension Person {
    /// Whether the person is here and has a key registered that signs decisions.
    public var canSign: Bool { left == nil && keys.contains(where: \.signsDecisions) }
}

/// A public key that signatures can be verified with: Ed25519 and ECDSA, on a disk or on a security key.
///
/// RSA keys are not among them: swift-crypto has RSA in its extras alone, and nobody has to make a new one.
struct SSHVerifier {
    private let curve: Curve
    /// What a security key was registered for; nil for a key on a disk.
    private let application: [UInt8]?

    private enum Curve {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
    }

    init(_ key: SSHPublicKey) throws(SignatureFlaw) {
        var wire = SSHWire(key.bytes)
        guard let kind = wire.word() else { throw .malformed("its key cannot be read") }
        guard let read = Self.readers[kind] else { throw .unsupported(kind: kind) }
        guard let curve = read(&wire) else { throw .malformed("its key cannot be read") }
        self.curve = curve
        application = kind.hasPrefix("sk-") ? wire.string() : nil
        guard wire.isAtEnd, kind.hasPrefix("sk-") == (application != nil) else { throw .malformed("its key cannot be read") }
    }

    private static let readers: [String: @Sendable (inout SSHWire) -> Curve?] = [
        "ssh-ed25519": edwards, "sk-ssh-ed25519@openssh.com": edwards,
        "ecdsa-sha2-nistp256": { point("nistp256", in: &$0).flatMap { try? .p256(.init(x963Representation: $0)) } },
        "sk-ecdsa-sha2-nistp256@openssh.com": { point("nistp256", in: &$0).flatMap { try? .p256(.init(x963Representation: $0)) } },
        "ecdsa-sha2-nistp384": { point("nistp384", in: &$0).flatMap { try? .p384(.init(x963Representation: $0)) } },
        "ecdsa-sha2-nistp521": { point("nistp521", in: &$0).flatMap { try? .p521(.init(x963Representation: $0)) } },
    ]

    /// The kinds of keys that can sign decisions.
    static var kinds: [String] { readers.keys.sorted() }

    @Sendable private static func edwards(_ wire: inout SSHWire) -> Curve? {
        wire.string().flatMap { try? .ed25519(.init(rawRepresentation: $0)) }
    }

    private static func point(_ curve: String, in wire: inout SSHWire) -> [UInt8]? {
        wire.word() == curve ? wire.string() : nil
    }

    /// Whether what follows the algorithm's name in a signature is this key's signature of the bytes.
    func accepts(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        var wire = SSHWire(signature)
        guard let value = wire.string() else { return false }
        guard let application else { return wire.isAtEnd && isSigned(bytes, value) }
        // A security key signs what it was asked for together with its own words: that somebody touched it, and how often it has signed.
        guard let words = wire.take(5), wire.isAtEnd, words[0] & 1 == 1 else { return false }
        return isSigned(Array(SHA256.hash(data: application)) + words + Array(SHA256.hash(data: bytes)), value)
    }

    private func isSigned(_ bytes: [UInt8], _ value: [UInt8]) -> Bool {
        switch curve {
        case .ed25519(let key): value.count == 64 && key.isValidSignature(value, for: bytes)
        case .p256(let key):
            Self.pair(value, 32).flatMap { try? P256.Signing.ECDSASignature(rawRepresentation: $0) }
                .map { key.isValidSignature($0, for: bytes) } ?? false
        case .p384(let key):
            Self.pair(value, 48).flatMap { try? P384.Signing.ECDSASignature(rawRepresentation: $0) }
                .map { key.isValidSignature($0, for: bytes) } ?? false
        case .p521(let key):
            Self.pair(value, 66).flatMap { try? P521.Signing.ECDSASignature(rawRepresentation: $0) }
                .map { key.isValidSignature($0, for: bytes) } ?? false
        }
    }

    /// The two numbers of an ECDSA signature, each in so many bytes.
    private static func pair(_ value: [UInt8], _ size: Int) -> [UInt8]? {
        var wire = SSHWire(value)
        guard let r = wire.magnitude(atMost: size), let s = wire.magnitude(atMost: size), wire.isAtEnd else { return nil }
        return [r, s].flatMap { Array(repeating: UInt8(0), count: size - $0.count) + $0 }
    }
}
