import Crypto
import Foundation
import IAM

/// The one way in which values become bytes: JSON after RFC 8785 with whole numbers only, keys sorted, times as RFC 3339 in UTC.
///
/// The bytes of an event are stored as they were hashed, and are never made again to verify it.
public enum Canonical {
    /// The bytes of a value; texts that were sealed afresh are handed to `sealing`.
    public static func bytes(of value: some Encodable, sealing: Sealing = Sealing()) throws -> Data {
        let writer = CanonicalWriter(sealing: sealing)
        try writer.write(value)
        return Data(writer.text.bytes)
    }

    /// The value of those bytes; sealed texts are looked up with `unsealer`.
    public static func value<Value: Decodable>(_ type: Value.Type, from bytes: Data, unsealer: Unsealer? = nil) throws -> Value {
        try CanonicalDecoder(document: CanonicalDocument(Array(bytes), unsealer: unsealer), place: 0).value(type)
    }

    /// The event of those bytes with the code of its kind, which is read and not found by reflection.
    public static func event(from bytes: Data) throws -> (recorded: Recorded, code: String) {
        let root = CanonicalDecoder(document: try CanonicalDocument(Array(bytes)), place: 0)
        let recorded = try root.value(Recorded.self)
        return (recorded, root.document.member("event", of: 0).flatMap(root.document.eventCode) ?? recorded.event.code)
    }
}

/// A SHA-256 digest in 64 hexadecimal digits.
public typealias Digest = Checked<DigestRule>

/// 64 lower-case hexadecimal digits.
public enum DigestRule: TextRule {
    public static let noun = "SHA-256 digest"
    public static let shape = "it has 64 hexadecimal digits"
    public static func accepts(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }
}

extension Digest {
    /// The digest of those bytes.
    public static func of(_ bytes: some DataProtocol) -> Digest { known(SHA256.hash(data: bytes).hexadecimal) }
    /// The digest of a text's UTF-8.
    public static func of(text: String) -> Digest { of(Data(text.utf8)) }
    /// The digest of a value's canonical bytes.
    public static func of(value: some Encodable) throws -> Digest { of(try Canonical.bytes(of: value)) }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    public var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            digits.append(Self.digit(byte >> 4))
            digits.append(Self.digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
}

extension Data {
    /// The bytes of these hexadecimal digits; nil for any other text.
    public init?(hexadecimal digits: some StringProtocol) {
        let values = digits.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        let known = values.compactMap(\.self)
        self.init(stride(from: 0, to: known.count, by: 2).map { UInt8(known[$0] << 4 | known[$0 + 1]) })
    }
}
