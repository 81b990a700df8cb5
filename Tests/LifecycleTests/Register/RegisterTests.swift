import Foundation
import Lifecycle
import Testing

struct RegisterTests {
    private static let waiver = Waiver(
        request: RequestID(9), finding: sealed("key-age:1:user/a"), owner: Cast.security, reason: sealed("until spring"),
        until: .start + .days(30))
    private static let evidence = Digest.of(text: "minutes")

    private static func register(_ events: RegisterEvent...) -> AccountRegister {
        events.reduce(AccountRegister(alias: name("prod"))) {
            AccountRegister.evolve($0, alias: name("prod"), $1, at: .start, by: .person(Cast.admin))
        }
    }

    /// What a command comes to: the codes of events, or the rule that refused.
    private func outcome(_ command: RegisterCommand, by who: PersonID, at now: Date = .start) -> String {
        do {
            let events = try Self.register(.waived(waiver: Self.waiver)).decide(command, rules: Cast.rules, by: .person(who), at: now)
            return events.map { Event.register($0).code }.joined(separator: " ")
        } catch {
            return error.code.rawValue
        }
    }

    @Test func `only an admin attests, and for a year at most`() {
        let attest = { (days: Int) in RegisterCommand.attest([name("life-cycle")], evidence: Self.evidence, until: .start + .days(days)) }
        for who in [Cast.requester, Cast.security, Cast.auditor, Cast.gone] { #expect(outcome(attest(30), by: who) == "not-permitted") }
        #expect(outcome(attest(30), by: Cast.admin) == "register.attested")
        #expect(outcome(attest(366), by: Cast.admin) == "register.attested")
        #expect(outcome(attest(367), by: Cast.admin) == "term-too-long")
        #expect(outcome(attest(0), by: Cast.admin) == "end-in-past")
    }

    @Test func `a waiver is withdrawn by its owner or an admin, while it is in force`() {
        let withdraw = RegisterCommand.withdraw(RequestID(9), reason: sealed("mended"))
        #expect(outcome(withdraw, by: Cast.security) == "register.waiverWithdrawn")
        #expect(outcome(withdraw, by: Cast.admin) == "register.waiverWithdrawn")
        #expect(outcome(withdraw, by: Cast.requester) == "not-permitted")
        #expect(outcome(withdraw, by: Cast.security, at: .start + .days(30)) == "no-change")
        #expect(outcome(.withdraw(RequestID(8), reason: sealed("x")), by: Cast.admin) == "not-open")
    }

    @Test func `nothing but a person attests`() {
        let register = AccountRegister(alias: name("prod"))
        let command = RegisterCommand.attest([name("life-cycle")], evidence: Self.evidence, until: .start + .days(1))
        #expect { try register.decide(command, rules: Cast.rules, by: .tenure, at: .start) } throws: {
            ($0 as? Refusal)?.code == .notPermitted
        }
    }

    @Test func `a waiver counts until its end, its withdrawal, or the day its owner leaves`() throws {
        let register = Self.register(.waived(waiver: Self.waiver))
        let standing = { (rules: Rules, days: Int) in register.standing(of: Self.waiver, rules: rules, at: .start + .days(days)) }
        #expect(standing(Cast.rules, 29) == .inForce)
        #expect(standing(Cast.rules, 30) == .expired)
        var rules = Cast.rules
        rules.left.insert(Cast.security)
        #expect(standing(rules, 1) == .ownerless)
        let after = Self.register(.waived(waiver: Self.waiver), .waiverWithdrawn(request: RequestID(9), reason: sealed("mended")))
        let withdrawn = try #require(after.waivers.first)
        #expect(withdrawn.withdrawn == .start)
        #expect(after.standing(of: withdrawn, rules: Cast.rules, at: .start) == .withdrawn)
    }

    @Test func `the last attestation of a control counts, with who gave it`() {
        let later = Digest.of(text: "later minutes")
        let register = Self.register(
            .attested(control: name("life-cycle"), evidence: Self.evidence, until: .start + .days(9)),
            .attested(control: name("life-cycle"), evidence: later, until: .start + .days(99)))
        #expect(
            register.attestations == [
                name("life-cycle"): Attestation(evidence: later, until: .start + .days(99), by: Cast.admin, at: .start)
            ])
    }

    @Test func `a use of root is news once`() {
        let (first, second) = (RootUse(.password, at: .start), RootUse(.key1, at: .start))
        #expect(Self.register(.rootUsed(uses: [first])).news(among: [first, second]) == [second])
    }

    @Test(arguments: [
        (RuleChange.waive(account: name("prod"), finding: sealed("x"), owner: Cast.security, until: .start), Refusal.Code.endInPast),
        (.waive(account: name("prod"), finding: sealed("x"), owner: Cast.security, until: .start + .days(367)), .termTooLong),
        (.addPurpose(account: name("prod"), from: .start + .days(2), to: .start), .requirementMissing),
        (.addPurpose(account: name("prod"), from: .start, to: .start + .days(367)), .termTooLong),
    ])
    func `a form that could not be in force is refused`(_ change: RuleChange, _ code: Refusal.Code) {
        let filing = Filing(rules: Cast.rules, isSandboxHome: true, now: .start)
        #expect { try filing.rules(change, Draft(reason: sealed("because"), ticket: sealed("SEC-1"), end: nil)) } throws: {
            ($0 as? Refusal)?.code == code
        }
    }

    @Test func `a purpose wants a ticket, and may lie in the past`() throws {
        let filing = Filing(rules: Cast.rules, isSandboxHome: true, now: .start)
        let past = RuleChange.addPurpose(account: name("prod"), from: .start - .days(9), to: .start - .days(8))
        #expect { try filing.rules(past, Draft(reason: sealed("because"), ticket: nil, end: nil)) } throws: {
            ($0 as? Refusal)?.code == .requirementMissing
        }
        #expect(try filing.rules(past, Draft(reason: sealed("because"), ticket: sealed("SEC-1"), end: nil)).stages.isEmpty)
    }
}
