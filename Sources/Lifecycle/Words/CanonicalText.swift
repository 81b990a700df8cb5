import Foundation

/// Canonical bytes while they are written, and the objects and arrays in them that are not finished.
///
/// A value is written where it comes; the members of an object are put in order when the object ends.
struct CanonicalText {
    private(set) var bytes: [UInt8] = []
    private var scopes: [Scope] = []
    /// The members of all objects and arrays that are not finished, those of the innermost last.
    private var members: [Member] = []

    private struct Scope {
        let isObject: Bool
        var isSorted = true
        /// Where its members begin among all.
        let firstMember: Int
    }

    /// Where a member of an object begins, its comma left out; an array's items have no key.
    private struct Member {
        let key: String
        let start: Int
    }

    init() { bytes.reserveCapacity(2_048) }

    /// How many objects and arrays are begun and not finished.
    var depth: Int { scopes.count }

    /// Begins an object or an array.
    mutating func begin(isObject: Bool) {
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        scopes.append(Scope(isObject: isObject, firstMember: members.count))
    }

    /// Goes back to the object or array at that depth: those within it are finished.
    mutating func resume(at depth: Int) {
        precondition(scopes.count >= depth, "a container is written to after the one around it")
        while scopes.count > depth { end() }
    }

    /// Begins a member of the object at that depth.
    mutating func member(_ key: String, at depth: Int) {
        item(key, at: depth)
        write(key)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Begins an item of the array at that depth.
    mutating func item(_ key: String = "", at depth: Int) {
        resume(at: depth)
        if members.count > scopes[depth - 1].firstMember, let last = members.last {
            bytes.append(UInt8(ascii: ","))
            if key < last.key { scopes[depth - 1].isSorted = false }
        }
        members.append(Member(key: key, start: bytes.count))
    }

    /// How many items the array at that depth has.
    func count(at depth: Int) -> Int {
        (depth < scopes.count ? scopes[depth].firstMember : members.count) - scopes[depth - 1].firstMember
    }

    private mutating func end() {
        let scope = scopes.removeLast()
        if !scope.isSorted { sort(Array(members[scope.firstMember...])) }
        members.removeSubrange(scope.firstMember...)
        bytes.append(scope.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    private mutating func sort(_ members: [Member]) {
        guard let first = members.first?.start else { return }
        let ends = members.dropFirst().map { $0.start - 1 } + [bytes.count]
        var sorted: [UInt8] = []
        sorted.reserveCapacity(bytes.count - first)
        for place in members.indices.sorted(by: { members[$0].key < members[$1].key }) {
            if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
            sorted += bytes[members[place].start..<ends[place]]
        }
        bytes.replaceSubrange(first..., with: sorted)
    }
}

extension CanonicalText {
    /// Writes a text as it stands.
    mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

    /// A text in quotes; only what RFC 8259 demands is escaped.
    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { plain in
            if plain.contains(where: Self.needsEscape) {
                for byte in plain { escape(byte) }
            } else {
                bytes.append(contentsOf: plain)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x08: write(raw: "\\b")
        case 0x09: write(raw: "\\t")
        case 0x0A: write(raw: "\\n")
        case 0x0C: write(raw: "\\f")
        case 0x0D: write(raw: "\\r")
        case ..<0x20: write(raw: "\\u00" + [byte].hexadecimal)
        default: bytes.append(byte)
        }
    }

    /// A time in UTC and whole seconds, as in `2026-11-02T00:00:00Z`.
    mutating func write(_ time: Date) {
        bytes.append(UInt8(ascii: "\""))
        if !CanonicalTime.write(time, to: &bytes) { write(raw: time.formatted(.iso8601)) }
        bytes.append(UInt8(ascii: "\""))
    }
}
