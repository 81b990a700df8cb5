/// JSON as `JSONEncoder` prints it, pretty and with slashes as they are, written as it comes: members stand in the order in which they are
/// named, and what was handed over is not kept.
struct PrettyJSON {
    private(set) var bytes: [UInt8] = []
    private var depth: Int
    /// Whether nothing stands yet in what was opened last.
    private var isEmpty = true
    // So much is handed over at a time.
    private static let portion = 1 << 16

    /// A text to begin; or members of an object or items of an array that is so deep, to be put into it later, and whether they stand
    /// behind others.
    init(depth: Int = 0, behindOthers: Bool = false) {
        self.depth = depth
        isEmpty = !behindOthers
    }

    /// An object of these members.
    mutating func object(_ members: (inout PrettyJSON) throws -> Void) rethrows {
        try container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// An array of these items, each begun with `item`.
    mutating func array(_ items: (inout PrettyJSON) throws -> Void) rethrows {
        try container(UInt8(ascii: "["), UInt8(ascii: "]"), items)
    }

    /// An array of texts.
    mutating func texts(_ texts: [String]) {
        array { json in
            for each in texts {
                json.item()
                json.text(each)
            }
        }
    }

    /// Begins a member whose name needs no escapes; its value is written next.
    mutating func name(_ name: StaticString) {
        item()
        put("\"")
        put(name)
        put("\" : ")
    }

    /// Begins a member of any name; its value is written next.
    mutating func name(of text: String) {
        item()
        self.text(text)
        put(" : ")
    }

    /// A member that is a text.
    mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        text(value)
    }

    /// A member that is a text, or null.
    mutating func member(_ name: StaticString, orNull value: String?) {
        self.name(name)
        if let value { text(value) } else { put("null") }
    }

    /// A member that is a number.
    mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        number(value)
    }

    /// A number.
    mutating func number(_ value: Int) { bytes += String(value).utf8 }

    /// Members that were written before, at the depth at which they now stand.
    mutating func members(_ written: PrettyJSON) {
        guard !written.isEmpty else { return }
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        bytes += written.bytes
    }

    /// Begins an item of an array; its value is written next.
    mutating func item() {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        newLine()
    }

    /// A text in quotes.
    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { put($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Bytes of a text, with escapes where they are needed: nearly nowhere.
    private mutating func put(_ units: UnsafeBufferPointer<UInt8>) {
        var rest = units
        while let place = PlainRun.end(of: rest) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<place]))
            escape(rest[place])
            rest = UnsafeBufferPointer(rebasing: rest[(place + 1)...])
        }
        bytes.append(contentsOf: rest)
    }

    private mutating func put(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Ends the text with a line feed, and hands over what is left of it.
    mutating func end(_ take: ([UInt8]) throws -> Void) rethrows {
        bytes.append(UInt8(ascii: "\n"))
        try take(bytes)
        bytes = []
    }

    /// Hands over what has been written, if that has become much.
    mutating func handOver(_ take: ([UInt8]) throws -> Void) rethrows {
        guard bytes.count >= Self.portion else { return }
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Hands over what has been written, and behind it items that were written elsewhere, for the array that is open.
    mutating func handOver(items: [[UInt8]], _ take: ([UInt8]) throws -> Void) rethrows {
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
        for piece in items { try take(piece) }
        isEmpty = isEmpty && items.isEmpty
    }

    private mutating func container(_ open: UInt8, _ close: UInt8, _ content: (inout PrettyJSON) throws -> Void) rethrows {
        bytes.append(open)
        depth += 1
        isEmpty = true
        try content(&self)
        depth -= 1
        // An empty one has an empty line.
        if isEmpty { bytes.append(UInt8(ascii: "\n")) }
        isEmpty = false
        newLine()
        bytes.append(close)
    }

    private mutating func newLine() {
        let line: StaticString = "\n                                "
        // Nothing here nests deeper than a few levels; whatever does is written blank by blank.
        let blanks = min(2 * depth, line.utf8CodeUnitCount - 1)
        bytes.append(contentsOf: UnsafeBufferPointer(start: line.utf8Start, count: 1 + blanks))
        for _ in blanks..<2 * depth { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func escape(_ unit: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20: bytes += "u00\(unit < 16 ? "0" : "")\(String(unit, radix: 16))".utf8
        default: bytes.append(unit)
        }
    }
}

/// The part of a text that JSON holds as it is.
private enum PlainRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Where the first byte stands that must be escaped; nil if there is none.
    static func end(of units: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(units)
        var place = 0
        // Eight bytes at a time, as long as none of them is one.
        while place + 8 <= raw.count, !holdsEscaped(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) { place += 8 }
        return units[place...].firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    }

    /// Whether one of eight bytes is a control character, a quote or a backslash.
    private static func holdsEscaped(_ eight: UInt64) -> Bool {
        let (quote, backslash) = (eight ^ (ones &* 0x22), eight ^ (ones &* 0x5C))
        let found = ((eight &- ones &* 0x20) & ~eight) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return found & (ones &* 0x80) != 0
    }
}
