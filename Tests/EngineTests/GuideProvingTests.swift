import Foundation
import Guides
import IAM
import Lifecycle
import Sandbox
import Testing

@testable import Engine

@Suite struct GuideProvingTests {
    private let name = Bench.name(of: 0)

    @Test func `a guide that its reader could not follow is not delivered, until its template is mended`() async throws {
        let bench = try Bench()
        try await bench.look()
        try bench.approve(bench.ask("developer").id)
        let lines = try await bench.run(letters: bench.desk(Self.inSeedOrder()))
        let reasons = lines.compactMap { if case .failed(_, "deliver-guide", let reason) = $0 { reason } else { nil } }
        let reason = try require(reasons.first, "a failure of deliver-guide")
        #expect(reasons.count == 1)
        #expect(reason.contains("step 2 'change-the-password' (guide-new.ko.md:"))
        #expect(
            reason.contains("iam:ChangePassword user/{{userName}}: denied by Deny 'DenyAllButEnrollingWithoutMFA' of policy tenure-duty"))
        #expect(reason.contains("'tenure guide prove new'"))
        #expect(bench.post.letters.isEmpty)
        let record = try bench.record(RecordID(1))
        #expect(record.state.text == "approved" && record.transit?.steps[record.transit?.done ?? 0] == .deliverGuide)
        try await bench.run(after: Period(seconds: 300))
        #expect(try bench.state(RecordID(1)) == "enrolling")
        #expect(bench.post.letters.map(\.name) == ["U-1-jane.doe-guide-new.ko"])
        #expect(try await bench.soundness() == [])
    }

    @Test func `a later run reads the policy back, once for all`() async throws {
        let bench = try Bench(subjects: 3)
        try await bench.look()
        for subject in 0..<3 { try bench.approve(bench.ask("developer", subject: subject).id) }
        try await bench.run(letters: bench.desk(Self.inSeedOrder()))
        bench.account.forgetCalls()
        try await bench.run(after: Period(seconds: 300))
        let calls = Dictionary(grouping: bench.account.calls, by: \.action).mapValues(\.count)
        #expect(calls[.createPolicy] == nil)
        #expect(bench.post.letters.count == 3)
        #expect(calls[.getPolicy] == 1 && calls[.getPolicyVersion] == 1)
    }

    @Test func `the policy as IAM keeps it decides, not the one that was meant`() async throws {
        let bench = try Bench()
        try await bench.look()
        try bench.approve(bench.ask("developer").id)
        try await bench.run(letters: bench.desk(Self.inSeedOrder()))
        let policy = try ARN("arn:aws:iam::123456789012:policy/tenure-duty")
        try bench.account.seedPolicyVersion(of: policy, document: Bench.allowing("iam:GetUser"))
        let lines = try await bench.run(after: Period(seconds: 300))
        let reasons = lines.compactMap { if case .failed(_, _, let reason) = $0 { reason } else { nil } }
        #expect(reasons.first?.contains("iam:ListMFADevices user/{{userName}}: no statement allows it") == true, "\(reasons)")
        #expect(bench.post.letters.isEmpty)
    }

    @Test func `one proof serves everyone of whom the same is true`() async throws {
        let bench = try Bench(subjects: 2)
        let first = try await bench.provision(subject: 0)
        let second = try await bench.provision(subject: 1)
        let readers = try [first, second].map { id in
            try bench.letters.questions(.new, for: try subject(of: id, on: bench)).map(\.reader)
        }
        #expect(readers[0] == readers[1])
        #expect(readers[0].map(\.device) == DeviceKind.allCases)
    }

    @Test func `a guide sent by hand is proved, too`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        let subject = try subject(of: record, on: bench)
        try bench.letters.prove(.new, for: subject)
        #expect(throws: GuideError.self) { try bench.desk(Self.inSeedOrder()).prove(.new, for: subject) }
    }

    private func subject(of id: RecordID, on bench: Bench) throws -> LetterSubject {
        let record = try bench.record(id)
        return LetterSubject(
            record: record, person: try Directory(of: bench.home.ledger).person(record.person), account: Bench.registered,
            view: AccountView(alias: Bench.alias), workflow: try bench.home.workflow(record.workflow), entering: nil, now: bench.clock.now)
    }

    /// The shipped templates with the guide to new users as it was published: the password before MFA.
    private static func inSeedOrder() throws -> [String: String] {
        var templates = try Templates.all()
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "GuidesTests/SeedOrder/guide-new.ko.md")
        templates["guide-new.ko.md"] = try String(contentsOf: file, encoding: .utf8)
        return templates
    }
}
