/// Reads JSON as IAM does: positions are kept, duplicate keys and characters that IAM does not store are refused.
///
/// No text makes it trap: nesting is bounded, and the work is linear in the length of the text.
struct JSONReader {
    /// Policies nest seven deep.
    static let deepest = 32

    private var source: JSONSource

    /// The one value that the text holds.
    static func read(_ text: String) throws(PolicySyntaxError) -> JSONNode {
        var reader = JSONReader(source: JSONSource(text))
        try reader.source.checkCharacters()
        reader.source.skipBlanks()
        let node = try reader.value(depth: 1)
        reader.source.skipBlanks()
        guard reader.source.next == nil else { throw reader.source.unexpected("the end of the policy") }
        return node
    }

    private mutating func value(depth: Int) throws(PolicySyntaxError) -> JSONNode {
        let start = source.position
        guard depth <= Self.deepest else { throw PolicySyntaxError(.tooDeep(Self.deepest), at: start) }
        switch source.next {
        case "{": return JSONNode(.object(try members(depth: depth)), at: start)
        case "[": return JSONNode(.array(try elements(depth: depth)), at: start)
        case "\"": return JSONNode(.string(try source.string()), at: start)
        case "t": return JSONNode(try source.word("true", is: .bool(true)), at: start)
        case "f": return JSONNode(try source.word("false", is: .bool(false)), at: start)
        case "n": return JSONNode(try source.word("null", is: .null), at: start)
        case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": return JSONNode(.number(try source.number()), at: start)
        default: throw source.unexpected("a value")
        }
    }

    private mutating func members(depth: Int) throws(PolicySyntaxError) -> [JSONMember] {
        var members: [JSONMember] = []
        var keys: Set<[UInt8]> = []
        try source.take("{")
        source.skipBlanks()
        if source.takes("}") { return [] }
        while true {
            let start = source.position
            guard source.next == "\"" else { throw source.unexpected("a key in quotes") }
            let key = try source.string()
            // Bytes, since Swift's strings are equal when only canonically equivalent.
            guard keys.insert(Array(key.utf8)).inserted else { throw PolicySyntaxError(.duplicateKey(key), at: start) }
            source.skipBlanks()
            try source.take(":")
            source.skipBlanks()
            members.append(JSONMember(key, try value(depth: depth + 1), at: start))
            source.skipBlanks()
            if source.takes("}") { return members }
            try source.take(",", or: "'}'")
            source.skipBlanks()
        }
    }

    private mutating func elements(depth: Int) throws(PolicySyntaxError) -> [JSONNode] {
        var elements: [JSONNode] = []
        try source.take("[")
        source.skipBlanks()
        if source.takes("]") { return [] }
        while true {
            elements.append(try value(depth: depth + 1))
            source.skipBlanks()
            if source.takes("]") { return elements }
            try source.take(",", or: "']'")
            source.skipBlanks()
        }
    }
}
