import Yams

/// Reads the tree of a workflow file into a draft, key by key.
struct WorkflowReader {
    private var reader: NodeReader
    private var draft = WorkflowDraft()

    init(source: SourceMap) { reader = NodeReader(source: source) }

    var source: SourceMap { reader.source }

    /// The draft; what could not be read is left out of it and reported.
    mutating func read(_ root: Node) -> WorkflowDraft {
        let entry = NodeEntry(key: "", node: root, position: root.mark.map { LintPosition($0) } ?? .start)
        let required = ["workflow", "title", "kind", "approval", "review", "initial", "states", "transitions"]
        guard let fields = reader.fields(entry, required: required, optional: ["requires", "maximum-term", "invariants"])
        else { return draft }
        draft.name = fields["workflow"].flatMap { reader.name($0) }
        draft.title = fields["title"].flatMap { reader.title($0) }
        draft.kind = fields["kind"].flatMap { reader.word($0, "kind of workflow") }
        draft.requires = fields["requires"].flatMap { reader.list($0) { $0.word($1, "thing that a request can bring") } } ?? []
        draft.maximumTerm = fields["maximum-term"].flatMap { reader.period($0) }
        draft.approval = fields["approval"].flatMap { reader.approval($0) }
        draft.review = fields["review"].flatMap { reader.reviewRule($0) }
        draft.initial = fields["initial"].flatMap { reader.name($0) }
        fields["invariants"].map { readInvariants($0) }
        fields["states"].map { readStates($0) }
        fields["transitions"].map { draft.transitions = reader.named($0) { $0.transition($1, $2) } }
        return draft
    }

    private mutating func readStates(_ entry: NodeEntry) {
        draft.states = reader.named(entry) { $0.state($1, $2) }
        if case .mapping(let mapping) = entry.node, mapping.isEmpty {
            reader.wrong(entry, "the file has no states", remedy: "declare at least the initial and a terminal one")
        }
    }

    private mutating func readInvariants(_ entry: NodeEntry) {
        for element in reader.elements(entry) ?? [] {
            guard let invariant = reader.invariant(element) else { continue }
            draft.invariants.append(invariant)
            if case .always(let state) = invariant { draft.promised.append((element.key, state)) }
        }
    }
}

extension NodeReader {
    fileprivate mutating func title(_ entry: NodeEntry) -> Bilingual? {
        guard let fields = fields(entry, required: ["en", "ko"]) else { return nil }
        let english = fields["en"].flatMap { text($0) }
        let korean = fields["ko"].flatMap { text($0) }
        guard let english, let korean else { return nil }
        return Bilingual(ko: korean, en: english)
    }

    /// A period alone, or a mapping that says more.
    fileprivate mutating func reviewRule(_ entry: NodeEntry) -> ReviewRule? {
        if case .scalar = entry.node { return period(entry).map { ReviewRule(every: $0) } }
        let before = source.problems
        guard let fields = fields(entry, required: ["every"], optional: ["within", "remind", "escalate", "silence"]) else { return nil }
        let every = fields["every"].flatMap { period($0) }
        let within = fields["within"].flatMap { period($0) } ?? .days(14)
        let remind = fields["remind"].flatMap { list($0) { $0.period($1) } } ?? []
        let escalate = fields["escalate"].flatMap { period($0) }
        let silence: Silence? = fields["silence"].flatMap { word($0, "outcome of silence") }
        guard let every, source.problems == before else { return nil }
        return ReviewRule(every: every, within: within, remind: remind.sorted(), escalate: escalate, silence: silence)
    }

    fileprivate mutating func approval(_ entry: NodeEntry) -> ApprovalPlan? {
        let before = source.problems
        guard let fields = fields(entry, required: ["expires", "begin-within", "stages"]) else { return nil }
        let expires = fields["expires"].flatMap { period($0) }
        let beginWithin = fields["begin-within"].flatMap { period($0) }
        let stages = fields["stages"].flatMap { self.stages($0) }
        guard let expires, let beginWithin, let stages, source.problems == before else { return nil }
        return ApprovalPlan(expires: expires, beginWithin: beginWithin, stages: stages)
    }

    private mutating func stages(_ entry: NodeEntry) -> [ApprovalStage]? {
        let stages = filledList(entry) { $0.stage($1) }
        var names: Set<StageName> = []
        for (index, stage) in (stages ?? []).enumerated() where !names.insert(stage.name).inserted {
            source.report(
                .duplicateName, "\(entry.key)[\(index)].name", "two stages are called '\(stage.name)'", remedy: "rename one of them")
        }
        return stages
    }

    private mutating func stage(_ entry: NodeEntry) -> ApprovalStage? {
        let before = source.problems
        guard let fields = fields(entry, required: ["name", "groups", "quorum"], optional: ["when", "signed"]) else { return nil }
        let name: StageName? = fields["name"].flatMap { self.name($0) }
        let groups: [ApprovalGroup]? = fields["groups"].flatMap { filledList($0) { $0.name($1, else: .unknownRole) } }
        let quorum = fields["quorum"].flatMap { self.quorum($0) }
        let from: Risk? = fields["when"].flatMap { word($0, "risk") }
        let isSigned = fields["signed"].flatMap { flag($0) } ?? false
        guard let name, let groups, let quorum, source.problems == before else { return nil }
        return ApprovalStage(name: name, groups: groups, quorum: quorum, from: from, isSigned: isSigned)
    }
}
