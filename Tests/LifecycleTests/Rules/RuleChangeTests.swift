import Foundation
import IAM
import Lifecycle
import Testing

struct RuleChangeTests {
    private static let attributes = PersonAttributes(name: sealed("second self"), osUser: sealed("admin2"), language: .english)

    private static func changes(about person: PersonID) -> [RuleChange] {
        [
            .addPerson(person: person, attributes: attributes, roles: [.admin], groups: [name("security")]),
            .changePerson(person: person, attributes: attributes),
            .move(person: person, grant: [.admin], withdraw: [], join: [name("security")], quit: []), .leave(person: person),
            .setAccount(account: EventExamples.prod),
            .setProfile(profile: EventExamples.developer), .loadWorkflow(name: name("standard"), digest: Sample.workflow),
            .waive(account: name("prod"), finding: sealed("key-age:1:user/a"), owner: person, until: .start + .days(9)),
            .addPurpose(account: name("prod"), from: .start, to: .start + .days(1)), .erase(person: person),
        ] + [EventExamples.key].compactMap(\.self).flatMap { [.addKey(person: person, key: $0), .removeKey(person: person, key: $0)] }
    }

    private func form(_ change: RuleChange, isSandbox: Bool = false) throws -> RequestForm {
        let filing = Filing(rules: Cast.rules, isSandboxHome: isSandbox, now: .start)
        return try filing.rules(change, Draft(reason: sealed("because"), ticket: sealed("SEC-1"), end: nil))
    }

    private func filed(_ change: RuleChange, by actor: Actor, _ rules: Rules = Cast.rules) throws -> Request? {
        let context = ApprovalContext(rules: rules, subject: nil, grantNow: nil)
        let events = try Request.decide(.submit(form(change)), on: nil, in: context, by: actor, at: .start)
        return events.reduce(nil) { Request.evolve($0, id: RequestID(1), $1, at: .start, by: actor) }
    }

    @Test func `no change of the rules is in force before a second admin, who is not its subject, has approved it`() throws {
        for subject in [Cast.admin, Cast.otherAdmin, Cast.requester, PersonID(99)] {
            for change in Self.changes(about: subject) {
                var rules = Cast.rules
                rules.roles[PersonID(11)] = [.admin]
                let request = try filed(change, by: .person(Cast.admin), rules)
                #expect(request?.status == .submitted)
                let context = ApprovalContext(rules: rules, subject: nil, grantNow: nil)
                let able = (1...12).map { PersonID($0) }.filter { who in
                    (try? Request.decide(.approve, on: request, in: context, by: .person(who), at: .start)) != nil
                }
                #expect(Set(able) == Set([Cast.otherAdmin, PersonID(11)]).subtracting([change.subject].compactMap(\.self)), "\(change)")
            }
        }
    }

    @Test func `an admin who is alone changes nothing, whoever else has left`() {
        var rules = Cast.rules
        rules.left = SortedSet((1...12).map { PersonID($0) }.filter { $0 != Cast.admin })
        for change in Self.changes(about: PersonID(99)) + Self.changes(about: Cast.admin) {
            #expect { try filed(change, by: .person(Cast.admin), rules) } throws: { ($0 as? Refusal)?.code == .nobodyCouldApprove }
        }
    }

    @Test func `only an admin files a change of the rules, and anybody a key of their own`() throws {
        for change in Self.changes(about: Cast.requester) {
            for who in [Cast.requester, Cast.security, Cast.auditor] {
                var isOwnKey = false
                switch change {
                case .addKey, .removeKey: isOwnKey = who == Cast.requester
                case .addPerson, .changePerson, .move, .leave, .setAccount, .setProfile, .loadWorkflow, .waive, .addPurpose, .erase: break
                }
                #expect(((try? filed(change, by: .person(who))) != nil) == isOwnKey, "\(change) by \(who)")
            }
            #expect(throws: Refusal.self) { try filed(change, by: .tenure) }
            #expect(throws: Refusal.self) { try filed(change, by: .person(Cast.gone)) }
        }
    }

    @Test func `in a sandbox home a change is in force at once`() throws {
        let events = try Request.decide(
            .submit(form(.leave(person: Cast.requester), isSandbox: true)), on: nil, in: Cast.context, by: .person(Cast.admin), at: .start)
        #expect(events.last == .approved)
    }

    @Test func `an amended request reaches no user but the one that was opened for it`() throws {
        let submitted = Request.evolve(nil, id: RequestID(1), .submitted(form: try Sample.form()), at: .start, by: person(1))
        let open = [RequestEvent.approved, .assigned(record: RecordID(1)), .voided(grant: .first)].reduce(submitted) {
            Request.evolve($0, id: RequestID(1), $1, at: .start, by: .tenure)
        }
        let forSomebodyElse = try Sample.form(.access(Sample.access(person: Cast.auditor)), subject: Cast.auditor)
        #expect { try Request.decide(.amend(forSomebodyElse), on: open, in: Cast.context, by: person(1), at: .start) } throws: {
            ($0 as? Refusal)?.code == .contentChanged
        }
        #expect(try Request.decide(.amend(Sample.form()), on: open, in: Cast.context, by: person(1), at: .start).count == 1)
    }

    @Test func `nothing is approved for what was never read, has changed or goes to somebody who left`() throws {
        let request = Request.evolve(nil, id: RequestID(1), .submitted(form: try Sample.form()), at: .start, by: person(1))
        for now in [Grant.other, nil] {
            let context = ApprovalContext(rules: Cast.rules, subject: Cast.subjectPerson, grantNow: now)
            #expect { try Request.decide(.approve, on: request, in: context, by: person(3), at: .start) } throws: {
                ($0 as? Refusal)?.code == .contentChanged
            }
        }
        var rules = Cast.rules
        rules.left.insert(Cast.subject)
        let context = ApprovalContext(rules: rules, subject: Cast.subjectPerson, grantNow: .first)
        #expect { try Request.decide(.approve, on: request, in: context, by: person(3), at: .start) } throws: {
            ($0 as? Refusal)?.code == .personLeft
        }
    }

    @Test func `who has left holds no role and belongs to no group`() {
        var rules: Rules?
        let seven = PersonID(7)
        for event in [
            RulesEvent.roster(person: seven, roles: [.admin, .approver], groups: [name("security")]), .personLeft(person: seven),
        ] {
            rules = Rules.evolve(rules, event)
        }
        #expect(Role.allCases.allSatisfy { rules?.has($0, seven) == false })
        #expect(rules?.groups.isEmpty == true && rules?.holders(of: .admin).isEmpty == true)
    }
}
