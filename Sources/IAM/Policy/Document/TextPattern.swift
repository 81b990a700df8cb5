/// A text of a policy that stands for others: with wildcards, where its element knows them, and with variables.
public struct TextPattern: Hashable, Sendable {
    /// The text as it stands in the policy.
    public let text: String
    /// All of its units; nil if a variable stands among them.
    let fixed: [PatternUnit]?
    // Where there is no variable, which is nearly everywhere, the units are all: nothing else is stored.
    private let varied: [Part]

    enum Part: Hashable, Sendable {
        case units([PatternUnit])
        case variable(PolicyVariable)
        /// `${…}` that is not a variable: what IAM makes of it is not documented.
        case malformed
    }

    init(_ text: String, wildcards: Bool, version: PolicyVersion?) {
        self.text = text
        guard version == .v2012, text.utf8.contains(UInt8(ascii: "$")) else {
            (varied, fixed) = ([], Self.units(of: text, wildcards: wildcards))
            return
        }
        var parts: [Part] = []
        var units: [PatternUnit] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.first {
            if version == .v2012, rest.starts(with: "${".utf16) {
                let (part, length) = Self.variable(rest)
                if case .units(let found) = part {
                    units += found
                } else {
                    parts += [.units(units), part]
                    units = []
                }
                rest = rest.dropFirst(length)
                continue
            }
            units.append(Self.unit(unit, wildcards: wildcards))
            rest = rest.dropFirst()
        }
        varied = parts.isEmpty ? [] : parts + [.units(units)]
        fixed = parts.isEmpty ? units : nil
    }

    /// Its units and variables, in their order.
    var parts: [Part] { fixed.map { [.units($0)] } ?? varied }

    /// The units of a text in which nothing is a variable.
    static func units(of text: String, wildcards: Bool) -> [PatternUnit] {
        // In ASCII every byte is a unit, and bytes are gone through several times as fast.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.utf16.map { unit($0, wildcards: wildcards) } }
        return text.utf8.map { unit(UInt16($0), wildcards: wildcards) }
    }

    private static func unit(_ unit: UInt16, wildcards: Bool) -> PatternUnit {
        switch unit {
        case 0x2A where wildcards: .anyRun
        case 0x3F where wildcards: .anyOne
        default: .exactly(unit)
        }
    }

    /// Reads `${…}`, and says how many units it takes.
    private static func variable(_ text: ArraySlice<UInt16>) -> (Part, Int) {
        guard let end = end(of: text) else { return (.malformed, text.count) }
        let length = end - text.startIndex + 1
        let inside = String(decoding: text[(text.startIndex + 2)..<end], as: UTF16.self)
        switch inside {
        case "*", "?", "$": return (.units(inside.utf16.map(PatternUnit.exactly)), length)
        default: return (PolicyVariable(inside).map(Part.variable) ?? .malformed, length)
        }
    }

    /// Where the brace stands that closes a variable: those in a default's quotes do not.
    private static func end(of text: ArraySlice<UInt16>) -> Int? {
        var isQuoted = false
        return text.firstIndex { unit in
            if unit == 0x27 { isQuoted.toggle() }
            return unit == 0x7D && !isQuoted
        }
    }

    /// The keys of its variables.
    var variables: [PolicyVariable] {
        parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
    }
}

/// `${key}` or `${key, 'default'}`.
public struct PolicyVariable: Hashable, Sendable {
    public let key: ContextKey
    /// What stands for it when the request has no such key.
    public let fallback: String?

    /// Reads what stands between the braces; nil if that is not a variable.
    init?(_ inside: String) {
        let halves = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = halves.first, !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x27 }) else { return nil }
        self.key = ContextKey(String(key))
        guard halves.count == 2 else {
            fallback = nil
            return
        }
        let quoted = halves[1].drop { $0 == " " }
        guard quoted.utf8.count >= 2, quoted.first == "'", quoted.last == "'" else { return nil }
        fallback = String(quoted.dropFirst().dropLast())
    }
}
