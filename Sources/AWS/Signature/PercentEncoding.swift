/// The two ways in which AWS wants text to be spelled in requests.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// RFC 3986: all but letters, digits and `-._~` becomes `%XX`; bytes in `keeping` stay too.
    static func uri(_ text: String, keeping kept: StaticString = "") -> String {
        let also = kept.withUTF8Buffer { Array($0) }
        return encode(text) { also.contains($0) ? $0 : nil }
    }

    /// A form's spelling: as `uri`, with blanks as `+`. Moto takes no other, AWS takes both.
    static func form(_ text: String) -> String {
        encode(text) { $0 == UInt8(ascii: " ") ? UInt8(ascii: "+") : nil }
    }

    /// The text that was percent-encoded, or nil if it is no such spelling. A `+` stays a `+`.
    static func decode(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func encode(_ text: String, exception: (UInt8) -> UInt8?) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else if let other = exception(byte) {
                bytes.append(other)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.flatMap { byte < 128 ? UInt8($0) : nil }
    }
}
