import IAM

extension NodeReader {
    /// A transition; nil if anything in it could not be read.
    mutating func transition(_ name: TransitionName, _ entry: NodeEntry) -> Transition? {
        let before = source.problems
        guard let fields = fields(entry, required: ["from", "to", "by", "steps"], optional: ["when", "guide"]) else { return nil }
        let from: [StateName]? = fields["from"].flatMap { filledList($0) { $0.name($1) } }
        let to: StateName? = fields["to"].flatMap { self.name($0) }
        let trigger: Trigger? = fields["by"].flatMap { word($0, "role that can start a transition", else: .unknownRole) }
        let guards: [Guard] = fields["when"].flatMap { list($0) { $0.word($1, "guard", else: .unknownGuard) } } ?? []
        let steps: [Step]? = fields["steps"].flatMap { list($0) { $0.word($1, "step", else: .unknownStep) } }
        let guide: GuideKind? = fields["guide"].flatMap { word($0, "guide", else: .unknownTemplate) }
        guard let from, let to, let trigger, let steps, source.problems == before else { return nil }
        return Transition(name: name, from: from, to: to, by: trigger, guards: guards, steps: steps, guide: guide)
    }

    /// An invariant: `never: FACT without FACT` or `always: a way to STATE`.
    mutating func invariant(_ entry: NodeEntry) -> Invariant? {
        guard let pairs = pairs(entry) else { return nil }
        guard pairs.count == 1, let (name, field) = pairs.first else {
            wrong(
                entry, "an invariant is one key with its promise",
                remedy: "write '- never: FACT without FACT' or '- always: a way to STATE'")
            return nil
        }
        switch name {
        case "never": return never(field)
        case "always": return always(field)
        default:
            let remedy = "write 'never: FACT without FACT' or 'always: a way to STATE'"
            source.report(.unknownKey, field.key, "unknown key \(name.quoted)", remedy: remedy)
            return nil
        }
    }

    private mutating func never(_ entry: NodeEntry) -> Invariant? {
        guard let text = text(entry) else { return nil }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, words[1] == "without", words[0] != words[2] else {
            wrong(entry, "\(text.quoted) is not 'FACT without FACT'", remedy: "name two facts, such as: never: entitlements without mfa")
            return nil
        }
        let fact: Fact? = word(words[0], entry, "fact", else: .unknownFact)
        let other: Fact? = word(words[2], entry, "fact", else: .unknownFact)
        guard let fact, let other else { return nil }
        return .never(fact, without: other)
    }

    private mutating func always(_ entry: NodeEntry) -> Invariant? {
        guard let text = text(entry) else { return nil }
        guard text.hasPrefix("a way to ") else {
            wrong(entry, "\(text.quoted) is not 'a way to STATE'", remedy: "name a state, such as: always: a way to revoked")
            return nil
        }
        return name(String(text.dropFirst("a way to ".count)), entry).map { .always($0) }
    }
}
