import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Text as Korean spreadsheets save it where nobody chose an encoding.
enum KoreanText {
    /// The text of bytes in CP949; nil if they are not, or the system cannot tell.
    static func decode(_ data: Data) -> String? {
        guard let converter = iconv_open("UTF-8", "CP949"), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = [CChar](data.map { CChar(bitPattern: $0) })
        // A syllable of two bytes becomes one of three.
        var output = [CChar](repeating: 0, count: 2 * input.count + 4)
        var (left, room) = (input.count, output.count)
        let isWhole = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var (from, to) = (source.baseAddress, target.baseAddress)
                return iconv(converter, &from, &left, &to, &room) != -1
            }
        }
        guard isWhole, left == 0 else { return nil }
        return String(bytes: output.prefix(output.count - room).map { UInt8(bitPattern: $0) }, encoding: .utf8)
    }
}
