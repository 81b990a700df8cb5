import Foundation
import IAM
import Lifecycle
import Testing

/// Who may say what to an item, in every standing of it: every cell was read and agreed to.
struct ItemTableTests {
    @Test func `every command has its answer for every item from everyone`() throws {
        var table = TextTable(["item", "standing", "who"] + Commands.all.map(\.title))
        for (title, entry) in Entries.all {
            for (standing, item, campaign) in Standings.all(of: entry) {
                for (who, actor) in ReviewCast.all {
                    table.row([title, standing, who] + Commands.all.map { Self.answer(to: $0.command, item, campaign, actor) })
                }
            }
        }
        try expectGolden(table.text, "review-items.txt")
    }

    @Test func `nobody says anything about their own access, under whatever name, in any standing, and delegation does not help`() {
        for (_, entry) in Entries.all {
            for (standing, item, campaign) in Standings.all(of: entry) {
                for (who, actor) in ReviewCast.all where ReviewCast.own(entry).contains(who) {
                    for (title, command) in Commands.all {
                        #expect(
                            Self.answer(to: command, item, campaign, actor) == "own-access", "\(who) says \(title) to \(standing)")
                    }
                }
            }
        }
    }

    @Test func `nobody is named as a reviewer of themselves, and who reviews is always somebody who is here`() throws {
        var dice = Dice()
        for _ in 0..<2_000 {
            let (rules, people) = ReviewCast.office(&dice)
            let assignment = ReviewerAssignment(rules: rules, people: people)
            let subject = dice.once(in: 6) ? nil : people[dice.pick(people.keys.sorted())]
            let alias = dice.once(in: 3) ? people.values.sorted { $0.id < $1.id }.first?.attributes.osUser?.text : nil
            let found = assignment.reviewer(
                of: subject, named: alias, profile: nil, risk: dice.pick(Risk.allCases), turn: dice.below(9))
            guard let (reviewer, _) = found, let person = people[reviewer] else { continue }
            #expect(
                !(subject.map(person.isSame) ?? false) && !(alias.map(person.answers) ?? false) && !rules.left.contains(reviewer), "\(dice)"
            )
        }
    }

    private static func answer(to command: ItemCommand, _ item: ReviewItem, _ campaign: Campaign, _ actor: Person?) -> String {
        let subject = item.entry.person == nil ? nil : ReviewCast.subject
        let context = ReviewContext(campaign: campaign, rules: ReviewCast.rules, actor: actor, subject: subject)
        do {
            let events = try item.decide(command, in: context, at: .start + .days(1))
            return events.map { Event.item($0).code.replacing("item.", with: "") }.joined(separator: " ")
        } catch {
            return error.code.rawValue
        }
    }
}

/// Who is who about a review.
enum ReviewCast {
    static let subject = someone(Cast.subject, "김지은", latin: "Jieun Kim", mails: ["jieun.kim@example.com"], osUser: "jkim", number: "1017")
    private static let reviewer = someone(Cast.manager, "Hana")
    private static let admin = someone(Cast.admin, "Minsu")

    static let all: [(String, Person?)] = [
        ("reviewer", reviewer), ("stand-in", someone(PersonID(20), "Stand In")), ("stand-in of before", someone(PersonID(21), "Former")),
        ("admin", admin), ("other", someone(PersonID(22), "Other")), ("subject", subject),
        ("subject's other mail", someone(PersonID(23), "J. Kim", mails: ["JIEUN.KIM@example.com"])),
        ("subject's system user", someone(PersonID(24), "J. Kim", osUser: "jkim")),
        ("subject's number, an admin", someone(Cast.otherAdmin, "J. Kim", number: "1017")),
        ("namesake", someone(PersonID(25), "Jieun Kim", latin: "Jieun Kim")), ("who has left", left), ("tenure", nil),
    ]

    /// Those whom an entry is about.
    static func own(_ entry: ItemEntry) -> Set<String> {
        let named: Set<String> = ["subject", "subject's other mail", "namesake"]
        return entry.person == nil ? named : named.union(["subject's system user", "subject's number, an admin"])
    }

    static var rules: Rules {
        var rules = Cast.rules
        rules.accounts[name("prod")] = EventExamples.prod
        return rules
    }

    private static var left: Person {
        var person = someone(Cast.gone, "Gone")
        person.left = .start
        return person
    }

    static func someone(
        _ id: PersonID, _ called: String, latin: String? = nil, mails: [String] = [], osUser: String? = nil, number: String? = nil,
        manager: PersonID? = nil
    ) -> Person {
        Person(
            id: id,
            attributes: PersonAttributes(
                name: sealed(called), latinName: latin.map(sealed), mails: mails.map(sealed), osUser: osUser.map(sealed),
                employeeNumber: number.map(sealed), manager: manager, language: .english))
    }

