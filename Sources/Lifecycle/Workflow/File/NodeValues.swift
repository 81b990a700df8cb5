import IAM

extension NodeReader {
    /// A name of that kind.
    mutating func name<Rule>(_ entry: NodeEntry, else code: LintCode = .wrongValue) -> Checked<Rule>? {
        guard let text = text(entry) else { return nil }
        return name(text, entry, else: code)
    }

    /// A name of that kind that stands in that entry.
    mutating func name<Rule>(_ text: String, _ entry: NodeEntry, else code: LintCode = .wrongValue) -> Checked<Rule>? {
        guard let name = try? Checked<Rule>(text) else {
            source.report(code, entry.key, "\(text.quoted) is not of the kind '\(Rule.noun)'", remedy: Rule.shape, at: entry.position)
            return nil
        }
        return name
    }

    /// One of the words of an enum.
    mutating func word<Word>(_ entry: NodeEntry, _ noun: String, else code: LintCode = .wrongValue) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        guard let text = text(entry) else { return nil }
        return word(text, entry, noun, else: code)
    }

    /// One of the words of an enum that stands in that entry.
    mutating func word<Word>(_ text: String, _ entry: NodeEntry, _ noun: String, else code: LintCode) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        let remedy = Spelling.nearest(to: text, in: known).map { "did you mean '\($0)'?" } ?? "write one of \(known.listed)"
        source.report(code, entry.key, "\(text.quoted) is not a \(noun)", remedy: remedy, at: entry.position)
        return nil
    }

    /// A list of values, each read by `read`; one that stands twice is reported. Nil if it is no list.
    mutating func list<Value: Hashable>(_ entry: NodeEntry, _ read: (inout NodeReader, NodeEntry) -> Value?) -> [Value]? {
        guard let elements = elements(entry) else { return nil }
        var values: [Value] = []
        var seen: Set<Value> = []
        for element in elements {
            guard let value = read(&self, element) else { continue }
            guard seen.insert(value).inserted else {
                source.report(
                    .duplicateName, element.key, "\((element.node.scalar?.string ?? "").quoted) stands twice in '\(entry.key)'",
                    remedy: "keep one of the two", at: element.position)
                continue
            }
            values.append(value)
        }
        return values
    }

    /// A list with something in it.
    mutating func filledList<Value: Hashable>(_ entry: NodeEntry, _ read: (inout NodeReader, NodeEntry) -> Value?) -> [Value]? {
        let problems = source.problems
        guard let values = list(entry, read) else { return nil }
        if values.isEmpty, source.problems == problems { wrong(entry, "'\(entry.key)' is empty", remedy: "name at least one") }
        return values
    }

    /// A length of time.
    mutating func period(_ entry: NodeEntry) -> Period? {
        guard let text = text(entry) else { return nil }
        guard let period = Period(text: text) else {
            wrong(
                entry, "\(text.quoted) is not a length of time", remedy: "write a whole number with d, h or m, such as 14d, up to ten years"
            )
            return nil
        }
        return period
    }

    /// A quorum: from 1 to 20.
    mutating func quorum(_ entry: NodeEntry) -> Int? {
        guard let text = text(entry) else { return nil }
        guard let quorum = Int(text), (1...20).contains(quorum) else {
            wrong(entry, "\(text.quoted) is not a quorum", remedy: "write how many persons must approve, from 1 to 20")
            return nil
        }
        return quorum
    }

    /// `true` or `false`.
    mutating func flag(_ entry: NodeEntry) -> Bool? {
        guard let text = text(entry) else { return nil }
        guard let flag = Bool(text) else {
            wrong(entry, "\(text.quoted) is neither true nor false", remedy: "write true or false")
            return nil
        }
        return flag
    }
}
