import IAM

extension NodeReader {
    /// The items of a mapping whose keys are names that the file gives.
    mutating func named<Item, Rule>(
        _ entry: NodeEntry, _ read: (inout NodeReader, Checked<Rule>, NodeEntry) -> Item?
    ) -> DraftPart<Item, Checked<Rule>> {
        var part = DraftPart<Item, Checked<Rule>>()
        let before = source.problems
        guard let pairs = pairs(entry) else { return part }
        for (text, pair) in pairs {
            let key = NodeEntry(key: pair.key, node: pair.node, position: source.position(of: pair.key))
            guard let name: Checked<Rule> = name(text, key) else { continue }
            part.names.append(name)
            if let item = read(&self, name, pair) { part.readable.append(item) }
        }
        part.isWhole = source.problems == before
        return part
    }

    /// A state; nil if anything in it could not be read.
    mutating func state(_ name: StateName, _ entry: NodeEntry) -> State? {
        let before = source.problems
        let optional = ["deadline", "remind", "at-deadline", "terminal"]
        guard let fields = fields(entry, required: ["stage", "waits-for"], optional: optional) else { return nil }
        let stage: LifeStage? = fields["stage"].flatMap { word($0, "stage of a life") }
        let waitsFor: Party? = fields["waits-for"].flatMap { word($0, "role that a state can wait for", else: .unknownRole) }
        let deadline = fields["deadline"].flatMap { period($0) }
        let reminders = fields["remind"].flatMap { periods($0) } ?? []
        let atDeadline: TransitionName? = fields["at-deadline"].flatMap { self.name($0) }
        let isTerminal = fields["terminal"].flatMap { flag($0) } ?? false
        guard let stage, let waitsFor, source.problems == before else { return nil }
        return State(
            name: name, stage: stage, waitsFor: waitsFor, deadline: deadline, reminders: reminders, atDeadline: atDeadline,
            isTerminal: isTerminal)
    }

    // Not a list of distinct values: that two reminders are equal is a matter of their order.
    private mutating func periods(_ entry: NodeEntry) -> [Period]? {
        elements(entry).map { elements in elements.compactMap { period($0) } }
    }
}
