/// JSON as `JSONEncoder` prints it, pretty and with slashes as they are, written as it comes: members stand in the order in which they are
/// named, and what was handed over is not kept.
struct PrettyJSON {
    private(set) var bytes: [UInt8] = []
    private var depth: Int
    /// Whether nothing stands yet in what was opened last.
    private var isEmpty = true
    // So much is handed over at a time.
    private static let portion = 1 << 16

    /// A text to begin; or members of an object that is so deep, to be put into it later.
    init(depth: Int = 0) { self.depth = depth }

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

    /// Begins a member; its value is written next.
    mutating func name(_ name: String) {
        item()
        text(name)
        bytes += " : ".utf8
    }

    /// A member that is a text.
    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        text(value)
    }

    /// A member that is a text, or null.
    mutating func member(_ name: String, orNull value: String?) {
        self.name(name)
        if let value { text(value) } else { bytes += "null".utf8 }
    }

    /// A member that is a number.
    mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        bytes += String(value).utf8
    }

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
        text.withUTF8 { units in
            var start = 0
            for (place, unit) in units.enumerated() where unit < 0x20 || unit == UInt8(ascii: "\"") || unit == UInt8(ascii: "\\") {
                bytes += units[start..<place]
                escape(unit)
                start = place + 1
            }
            bytes += units[start...]
        }
        bytes.append(UInt8(ascii: "\""))
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
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { bytes += "  ".utf8 }
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
