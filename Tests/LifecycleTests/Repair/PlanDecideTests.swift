import Foundation
import IAM
import Lifecycle
import Testing

/// Who may apply a plan of repairs.
struct PlanDecideTests {
    private static let (maker, other, stranger) = (PersonID(1), PersonID(2), PersonID(3))

    private static var rules: Rules {
        var rules = Rules()
        rules.roles = [maker: [.admin], other: [.admin], stranger: [.approver, .auditor]]
        return rules
    }

    private static var proposal: RepairProposal {
        let change = ProposedChange(action: "iam:UpdateAccessKey", target: sealed("user/jieun/key/AKIA"), deactivates: nil)
        return RepairProposal(account: name("prod"), snapshot: Sample.workflow, changes: [change, change])
    }

    private static func record(approved: Bool = false, finished: Bool = false) throws -> PlanRecord {
        var record = try #require(
            PlanRecord.evolve(nil, id: Sample.workflow, .proposed(proposal: proposal), at: .start, by: .person(maker)))
        if approved { record = try #require(PlanRecord.evolve(record, id: record.id, .approved, at: .start, by: .person(other))) }
        if finished { record = try #require(PlanRecord.evolve(record, id: record.id, .finished, at: .start, by: .tenure)) }
        return record
    }

    /// Who, in what home, how far the plan is: what comes of it.
    @Test(arguments: [
        (maker, false, false, "own-request"), (maker, true, false, "approved"), (maker, false, true, "nothing"),
        (other, false, false, "approved"), (other, true, false, "approved"), (other, false, true, "nothing"),
        (stranger, false, false, "not-permitted"), (stranger, true, false, "not-permitted"), (stranger, false, true, "not-permitted"),
    ])
    func `a plan is approved by an admin who has not made it, and in a sandbox by any`(
        _ person: PersonID, _ isSandbox: Bool, _ isApproved: Bool, _ expected: String
    ) throws {
        var answer: String
        do {
            let events = try Self.record(approved: isApproved).decideApply(by: person, rules: Self.rules, isSandboxHome: isSandbox)
            answer = events == [.approved] ? "approved" : "nothing"
        } catch {
            answer = (error as? Refusal)?.code.rawValue ?? "\(error)"
        }
        #expect(answer == expected)
    }

    @Test func `nobody applies what is finished`() throws {
        let record = try Self.record(approved: true, finished: true)
        #expect(throws: Refusal.self) { try record.decideApply(by: Self.other, rules: Self.rules, isSandboxHome: false) }
    }

    @Test func `an event about a change that the plan does not have cannot stand`() throws {
        let record = try Self.record()
        for number in [-1, 0, 3] {
            #expect(PlanRecord.evolve(record, id: record.id, .announced(change: number), at: .start, by: .tenure) == nil)
            #expect(record.progress(of: number) == nil)
        }
        #expect(PlanRecord.evolve(nil, id: record.id, .approved, at: .start, by: .tenure) == nil)
        #expect(PlanRecord.evolve(record, id: record.id, .proposed(proposal: Self.proposal), at: .start, by: .tenure) == nil)
        #expect(
            PlanRecord.evolve(record, id: record.id, .done(change: 2), at: .start, by: .tenure)?.progress.map(\.isDone) == [false, true])
    }
}
