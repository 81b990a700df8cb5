import Foundation
import IAM
import Lifecycle
import Testing

struct SeparationOfDutiesTests {
    @Test func `nobody decides for themselves, twice, too late or about something else, in any history`() throws {
        var dice = Dice()
        let (wanted, began) = (Dice.isDeep ? 1_000_000 : 50_000, ContinuousClock.now)
        var (tally, histories) = (Tally(), 0)
        // As many as a slow machine makes in twenty seconds; the night makes them all.
        while histories < wanted, Dice.isDeep || ContinuousClock.now - began < .seconds(20) {
            histories += 1
            var history = History(&dice)
            try history.run(&dice, &tally)
        }
        print("separation of duties: \(histories) random histories in \(ContinuousClock.now - began), \(tally), \(dice)")
        #expect(tally.isClean, "\(tally), \(dice)")
        // A law over nothing would hold as well.
        #expect(
            tally.approvals > histories / 10 && tally.passed > histories / 100 && tally.refused > histories
                && tally.voided > histories / 100)
    }

    @Test func `whether a request could be approved at all is what trying every seating says`() throws {
        var dice = Dice()
        var (can, cannot) = (0, 0)
        for _ in 0..<20_000 {
            let model = ReferenceModel.random(&dice)
            let stages = try History.stages(of: model)
            let found = Approvers(requester: PersonID(model.asker), subject: PersonID(model.about), in: model.context(grantNow: .first))
                .unattainable(of: stages)
            #expect((found == nil) == model.isAttainable(), "\(model), \(dice)")
            if found == nil { can += 1 } else { cannot += 1 }
        }
        #expect(can > 1_000 && cannot > 1_000)
    }
}

/// What was counted over all histories.
struct Tally: CustomStringConvertible {
    var approvals = 0
    var refused = 0
    var passed = 0
    var voided = 0
    var own = 0
    var subject = 0
    var twice = 0
    var stale = 0
    var late = 0
    var different = 0

    var isClean: Bool { [own, subject, twice, stale, late, different].allSatisfy { $0 == 0 } }

    var description: String {
        "\(approvals) approvals counted, \(refused) refused, \(passed) requests passed, \(voided) voided; by the requester \(own), by the subject \(subject), "
            + "twice \(twice), stale \(stale), late \(late), unlike the model \(different)"
    }
}

/// One request's history: the rules under test and the model side by side, and people who come under many names.
private struct History {
    private var model: ReferenceModel
    private var request: Request?
    private var now: TimeInterval = 0
    private var grant = Grant.first
    private var edits = 0
    /// Names, mail addresses, keys and ARNs that lead to a person.
    private var aliases: [String: Int] = [:]

    init(_ dice: inout Dice) {
        model = .random(&dice)
        for number in model.humans.keys.sorted() {
            for kind in ["os", "mail", "SHA256", "arn:aws:iam::123456789012:user/"] where dice.once(in: 2) {
                aliases["\(kind):\(number)"] = number
            }
            aliases["P-\(number)"] = number
        }
    }

    static func stages(of model: ReferenceModel) throws -> [ApprovalStage] {
        model.stages.enumerated().map { place, stage in
            ApprovalStage(name: name("stage-\(place)"), groups: stage.groups.map { name($0) }, quorum: stage.quorum, from: nil)
        }
    }

    private var context: ApprovalContext { model.context(grantNow: grant) }
    private var date: Date { .start + Period(seconds: Int(now)) }

    private func form() throws -> RequestForm {
        let access = Sample.access(person: PersonID(model.about), grant: grant, end: .start + .days(100 + edits))
        return try RequestForm(
            ask: .access(access), subject: PersonID(model.about), reason: Self.reason, ticket: nil, risk: .high,
            stages: Self.stages(of: model),
            expires: .start + Period(seconds: Int(now)) + .days(14), beginWithin: .days(7))
    }

    private static let reason = sealed("because")

    mutating func run(_ dice: inout Dice, _ tally: inout Tally) throws {
        let form = try form()
        let mayFile = model.humans[model.asker]?.hasLeft == false && model.humans[model.about]?.hasLeft == false && model.isAttainable()
        guard try act(.submit(form), by: model.asker) == mayFile else {
            tally.different += 1
            return
        }
        guard mayFile else {
            tally.refused += 1
            return
        }
        for _ in 0..<(6 + dice.below(14)) { try step(&dice, &tally) }
    }

