import Foundation
import IAM
import Lifecycle
import Testing

struct FilingTests {
    private static let now = Date.start
    private let contractor: Workflow
    private let standard: Workflow

    init() throws {
        contractor = try ShippedWorkflows.read("contractor")
        standard = try ShippedWorkflows.read("standard")
    }

    private var view: AccountView {
        var view = AccountView(alias: name("prod"))
        view.grants = [name("developers"): .of(text: "d"), name("readers"): .of(text: "r")]
        return view
    }

    private func profile(_ groups: [GroupName], in account: AccountAlias = name("prod")) -> Profile {
        Profile(name: name("developer"), risk: .high, workflow: name("standard"), groups: [account: groups], owner: nil)
    }

    private static func somebody(company: Bool = true, sponsor: Bool = true, pledge: Bool = true) -> Person {
        Person(
            id: Cast.subject,
            attributes: PersonAttributes(
                name: sealed("김지은"), company: company ? sealed("Example") : nil, sponsor: sponsor ? Cast.manager : nil,
                pledge: pledge ? sealed("PL-3") : nil, language: .korean))
    }

    @Test(
        arguments: [
            (FilingTests.somebody(company: false), FilingTests.now + .days(30), Refusal.Code.requirementMissing),
            (FilingTests.somebody(sponsor: false), FilingTests.now + .days(30), .requirementMissing),
            (FilingTests.somebody(pledge: false), FilingTests.now + .days(30), .requirementMissing),
            (FilingTests.somebody(), nil, .requirementMissing),
            (FilingTests.somebody(), FilingTests.now - .days(1), .endInPast), (FilingTests.somebody(), FilingTests.now, .endInPast),
            (FilingTests.somebody(), FilingTests.now + .days(367), .termTooLong),
            (FilingTests.somebody(), FilingTests.now + .days(366), nil),
        ] as [(Person, Date?, Refusal.Code?)])
    func `a contractor's request is refused for what it lacks`(person: Person, end: Date?, code: Refusal.Code?) {
        #expect(code == answer(for: person, end: end, contractor, profile([name("readers")])))
    }

    private func answer(for person: Person, end: Date?, _ workflow: Workflow, _ profile: Profile, adopts: UserID? = nil) -> Refusal.Code? {
        let draft = Draft(reason: sealed("because"), ticket: nil, end: end)
        let filing = Filing(rules: Cast.rules, isSandboxHome: false, now: Self.now)
        do {
            _ = try filing.access(
                draft, for: person, profile: profile, workflow: (Sample.workflow, workflow), in: view, name: sealed("jieun.kim"),
                adopts: adopts)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a profile without groups here, a group never seen and the wrong kind of workflow are refused`() throws {
        let who = Self.somebody()
        #expect(answer(for: who, end: nil, standard, profile([name("readers")], in: name("dev"))) == .profileNotInAccount)
        #expect(answer(for: who, end: nil, standard, profile([])) == .profileNotInAccount)
        #expect(answer(for: who, end: nil, standard, profile([name("unseen")])) == .groupNotSeen)
        #expect(answer(for: who, end: nil, standard, profile([name("readers")]), adopts: Sample.userID) == .unknownWorkflow)
        #expect(answer(for: who, end: nil, try ShippedWorkflows.read("existing-user"), profile([name("readers")])) == .unknownWorkflow)
        #expect(answer(for: who, end: nil, try ShippedWorkflows.read("privileged"), profile([name("readers")])) == .requirementMissing)
        #expect(answer(for: who, end: nil, standard, profile([name("readers")])) == nil)
    }

    @Test func `a change needs an active user and something to change, a return a suspended one`() throws {
        let filing = Filing(rules: Cast.rules, isSandboxHome: false, now: Self.now)
        let draft = Draft(reason: sealed("because"), ticket: nil, end: nil)
        let developer = profile([name("readers")])
        for state in standard.states {
            var record = Records(standard).record(in: state)
            #expect(code { try filing.resume(draft, of: record, plan: standard) } == (state.stage == .suspended ? nil : .wrongState))
            let change = code { try filing.change(draft, of: record, for: Self.somebody(), profile: developer, plan: standard, in: view) }
            #expect(change == (state.stage == .active ? nil : .wrongState))
            record.grant = try filing.grant(of: developer, in: view)
            record.profile = developer.name
            #expect(
                code { try filing.change(draft, of: record, for: Self.somebody(), profile: developer, plan: standard, in: view) }
                    == .noChange)
            record.inherited = [name("old")]
            let tidied = code { try filing.change(draft, of: record, for: Self.somebody(), profile: developer, plan: standard, in: view) }
            #expect(tidied == (state.stage == .active ? nil : .wrongState))
        }
    }

    private func code(_ body: () throws -> RequestForm) -> Refusal.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.code
        }
    }

    @Test func `a grant is bound to every policy of its groups and not to their order`() throws {
        let (developers, readers): (GroupName, GroupName) = (name("developers"), name("readers"))
        let grant = try Grant.current([developers, readers], in: view)
        #expect(try Grant.current([readers, developers], in: view) == grant)
        for group in [developers, readers] {
            var changed = view
            changed.grants[group] = .of(text: "something else")
            #expect(try Grant.current([developers, readers], in: changed).policies != grant.policies)
        }
        var swapped = view
        swapped.grants = [developers: .of(text: "r"), readers: .of(text: "d")]
        #expect(try Grant.current([developers, readers], in: swapped).policies != grant.policies)
        #expect(try Grant.current([developers], in: view).policies != grant.policies)
    }
}
