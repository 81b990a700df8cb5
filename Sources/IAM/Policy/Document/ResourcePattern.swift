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

    /// Reads an entry of `Resource`; nil if IAM would refuse it.
    init?(_ text: String, version: PolicyVersion?) {
        if text == "*" {
            self = .everything
            return
        }
        guard text.hasPrefix("arn:") else { return nil }
        self = .arn(ARNPattern(text, version: version))
    }
}

/// A pattern of ARNs, in the segments between its colons.
public struct ARNPattern: Hashable, Sendable {
    public let text: String
    /// Six, the last with all colons that follow; fewer if the text is shorter.
    public let segments: [TextPattern]

    init(_ text: String, version: PolicyVersion?) {
        self.text = text
        segments = Self.split(text, version: version).map { TextPattern($0, wildcards: true, version: version) }
    }

    /// Whether it has an ARN's six parts.
    public var isComplete: Bool { segments.count == 6 && segments[0].text == "arn" }

    /// The parts of an ARN: colons within a variable's braces separate nothing.
    static func split(_ text: String, version: PolicyVersion?) -> [String] {
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
}
