import Crypto
import Foundation

/// A private key of each kind that counts, and the signatures that `ssh-keygen` would make with it, taken apart so that each part can be wrong.
struct Pen: Sendable {
    let kind: String
    private let key: Key

    private enum Key: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    static let kinds = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    init(_ kind: String) {
        self.kind = kind
        key =
            switch kind {
            case "ecdsa-sha2-nistp256", "sk-ecdsa-sha2-nistp256@openssh.com": .p256(.init())
            case "ecdsa-sha2-nistp384": .p384(.init())
            case "ecdsa-sha2-nistp521": .p521(.init())
            default: .ed25519(.init())
            }
    }

    private var isSecurityKey: Bool { kind.hasPrefix("sk-") }
    private static let application = "ssh:"

    /// As it stands in `authorized_keys`.
    var publicText: String { "\(kind) \(Data(publicBlob).base64EncodedString())" }

    var publicBlob: [UInt8] {
        let own: [UInt8] =
            switch key {
            case .ed25519(let key): string(Array(key.publicKey.rawRepresentation))
            case .p256(let key): string("nistp256") + string(Array(key.publicKey.x963Representation))
            case .p384(let key): string("nistp384") + string(Array(key.publicKey.x963Representation))
            case .p521(let key): string("nistp521") + string(Array(key.publicKey.x963Representation))
            }
        return string(kind) + own + (isSecurityKey ? string(Self.application) : [])
    }

    /// What can be told otherwise than `ssh-keygen` would.
    struct Manner {
        var version: UInt32 = 1
        var namespace = "tenure-decision"
        var signedNamespace: String?
        var reserved = ""
        var hash = "sha512"
        var algorithm: String?
        var flags: UInt8 = 1
        var zerosInFront = 0
        var tail: [UInt8] = []
        var innerTail: [UInt8] = []
    }

    /// The binary signature of a message.
    func blob(of message: Data, _ manner: Manner = Manner()) throws -> [UInt8] {
        let digest = manner.hash == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
        let signed =
            Array("SSHSIG".utf8) + string(manner.signedNamespace ?? manner.namespace) + string("") + string(manner.hash) + string(digest)
        let counter: [UInt8] = isSecurityKey ? [manner.flags, 0, 0, 0, 7] : []
        let bytes =
            isSecurityKey ? Array(SHA256.hash(data: Data(Self.application.utf8))) + counter + Array(SHA256.hash(data: signed)) : signed
        let inner = string(manner.algorithm ?? kind) + string(try raw(bytes, manner)) + counter + manner.innerTail
        let version = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: manner.version >> $0) }
        return Array("SSHSIG".utf8) + version + string(publicBlob) + string(manner.namespace) + string(manner.reserved)
            + string(manner.hash)
            + string(inner) + manner.tail
    }

    /// The armored signature of a message.
    func sign(_ message: String, _ manner: Manner = Manner()) throws -> String {
        Self.armored(try blob(of: Data(message.utf8), manner))
    }

    static func armored(_ blob: [UInt8], width: Int = 70) -> String {
        let text = Array(Data(blob).base64EncodedString())
        let lines = stride(from: 0, to: text.count, by: width).map { String(text[$0..<min($0 + width, text.count)]) }
        return (["-----BEGIN SSH SIGNATURE-----"] + lines + ["-----END SSH SIGNATURE-----", ""]).joined(separator: "\n")
    }

    private func raw(_ bytes: [UInt8], _ manner: Manner) throws -> [UInt8] {
        let (pair, size): (Data, Int)
        switch key {
        case .ed25519(let key): return Array(try key.signature(for: bytes))
        case .p256(let key): (pair, size) = (try key.signature(for: bytes).rawRepresentation, 32)
        case .p384(let key): (pair, size) = (try key.signature(for: bytes).rawRepresentation, 48)
        case .p521(let key): (pair, size) = (try key.signature(for: bytes).rawRepresentation, 66)
        }
        return number(Array(pair.prefix(size)), manner) + number(Array(pair.suffix(size)), manner)
    }

    private func number(_ bytes: [UInt8], _ manner: Manner) -> [UInt8] {
        let small = Array(bytes.drop { $0 == 0 })
        let positive = (small.first ?? 0) >= 0x80 ? [0] + small : small
        return string(Array(repeating: 0, count: manner.zerosInFront) + positive)
    }

    private func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    private func string(_ bytes: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: UInt32(bytes.count) >> $0) } + bytes
    }
}