    /// A few people with managers, roles and shared identities at random.
    static func office(_ dice: inout Dice) -> (Rules, [PersonID: Person]) {
        var (rules, people) = (Rules(), [PersonID: Person]())
        for number in 1...6 {
            people[PersonID(number)] = someone(
                PersonID(number), "Person \(number)", mails: ["p\(dice.below(5))@example.com"],
                osUser: dice.once(in: 2) ? "u\(dice.below(4))" : nil,
                manager: PersonID(1 + dice.below(6)))
            rules.roles[PersonID(number)] = dice.pick([[.admin], [.approver], [], [.admin, .approver]])
            if dice.once(in: 2) { rules.groups[name("security"), default: []].insert(PersonID(number)) }
            if dice.once(in: 6) { rules.left.insert(PersonID(number)) }
        }
        return (rules, people)
    }
}

/// The items of the tables.
enum Entries {
    static let all: [(String, ItemEntry)] = [
        ("low", ReviewExamples.entry(risk: .low, flags: [])), ("low, flagged", ReviewExamples.entry(risk: .low, flags: [.unused])),
        ("high", ReviewExamples.entry(risk: .high, flags: [])), ("postponed before", ReviewExamples.entry(risk: .low, flags: [.postponed])),
        ("unexplained", ReviewExamples.entry(record: nil, flags: [.unexplained])),
    ]
}

/// An item as far as it can have come.
enum Standings {
    static func all(of entry: ItemEntry) -> [(String, ReviewItem, Campaign)] {
        [
            ("undecided", item(entry), open), ("kept", item(entry, .decided(verdict: .keep, reason: nil, manner: .single)), open),
            ("revoked", item(entry, .decided(verdict: .revoke, reason: nil, manner: .single)), open),
            ("gone", item(entry, .vanished), open),
            ("closed", item(entry, .fellSilent(outcome: .keep)), closed),
        ]
    }

    static func item(_ entry: ItemEntry, _ events: ItemEvent...) -> ReviewItem {
        let id = ItemID(ReviewID(3), 17)
        let listed = ReviewItem.evolve(nil, id: id, .listed(entry: entry), at: .start, by: person(5))
        guard let item = listed else { preconditionFailure("an item is listed") }
        return events.reduce(item) { ReviewItem.evolve($0, id: id, $1, at: .start, by: .person(Cast.manager)) ?? $0 }
    }

    static let open: Campaign = campaign([
        .opened(opening: ReviewExamples.opening()),
        .delegated(delegation: Delegation(from: Cast.manager, to: PersonID(20), until: .start + .days(2), reason: sealed("leave"))),
        .delegated(delegation: Delegation(from: Cast.manager, to: PersonID(21), until: .start, reason: sealed("leave"))),
        .delegated(delegation: Delegation(from: Cast.manager, to: Cast.subject, until: .start + .days(2), reason: sealed("leave"))),
    ])

    static let closed: Campaign = {
        Campaign.evolve(open, id: ReviewID(3), .closed(tally: .init(silent: 3)), at: .start, by: person(5)) ?? open
    }()

    static func campaign(_ events: [ReviewEvent]) -> Campaign {
        let after = events.reduce(nil as Campaign?) { Campaign.evolve($0, id: ReviewID(3), $1, at: .start, by: person(5)) }
        guard let after else { preconditionFailure("a review is opened") }
        return after
    }
}

/// Everything that can be said to an item.
enum Commands {
    static let all: [(title: String, command: ItemCommand)] = [
        ("keep", said(.keep)), ("keep, why", said(.keep, "needed")), ("keep in bulk", said(.keep, "needed", .bulk)),
        ("keep by file", said(.keep, nil, .file)), ("keep until", said(.keepUntil(until: .start + .days(30)), "project")),
        ("keep until before", said(.keepUntil(until: .start), "project")), ("reduce", said(.reduce(groups: [name("developers")]), "moved")),
        ("reduce by what is not held", said(.reduce(groups: [name("admins")]), "moved")),
        ("reduce by duty", said(.reduce(groups: [name("duty")]), "moved")),
        ("revoke", said(.revoke)), ("postpone", said(.postpone)), ("postpone, why", said(.postpone, "sick")),
        ("reassign", .reassign(to: ReviewCast.someone(PersonID(22), "Other"), reason: sealed("knows"))),
        ("reassign to subject", .reassign(to: ReviewCast.subject, reason: sealed("knows"))),
    ]

    private static func said(_ verdict: ItemVerdict, _ reason: String? = nil, _ manner: ItemDecision.Manner = .single) -> ItemCommand {
        .decide(verdict, reason: reason.map(sealed), manner: manner)
    }
}
