import Foundation
import IAM
import Lifecycle

/// Separation of duties, written a second time from the words of the design and not from the code: who said yes to which version of
/// what, and nothing else. It knows people by number, and asks of nobody how they came in.
struct ReferenceModel {
    struct Human {
        var isApprover = false
        var isAdmin = false
        var hasLeft = false
        var teams: Set<String> = []
        var manager: Int?
        var sponsor: Int?
    }

    struct Yes: Hashable {
        let human: Int
        let stage: Int
        /// The version of the question that they answered.
        let version: Int
    }

    enum Phase { case open, returned, passed, over }

    var humans: [Int: Human]
    let asker: Int
    let about: Int
    var stages: [(groups: [String], quorum: Int)]
    var phase = Phase.open
    var version = 1
    var yes: Set<Yes> = []
    var closes: TimeInterval

    /// Who belongs to a group when somebody asks about that person.
    private func members(_ group: String) -> Set<Int> {
        switch group {
        case "@manager": Set([humans[about]?.manager].compactMap(\.self))
        case "@sponsor": Set([humans[about]?.sponsor].compactMap(\.self))
        case "@admins": Set(humans.filter { $0.value.isAdmin }.keys)
        default: Set(humans.filter { $0.value.teams.contains(group) && $0.value.isApprover }.keys)
        }
    }

    private var openStage: Int? {
        stages.indices.first { stage in yes.count { $0.stage == stage && $0.version == version } < stages[stage].quorum }
    }

    /// Whether that person may say yes or no at that time.
    func mayDecide(_ human: Int, at time: TimeInterval) -> Bool {
        guard phase == .open, time < closes, let stage = openStage else { return false }
        guard human != asker, human != about, humans[human]?.hasLeft == false else { return false }
        guard !yes.contains(where: { $0.human == human && $0.version == version }) else { return false }
        return stages[stage].groups.contains { members($0).contains(human) }
    }

    /// Whether a yes counts: the subject must still be here.
    func mayApprove(_ human: Int, at time: TimeInterval) -> Bool { mayDecide(human, at: time) && humans[about]?.hasLeft == false }

    mutating func approve(_ human: Int) {
        guard let stage = openStage else { return }
        yes.insert(Yes(human: human, stage: stage, version: version))
        if openStage == nil { phase = .passed }
    }

    /// A new question: no answer to the old one counts.
    mutating func ask(until closes: TimeInterval) {
        version += 1
        phase = .open
        self.closes = closes
    }

    /// Whether every stage could get its quorum from different people: tried one by one.
    func isAttainable() -> Bool {
        seat(stages.flatMap { stage in Array(repeating: stage.groups, count: stage.quorum) }, used: [asker, about])
    }

    private func seat(_ places: [[String]], used: Set<Int>) -> Bool {
        guard let first = places.first else { return true }
        let free = first.reduce(into: Set<Int>()) { $0.formUnion(members($1)) }.subtracting(used).filter { humans[$0]?.hasLeft == false }
        return free.contains { seat(Array(places.dropFirst()), used: used.union([$0])) }
    }

    /// The same people as the rules under test know them.
    var rules: Rules {
        var rules = Rules()
        for (number, human) in humans {
            let id = PersonID(number)
            let roles = (human.isApprover ? [Role.approver] : []) + (human.isAdmin ? [.admin] : [])
            if !roles.isEmpty { rules.roles[id] = SortedSet(roles) }
            for team in human.teams { rules.groups[name(team), default: []].insert(id) }
            if human.hasLeft { rules.left.insert(id) }
        }
        return rules
    }

    func context(grantNow: Grant?) -> ApprovalContext {
        let here = humans[about]
        let attributes = PersonAttributes(
            name: Self.anonymous, manager: here?.manager.map { PersonID($0) }, sponsor: here?.sponsor.map { PersonID($0) },
            language: .english)
        return ApprovalContext(rules: rules, subject: Person(id: PersonID(about), attributes: attributes), grantNow: grantNow)
    }

    private static let anonymous = sealed("somebody")

    static func random(_ dice: inout Dice) -> ReferenceModel {
        let numbers = Array(1...(3 + dice.below(5)))
        var humans: [Int: Human] = [:]
        for number in numbers { humans[number] = Human.random(among: numbers, &dice) }
        let groups = ["security", "platform", "@manager", "@sponsor", "@admins"]
        let stages = (0..<(1 + dice.below(3))).map { _ in (groups: [dice.pick(groups), dice.pick(groups)], quorum: 1 + dice.below(2)) }
        return ReferenceModel(humans: humans, asker: dice.pick(numbers), about: dice.pick(numbers), stages: stages, closes: 14 * 86_400)
    }
}

extension ReferenceModel.Human {
    static func random(among numbers: [Int], _ dice: inout Dice) -> Self {
        Self(
            isApprover: !dice.once(in: 3), isAdmin: dice.once(in: 3), hasLeft: dice.once(in: 8),
            teams: Set(dice.some(of: ["security", "platform"], oneIn: 2)),
            manager: dice.once(in: 4) ? nil : dice.pick(numbers), sponsor: dice.once(in: 2) ? nil : dice.pick(numbers))
    }
}
