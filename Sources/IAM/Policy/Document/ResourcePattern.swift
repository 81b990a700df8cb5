/// Resources as `Resource` and `NotResource` list them.
public enum ResourcePattern: Hashable, Sendable {
    /// A lone `*`.
    case everything
    case arn(ARNPattern)

    /// The entry as it stands in the policy.
    public var text: String {
        switch self {
        case .everything: "*"
        case .arn(let pattern): pattern.text
        }
    }

    /// Whether what it means depends on the request.
    var isVaried: Bool { if case .arn(let pattern) = self { pattern.parts == nil } else { false } }

    /// Reads an entry of `Resource` in a policy of that kind; nil if IAM would refuse it. A variable may stand for all of an ARN.
    init?(_ text: String, version: PolicyVersion?, in kind: PolicyKind = .identity) {
        if text == "*" {
            self = .everything
            return
        }
        guard text.hasPrefix("arn:") || (version == .v2012 && text.hasPrefix("${")) else { return nil }
        self = .arn(ARNPattern(text, version: version, in: kind))
    }
}

/// A pattern of ARNs, in the segments between its colons.
public struct ARNPattern: Hashable, Sendable {
    public let text: String
    /// Six, the last with all colons that follow; fewer if the text is shorter.
    public let segments: [TextPattern]
    /// All of it as one text, where that may hold variables; nil where nothing is one.
    private let varied: TextPattern?
    /// Six parts, those that are missing being anything; nil if a variable stands in the text, which may hold colons of its own.
    let parts: [[PatternUnit]]?
    /// Why it is unclear whether a resource matches whose parts all do.
    let doubtsAboutSegments: Set<Doubt>

    init(_ text: String, version: PolicyVersion?, in kind: PolicyKind = .identity) {
        self.text = text
        let segments = Self.split(text, version: version).map { TextPattern($0, wildcards: true, version: version) }
        self.segments = segments
        varied = Self.mayVary(text, version: version) ? TextPattern(text, wildcards: true, version: version) : nil
        let fixed = segments.compactMap(\.fixed)
        let isVaried = varied.map { $0.fixed == nil } ?? false
        parts = isVaried ? nil : fixed.count == 6 ? fixed : fixed + Array(repeating: [.anyRun], count: 6 - fixed.count)
        var doubts: Set<Doubt> = []
        if segments.count > 2, segments[2].fixed?.contains(where: \.isWildcard) ?? false { doubts.insert(.wildcardInService) }
        if segments.count < 6, kind.namesPrincipals { doubts.insert(.shortARN) }
        doubtsAboutSegments = doubts
    }

    /// Whether it has an ARN's six parts.
    public var isComplete: Bool { segments.count == 6 && segments[0].text == "arn" }

    /// All of it as one text.
    var whole: TextPattern { varied ?? TextPattern(text, wildcards: true, version: nil) }

    /// Its variables.
    var variables: [PolicyVariable] { varied?.variables ?? [] }

    private static func mayVary(_ text: String, version: PolicyVersion?) -> Bool {
        version == .v2012 && text.utf8.contains(UInt8(ascii: "$"))
    }

    /// The parts of an ARN: colons within a variable's braces separate nothing.
    static func split(_ text: String, version: PolicyVersion?) -> [String] {
        guard mayVary(text, version: version) else {
            return text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false).map {
                String(Substring($0))
            }
        }
        var parts: [[UInt16]] = [[]]
        var braces = false
        var last: UInt16 = 0
        for unit in text.utf16 {
            if version == .v2012, last == 0x24, unit == 0x7B { braces = true }
            if unit == 0x7D { braces = false }
            last = unit
            if unit == 0x3A, !braces, parts.count < 6 { parts.append([]) } else { parts[parts.count - 1].append(unit) }
        }
        return parts.map { String(decoding: $0, as: UTF16.self) }
    }

    /// The parts of an ARN whose variables have been replaced: colons that came with a value separate, too.
    static func parts(of units: [PatternUnit]) -> [[PatternUnit]] {
        units.split(separator: .exactly(0x3A), maxSplits: 5, omittingEmptySubsequences: false).map(Array.init)
    }
}
