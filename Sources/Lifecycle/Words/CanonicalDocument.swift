import Foundation

/// JSON bytes with the place of every value in them: read once, and each value made when it is asked for.
///
/// It takes what RFC 8259 allows, and refuses what it leaves open: a member that stands twice, and text that is not UTF-8.
final class CanonicalDocument {
    let bytes: [UInt8]
    /// All values in the order in which they begin, keys of members before their values. A container's own come right after it.
    let values: [Value]
    /// What decoders are handed through `userInfo`.
    let userInfo: [CodingUserInfoKey: Any]

    /// One value, or the key of a member.
    struct Value {
        enum Kind: UInt8 { case object, array, text, escapedText, number, truth, untruth, nothing }

        let kind: Kind
        /// Its bytes; of texts without the quotes.
        let start: Int32
        var end: Int32
        /// The place after all that is in it.
        var next: Int32
    }

    /// Reads the bytes, or throws what `JSONDecoder` throws for bytes that are no JSON.
    init(_ bytes: [UInt8], unsealer: Unsealer? = nil) throws {
        self.bytes = bytes
        userInfo = unsealer.map { [.unsealer: $0] } ?? [:]
        let unsorted: [Int]
        (values, unsorted) = try bytes.withUnsafeBufferPointer(DocumentReader.read)
        guard unsorted.allSatisfy(hasEachMemberOnce) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "a member stands twice in an object"))
        }
    }

    private func hasEachMemberOnce(_ object: Int) -> Bool {
        var keys: Set<String> = []
        return members(of: object) { key in text(key).map { keys.insert($0).inserted } == false } == nil
    }

    /// The text of a value or the key of a member; nil for any other value.
    func text(_ place: Int) -> String? {
        let value = values[place]
        switch value.kind {
        case .text: return bytes.withUnsafeBufferPointer { String(decoding: $0[Int(value.start)..<Int(value.end)], as: UTF8.self) }
        case .escapedText: return bytes.withUnsafeBufferPointer { Self.unescaped(Int(value.start)..<Int(value.end), of: $0) }
        case .object, .array, .number, .truth, .untruth, .nothing: return nil
        }
    }

    /// The whole number that stands there; nil for anything else.
    func number(_ place: Int) -> Int? {
        let value = values[place]
        guard value.kind == .number else { return nil }
        var rest = bytes[Int(value.start)..<Int(value.end)]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var number = 0
        for digit in rest {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
            let (ten, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let unit = Int(digit - UInt8(ascii: "0"))
            let (sum, isTooMuch) = isNegative ? ten.subtractingReportingOverflow(unit) : ten.addingReportingOverflow(unit)
            guard !isTooLarge, !isTooMuch else { return nil }
            number = sum
        }
        return number
    }

    /// The value of a member of the object there; nil if it has no such member.
    func member(_ key: String, of place: Int) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            members(of: place) { self.isKey($0, wanted) }
        }
    }

    /// The code of the kind of the event there: the two keys that stand around what it says.
    func eventCode(at place: Int) -> String? {
        let family = place + 1
        guard family + 2 < values.count, let first = text(family), let second = text(family + 2) else { return nil }
        return "\(first).\(second)"
    }

    /// Goes through the members of the object there until one is the one that is looked for, and says where its value is.
    func members(of place: Int, until found: (_ key: Int) -> Bool) -> Int? {
        let end = Int(values[place].next)
        var key = place + 1
        while key < end {
            if found(key) { return key + 1 }
            key = Int(values[key + 1].next)
        }
        return nil
    }

    /// The keys and positions that lead to a value.
    func path(to target: Int) -> [any CodingKey] {
        var path: [any CodingKey] = []
        var container = 0
        while container < target {
            let isObject = values[container].kind == .object
            var (inner, position) = (container + (isObject ? 2 : 1), 0)
            while Int(values[inner].next) <= target {
                inner = Int(values[inner].next) + (isObject ? 1 : 0)
                position += 1
            }
            path.append(isObject ? PathKey(stringValue: text(inner - 1) ?? "") : PathKey(intValue: position))
            container = inner
        }
        return path
    }

    private func isKey(_ place: Int, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let value = values[place]
        guard value.kind == .text else { return text(place)?.utf8.elementsEqual(wanted) == true }
        guard Int(value.end - value.start) == wanted.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress, let other = wanted.baseAddress else { return wanted.isEmpty }
            return memcmp(start + Int(value.start), other, wanted.count) == 0
        }
    }

    // The reader has seen that it is sound.
    private static func unescaped(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            guard bytes[place] == UInt8(ascii: "\\") else {
                units.append(bytes[place])
                place += 1
                continue
            }
            if bytes[place + 1] == UInt8(ascii: "u") {
                let (scalar, length) = UnicodeEscape.scalar(in: bytes, at: place)
                units.append(contentsOf: String(Character(scalar ?? "\u{FFFD}")).utf8)
                place += length
            } else {
                units.append(DocumentReader.escapes[bytes[place + 1]] ?? 0)
                place += 2
            }
        }
        return String(decoding: units, as: UTF8.self)
    }
}

private struct PathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = ("Index \(intValue)", intValue) }
}

/// `\uXXXX`, or two of them for what lies beyond the first plane.
enum UnicodeEscape {
    /// The scalar that is written there and how many bytes it takes; nil if it is half a pair or not written so.
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (Unicode.Scalar?, Int) {
        guard let first = unit(in: bytes, at: place) else { return (nil, 6) }
        guard UTF16.isLeadSurrogate(first) else { return (Unicode.Scalar(first), 6) }
        guard let second = unit(in: bytes, at: place + 6), UTF16.isTrailSurrogate(second) else { return (nil, 6) }
        return (UTF16.decode(UTF16.EncodedScalar([first, second])), 12)
    }

    private static func unit(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt16? {
        guard place + 6 <= bytes.endIndex, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[(place + 2)..<(place + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