    private mutating func step(_ dice: inout Dice, _ tally: inout Tally) throws {
        switch dice.below(20) {
        case 0...9: try approve(as: aliases[dice.pick(aliases.keys.sorted())] ?? model.asker, &tally)
        case 10, 11: try refuseOrReturn(&dice, &tally)
        case 12: try amend(&dice, &tally)
        case 13: try void(&tally)
        case 14: now += Double(dice.below(6)) * 86_400
        case 15, 16: move(&dice)
        case 17: try expire(&tally)
        case 18 where dice.once(in: 4): try withdraw(&dice, &tally)
        default: try approve(as: 1 + dice.below(model.humans.count), &tally)
        }
    }

    /// Whether the command was accepted; then the request has moved.
    private mutating func act(_ command: RequestCommand, by human: Int?) throws -> Bool {
        let actor: Actor = human.map { .person(PersonID($0)) } ?? .tenure
        guard let events = try? Request.decide(command, on: request, in: context, by: actor, at: date) else { return false }
        request = events.reduce(request) { Request.evolve($0, id: RequestID(1), $1, at: date, by: actor) }
        return true
    }

    private mutating func approve(as human: Int, _ tally: inout Tally) throws {
        let expected = model.mayApprove(human, at: now)
        let before = request
        guard try act(.approve, by: human) == expected else {
            tally.different += 1
            return
        }
        guard expected else {
            tally.refused += 1
            return
        }
        model.approve(human)
        inspect(before, human, &tally)
    }

    // Looks at what was recorded, whatever model and rules agree on.
    private func inspect(_ before: Request?, _ human: Int, _ tally: inout Tally) {
        guard let request, let before else { return }
        tally.approvals += 1
        if human == model.asker { tally.own += 1 }
        if human == model.about { tally.subject += 1 }
        if date >= before.form.expires { tally.late += 1 }
        let valid = request.approvals.filter { $0.content == request.form.content }
        if Set(valid.map(\.by)).count != valid.count { tally.twice += 1 }
        if request.grant != grant || valid.count != model.yes.count(where: { $0.version == model.version }) { tally.stale += 1 }
        if (request.status == .approved) != (model.phase == .passed) { tally.different += 1 }
        if request.status == .approved { tally.passed += 1 }
    }

    private mutating func refuseOrReturn(_ dice: inout Dice, _ tally: inout Tally) throws {
        let human = 1 + dice.below(model.humans.count)
        let expected = model.mayDecide(human, at: now)
        let rejects = dice.once(in: 5)
        guard try act(rejects ? .reject(Self.reason) : .sendBack(Self.reason), by: human) == expected else {
            tally.different += 1
            return
        }
        if expected { model.phase = rejects ? .over : .returned } else { tally.refused += 1 }
    }

    private mutating func amend(_ dice: inout Dice, _ tally: inout Tally) throws {
        let human = dice.once(in: 4) ? 1 + dice.below(model.humans.count) : model.asker
        if dice.once(in: 2) { edits += 1 }
        let isOpen = model.phase == .open || model.phase == .returned
        let areHere = model.humans[model.asker]?.hasLeft == false && model.humans[model.about]?.hasLeft == false
        let expected = isOpen && now < model.closes && human == model.asker && areHere && model.isAttainable()
        guard try act(.amend(form()), by: human) == expected else {
            tally.different += 1
            return
        }
        if expected { model.ask(until: now + 14 * 86_400) } else { tally.refused += 1 }
    }

    private mutating func void(_ tally: inout Tally) throws {
        guard model.phase != .over else { return }
        edits += 1
        grant = Grant(groups: [name("developers")], policies: .of(text: "version \(edits)"))
        guard try act(.void(grant), by: nil) else {
            tally.different += 1
            return
        }
        model.ask(until: model.phase == .passed ? max(model.closes, now + 7 * 86_400) : model.closes)
        tally.voided += 1
    }

    private mutating func expire(_ tally: inout Tally) throws {
        guard let lapses = request?.lapses else { return }
        guard try act(.expire, by: nil) == (date >= lapses) else {
            tally.different += 1
            return
        }
        if date >= lapses { model.phase = .over }
    }

    private mutating func withdraw(_ dice: inout Dice, _ tally: inout Tally) throws {
        let human = 1 + dice.below(model.humans.count)
        let expected = (model.phase == .open || model.phase == .returned) && (human == model.asker || human == model.about)
        guard try act(.withdraw(nil), by: human) == expected else {
            tally.different += 1
            return
        }
        if expected { model.phase = .over }
    }

    /// Somebody gets or loses roles, groups, a manager, or leaves.
    private mutating func move(_ dice: inout Dice) {
        let numbers = model.humans.keys.sorted()
        let number = dice.pick(numbers)
        let left = model.humans[number]?.hasLeft ?? false
        model.humans[number] = .random(among: numbers, &dice)
        if left { model.humans[number]?.hasLeft = true }
    }
}
