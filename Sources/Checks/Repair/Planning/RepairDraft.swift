import Foundation
import IAM
import Lifecycle

/// A change that findings call for, before the account was read for it.
public struct RepairDraft: Sendable {
    public let change: PlannedChange
    /// The ids of the findings that it answers.
    public var findings: [String]
    /// What it stands on, its target first.
    public var grounds: [Ground]
    /// The places of the drafts that have to be made before.
    public var after: [Int] = []
    /// Whether it is made for the sake of drafts that come after it alone: it answers nothing by itself.
    public var isPreparation = false
    /// Those who have to be told before, and how many days before.
    public var tells: [UserName] = []
    public var noticeDays = 0
    public let breaks: Bilingual
    public var undo: Bilingual

    /// A part that a change stands on.
    public struct Ground: Sendable {
        public let part: AccountPart
        /// How it will be once the changes before are made; nil if it is to be read now.
        public let expected: PartState?
        /// Why the change is not to be planned with the part as it was read; nil if nothing speaks against it.
        public let objection: @Sendable (PartState) -> Bilingual?

        init(_ part: AccountPart, expected: PartState? = nil, objection: @escaping @Sendable (PartState) -> Bilingual? = { _ in nil }) {
            self.part = part
            self.expected = expected
            self.objection = objection
        }
    }

    /// A draft that stands on its target alone.
    init(_ change: PlannedChange, answering findings: [String], breaks: Bilingual, objection: @escaping @Sendable (PartState) -> Bilingual?)
    {
        self.change = change
        self.findings = findings
        self.breaks = breaks
        undo = change.undo
        grounds = [Ground(change.target, objection: objection)]
    }
}

/// What findings call for: changes in their order, and what is left as it is.
public struct RepairDrafts: Sendable {
    public internal(set) var changes: [RepairDraft] = []
    public internal(set) var left: [Plan.LeftOut] = []

    /// The parts that have to be read, each once.
    public var parts: Set<AccountPart> {
        Set(changes.flatMap { draft in draft.grounds.filter { $0.expected == nil }.map(\.part) })
    }

    /// The plan's items and what it leaves, with the parts as they were read: what something speaks against is left, and whatever comes after it.
    public func settled(with states: [AccountPart: PartState]) throws -> (items: [Plan.Item], left: [Plan.LeftOut]) {
        var items: [Plan.Item] = []
        var left = left
        var answered: Set<String> = []
        var numbers: [Int: Int] = [:]
        let obstacles = obstacles(states)
        let made = made(but: obstacles)
        for (place, draft) in changes.enumerated() {
            guard made.contains(place) else {
                if let reason = obstacles[place] { left += draft.findings.map { Plan.LeftOut($0, reason) } }
                continue
            }
            let grounds = try draft.grounds.map { try Plan.Ground($0.part, $0.expected ?? states[$0.part] ?? .absent) }
            numbers[place] = items.count + 1
            if !draft.isPreparation { answered.formUnion(draft.findings) }
            items.append(
                Plan.Item(
                    number: items.count + 1, change: draft.change, findings: draft.findings, standsOn: grounds,
                    after: draft.after.compactMap { numbers[$0] }, tells: draft.tells, noticeDays: draft.noticeDays, breaks: draft.breaks,
                    undo: draft.undo, call: draft.change.call,
                    isIrreversible: draft.change.isIrreversible))
        }
        var told: Set<String> = []
        return (items, left.filter { !answered.contains($0.finding) && told.insert($0.finding).inserted })
    }

    /// What speaks against each draft, by its place.
    private func obstacles(_ states: [AccountPart: PartState]) -> [Bilingual?] {
        changes.reduce(into: []) { obstacles, draft in
            let isBlocked = draft.after.contains { obstacles[$0] != nil }
            obstacles.append(objection(to: draft, states) ?? (isBlocked ? Self.blocked : nil))
        }
    }

    /// The places of what is to be made: everything that nothing speaks against, but for preparations after which nothing comes.
    private func made(but obstacles: [Bilingual?]) -> Set<Int> {
        changes.indices.reversed().reduce(into: []) { made, place in
            guard obstacles[place] == nil, !changes[place].isPreparation || made.contains(place) else { return }
            made.insert(place)
            made.formUnion(changes[place].after)
        }
    }

    private func objection(to draft: RepairDraft, _ states: [AccountPart: PartState]) -> Bilingual? {
        draft.grounds.lazy.compactMap { $0.objection($0.expected ?? states[$0.part] ?? .absent) }.first
    }

    private static let blocked = Bilingual(
        ko: "먼저 해야 하는 변경이 계획에 없음", en: "a change that has to come before it is not in the plan")

    /// The first of these parts that a change of the plan is to change.
    func changed(among parts: [AccountPart]) -> AccountPart? {
        let targets = Set(changes.map(\.change.target))
        return parts.first(where: targets.contains)
    }

    mutating func leave(_ finding: Finding, _ reason: Bilingual) { left.append(Plan.LeftOut(finding.id, reason)) }
}

extension Bilingual {
    static let goneSinceSnapshot = Bilingual(ko: "스냅샷 이후에 없어짐", en: "it is gone since the snapshot")
    static let policyChangedSinceSnapshot = Bilingual(ko: "스냅샷 이후에 정책이 바뀜", en: "the policy was changed since the snapshot")
}
