/// Reads JSON as IAM does: positions are kept, duplicate keys and characters that IAM does not store are refused.
///
/// No text makes it trap: nesting is bounded, and the work is linear in the length of the text.
struct JSONReader {
    /// Policies nest seven deep.
    static let deepest = 32

    private var source: JSONSource

    /// The one value that a policy's text holds.
    static func read(_ text: String) throws(PolicySyntaxError) -> JSONNode {
        let source = JSONSource(text)
        try source.checkCharacters()
        return try JSONReader(source: source).whole()
    }

    /// The one value of a text that IAM does not store, and that may hold any character.
    static func readAny(_ text: String) throws(PolicySyntaxError) -> JSONNode { try JSONReader(source: JSONSource(text)).whole() }

    private consuming func whole() throws(PolicySyntaxError) -> JSONNode {
        var reader = self
        reader.source.skipBlanks()
        let node = try reader.value(depth: 1)
        reader.source.skipBlanks()
        guard reader.source.next == nil else { throw reader.source.unexpected("the end of the policy") }
        return node
    }

    private mutating func value(depth: Int) throws(PolicySyntaxError) -> JSONNode {
        let start = source.position
        guard depth <= Self.deepest else { throw PolicySyntaxError(.tooDeep(Self.deepest), at: start) }
        let bare = try bareValue(depth: depth)
        return JSONNode(bare, at: TextRange(start: start, end: source.position))
    }

    private mutating func bareValue(depth: Int) throws(PolicySyntaxError) -> JSONValue {
        switch source.next {
        case "{": .object(try members(depth: depth))
        case "[": .array(try elements(depth: depth))
        case "\"": .string(try source.string())
        case "t": try source.word("true", is: .bool(true))
        case "f": try source.word("false", is: .bool(false))
        case "n": try source.word("null", is: .null)
        case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": .number(try source.number())
        default: throw source.unexpected("a value")
        }
    }

    private mutating func members(depth: Int) throws(PolicySyntaxError) -> [JSONMember] {
        var members: [JSONMember] = []
        var keys = KnownKeys()
        try source.take("{")
        source.skipBlanks()
        if source.takes("}") { return [] }
        while true {
            let start = source.position
            guard source.next == "\"" else { throw source.unexpected("a key in quotes") }
            let key = try source.string()
            guard keys.insert(key, to: members) else { throw PolicySyntaxError(.duplicateKey(key), at: start) }
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

/// The keys of one object. Most have few, which are compared; a set of them is made for the others.
private struct KnownKeys {
    private static let few = 12
    private var keys: Set<[UInt8]> = []

    /// Whether a key is not yet among an object's members. Bytes, since Swift's strings are equal when only canonically equivalent.
    mutating func insert(_ key: String, to members: [JSONMember]) -> Bool {
        guard members.count >= Self.few else {
            return !members.indices.contains {
                members[$0].key.utf8.count == key.utf8.count && members[$0].key.utf8.elementsEqual(key.utf8)
            }
        }
        if keys.isEmpty { keys = Set(members.map { Array($0.key.utf8) }) }
        return keys.insert(Array(key.utf8)).inserted
    }
}
