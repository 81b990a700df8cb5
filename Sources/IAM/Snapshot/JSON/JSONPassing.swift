/// Values that nobody reads member by member.
extension JSONCursor {
    /// Passes over a value of any kind, and refuses it if it is not JSON.
    mutating func skip() throws {
        var nowhere: [UInt8]? = nil
        try pass(into: &nowhere, depth: 1)
    }

    /// Passes over a value and appends its text, without the white space between its parts.
    mutating func copy(into text: inout [UInt8]?) throws { try pass(into: &text, depth: 1) }

    private mutating func pass(into text: inout [UInt8]?, depth: Int) throws {
        guard depth <= Self.deepest else { throw error(.tooDeep) }
        switch try kind() {
        case UInt8(ascii: "{"): try passMembers(into: &text, depth: depth)
        case UInt8(ascii: "["): try passElements(into: &text, depth: depth)
        case UInt8(ascii: "\""): try passString(into: &text)
        default:
            let range = try bareword()
            append(range, to: &text)
        }
    }

    private mutating func passMembers(into text: inout [UInt8]?, depth: Int) throws {
        try take(UInt8(ascii: "{"))
        text?.append(UInt8(ascii: "{"))
        var isFirst = true
        while try !takes(UInt8(ascii: "}")) {
            if !isFirst {
                try take(UInt8(ascii: ","), or: " or '}'")
                text?.append(UInt8(ascii: ","))
            }
            isFirst = false
            guard try kind() == UInt8(ascii: "\"") else { throw try unexpected("a key in quotes") }
            try passString(into: &text)
            try take(UInt8(ascii: ":"))
            text?.append(UInt8(ascii: ":"))
            try pass(into: &text, depth: depth + 1)
        }
        text?.append(UInt8(ascii: "}"))
    }

    private mutating func passElements(into text: inout [UInt8]?, depth: Int) throws {
        try take(UInt8(ascii: "["))
        text?.append(UInt8(ascii: "["))
        var isFirst = true
        while try !takes(UInt8(ascii: "]")) {
            if !isFirst {
                try take(UInt8(ascii: ","), or: " or ']'")
                text?.append(UInt8(ascii: ","))
            }
            isFirst = false
            try pass(into: &text, depth: depth + 1)
        }
        text?.append(UInt8(ascii: "]"))
    }

    private mutating func passString(into text: inout [UInt8]?) throws {
        let raw = try rawString()
        append(raw.whole, to: &text)
    }
}
