import Foundation

/// The one pass over JSON bytes that notes where each value is.
struct DocumentReader {
    typealias Value = CanonicalDocument.Value

    private let bytes: UnsafeBufferPointer<UInt8>
    private var values: [Value] = []
    /// Objects whose members do not come in our order, so that one may stand there twice.
    private var unsorted: [Int] = []
    /// Where reading is, or where it failed.
    private var place = 0
    private var depth = 0

    /// What may follow a backslash, `u` aside, and what it stands for.
    static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    /// As deep as `JSONDecoder` goes: a hostile file is refused, and does not end the process.
    private static let maximumDepth = 512

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        values.reserveCapacity(bytes.count / 8)
    }

    /// The values of the one JSON text that the bytes are, and the objects whose members want another look; throws if they are none.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(DecodingError) -> (values: [Value], unsorted: [Int]) {
        var reader = DocumentReader(bytes: bytes)
        guard reader.readAll() else {
            throw .dataCorrupted(.init(codingPath: [], debugDescription: "no JSON at byte \(reader.place)"))
        }
        return (reader.values, reader.unsorted)
    }

    private mutating func readAll() -> Bool { bytes.count <= Int(Int32.max) && readItem() && place == bytes.count }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func readValue() -> Bool {
        switch next {
        case UInt8(ascii: "{"): readContainer(.object, until: UInt8(ascii: "}"))
        case UInt8(ascii: "["): readContainer(.array, until: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): readText()
        case UInt8(ascii: "t"): readWord("true", .truth)
        case UInt8(ascii: "f"): readWord("false", .untruth)
        case UInt8(ascii: "n"): readWord("null", .nothing)
        default: readNumber()
        }
    }

    private mutating func add(_ kind: Value.Kind, _ range: Range<Int>) {
        values.append(Value(kind: kind, start: Int32(range.lowerBound), end: Int32(range.upperBound), next: Int32(values.count + 1)))
    }

    private mutating func readWord(_ word: StaticString, _ kind: Value.Kind) -> Bool {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[place..<end]) }) else { return false }
        add(kind, place..<end)
        place = end
        return true
    }

    private mutating func readNumber() -> Bool {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let isZero = next == UInt8(ascii: "0")
        guard let digits = readDigits(), !isZero || digits == 1 else { return false }
        if next == UInt8(ascii: ".") {
            place += 1
            guard readDigits() != nil else { return false }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard readDigits() != nil else { return false }
        }
        add(.number, start..<place)
        return true
    }

    /// How many digits stood there; nil for none.
    private mutating func readDigits() -> Int? {
        let start = place
        while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { place += 1 }
        return place > start ? place - start : nil
    }

    private mutating func readText() -> Bool {
        let start = place + 1
        var (end, isEscaped, isASCII) = (start, false, true)
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20 else { return false }
            if byte >= 0x80 { isASCII = false }
            if byte == UInt8(ascii: "\\") {
                guard let length = escape(at: end) else { return false }
                (end, isEscaped) = (end + length, true)
            } else {
                end += 1
            }
        }
        guard end < bytes.count, isASCII || isUTF8(start..<end) else { return false }
        add(isEscaped ? .escapedText : .text, start..<end)
        place = end + 1
        return true
    }

    /// How many bytes the escape there takes; nil if it is none.
    private func escape(at place: Int) -> Int? {
        guard place + 1 < bytes.count else { return nil }
        if Self.escapes[bytes[place + 1]] != nil { return 2 }
        let (scalar, length) = UnicodeEscape.scalar(in: bytes, at: place)
        return scalar == nil ? nil : length
    }

    private func isUTF8(_ range: Range<Int>) -> Bool { String(validating: bytes[range], as: UTF8.self) != nil }

    private mutating func readContainer(_ kind: Value.Kind, until end: UInt8) -> Bool {
        guard depth < Self.maximumDepth else { return false }
        depth += 1
        defer { depth -= 1 }
        let own = values.count
        add(kind, place..<place)
        place += 1
        skipSpace()
        if next != end {
            guard kind == .object ? readMembers(of: own) : readItems() else { return false }
        }
        guard next == end else { return false }
        place += 1
        values[own].end = Int32(place)
        values[own].next = Int32(values.count)
        return true
    }

    private mutating func readItems() -> Bool {
        repeat { guard readItem() else { return false } } while skipComma()
        return true
    }

    private mutating func readMembers(of object: Int) -> Bool {
        var (last, isSorted) = (object, true)
        repeat {
            let key = values.count
            skipSpace()
            guard next == UInt8(ascii: "\""), readText() else { return false }
            if last > object, !comes(last, before: key) { isSorted = false }
            last = key
            skipSpace()
            guard next == UInt8(ascii: ":") else { return false }
            place += 1
            guard readItem() else { return false }
        } while skipComma()
        if !isSorted { unsorted.append(object) }
        return true
    }

    private mutating func readItem() -> Bool {
        skipSpace()
        guard readValue() else { return false }
        skipSpace()
        return true
    }

    private mutating func skipComma() -> Bool {
        guard next == UInt8(ascii: ",") else { return false }
        place += 1
        return true
    }

    /// Whether a key stands before another in the order in which we write them.
    private func comes(_ first: Int, before second: Int) -> Bool {
        let (first, second) = (values[first], values[second])
        guard first.kind == .text, second.kind == .text, let start = bytes.baseAddress else { return false }
        let order = memcmp(
            start + Int(first.start), start + Int(second.start), Int(min(first.end - first.start, second.end - second.start)))
        return order < 0 || order == 0 && first.end - first.start < second.end - second.start
    }
}
