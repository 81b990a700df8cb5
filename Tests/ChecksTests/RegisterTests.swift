import Checks
import Foundation
import IAM
import Lifecycle
import Testing

/// What people have put on record, and what checks make of it.
@Suite struct RegisterTests {
    private static let ago = SampleAccount.ago

    /// The sample account with a ledger.
    private func account(_ change: (inout SampleAccount, inout SampleRecords) -> Void) -> SampleAccount {
        var (account, records) = (SampleAccount(), SampleRecords())
        change(&account, &records)
        account.records = records
        return account
    }

    private static func waiver(_ finding: String, owner: Int = 2, until days: Double = -9) -> Waiver {
        Waiver(
            request: RequestID(7), finding: sealed(finding), owner: PersonID(owner), reason: sealed("moves in spring"), until: ago(days))
    }

    /// jane's key is too old, and those waivers are on record.
    private func examination(_ waivers: [Waiver], left: Bool = false) throws -> Examination {
        let account = account { account, records in
            account.users = [SampleUser("jane").with { $0.keys = [.init(made: Self.ago(400))] }]
            records.register.waivers = waivers
            records.approvers = [RequestID(7): "Kim"]
            if left { records.rules.left = [PersonID(2)] }
        }
        return Examination(of: try account.view(), with: Limits(), checks: [.keyAge])
    }

    private static let finding = "key-age:123456789012:user/jane/key/1"

    @Test func `a waived finding is there, waived, and never passed`() throws {
        let examination = try examination([Self.waiver(Self.finding)])
        #expect(examination.open.isEmpty && examination.idleWaivers.isEmpty)
        #expect(examination.waived.map(\.id) == [Self.finding])
        #expect(examination.findings.first?.waiver?.approvedBy == "Kim")
        #expect(examination.results.map(\.verdict) == [.waived])
        #expect(examination.results.map(\.passed) == [0])
    }

    @Test(arguments: [
        [waiver(finding, until: 0)], [waiver(finding, until: 1)], [waiver("key-age:123456789012:user/jane/key/2")], [],
    ])
    func `an expired waiver, or one of another finding, brings the finding back`(_ waivers: [Waiver]) throws {
        #expect(try examination(waivers).open.map(\.id) == [Self.finding])
    }

    @Test func `a waiver ends with its owner's time here`() throws {
        #expect(try examination([Self.waiver(Self.finding)], left: true).open.count == 1)
    }

    @Test func `a waiver that matches no finding is said, but of checks that ran`() throws {
        let waivers = [Self.waiver("key-age:123456789012:user/gone/key/1"), Self.waiver("root-mfa:123456789012:root")]
        #expect(try examination(waivers).idleWaivers.map(\.finding) == ["key-age:123456789012:user/gone/key/1"])
    }

    @Test func `the auditor's page names waivers, and what passed because somebody answers for it`() throws {
        let account = account { account, records in
            account.users = [SampleUser("jane").with { $0.keys = [.init(made: Self.ago(400))] }]
            records.register.waivers = [Self.waiver(Self.finding)]
            records.register.attestations[known("life-cycle")] = Attestation(
                evidence: .of(text: "minutes"), until: Self.ago(-9), by: PersonID(1), at: Self.ago(1))
        }
        let examination = Examination(of: try account.view(), with: Limits(), checks: [.keyAge, .manualControls])
        let page = AuditPage(examination, in: .english, source: "x", time: { ReportTime.text($0) }).text
        for text in [Self.finding, "R-7", "moves in spring", "attested by Person 1", "control/life-cycle"] { #expect(page.contains(text)) }
    }

    @Test(arguments: [(5.0, 0.0, "vouched"), (5.0, 4.0, "vouched"), (2.0, 0.0, "fail"), (9.0, 5.0, "fail")])
    func `a use of root passes if a purpose covers it`(_ from: Double, _ to: Double, _ verdict: String) throws {
        let account = account { account, records in
            account.root?.password = .init(used: Self.ago(4.5))
            records.register.purposes = [
                RootPurpose(request: RequestID(8), from: Self.ago(from), to: Self.ago(to), ticket: nil, reason: sealed("close account"))
            ]
        }
        #expect(try account.verdicts(.rootUsed) == ["root": verdict])
    }

    @Test func `a use that an earlier snapshot has shown still wants its purpose`() throws {
        let account = account { account, records in
            account.root?.password = .init(used: Self.ago(1))
            records.register.rootUses = [RootUse(.password, at: Self.ago(1)), RootUse(.password, at: Self.ago(20))]
            records.register.purposes = [
                RootPurpose(request: RequestID(8), from: Self.ago(2), to: Self.ago(0), ticket: nil, reason: sealed("close account"))
            ]
        }
        let finding = try #require(Examination(of: try account.view(), with: Limits(), checks: [.rootUsed]).findings.first)
        #expect(finding.defect.evidence.map(\.source) == ["ledger, register/prod"])
        #expect(finding.defect.message.en.contains("20 days ago"))
        #expect(finding.defect.remedy.tenure?.hasPrefix("tenure check purpose add --account prod --from 2026-11-01") == true)
    }

    @Test(arguments: [(-1.0, "vouched"), (0.0, "unknown"), (1.0, "unknown")])
    func `an attested control passes until its end`(_ until: Double, _ verdict: String) throws {
        let account = account { _, records in
            for control in ["life-cycle", "sign-in-failure-limit"] {
                records.register.attestations[known(control)] = Attestation(
                    evidence: .of(text: "minutes"), until: Self.ago(until), by: PersonID(1), at: Self.ago(30))
            }
        }
        let controls = try account.verdicts(.manualControls)
        #expect(controls["control/life-cycle"] == verdict && controls["control/security-contact"] == "unknown")
        #expect(try account.verdicts(.signInFailureLimit) == ["account": verdict])
    }

    @Test func `every control of the checks can be attested, and nothing else`() {
        #expect(AttestableControls.named("manual-controls").count == 5)
        #expect(AttestableControls.names.allSatisfy { AttestableControls.named($0).map(\.text) == [$0] })
        #expect(AttestableControls.named("key-age").isEmpty)
    }

    private func administrator(_ change: (inout SampleUser, inout SampleRecord) -> Void) throws -> String? {
        var user = SampleUser.console("jane").with { $0.groups = ["admins", "duty"] }
        var record = SampleRecord(1, "jane") { $0.risk = .critical }
        record.record.grant = Grant(groups: [known("admins")], policies: .of(text: "all"))
        change(&user, &record)
        let (jane, entry) = (user, record)
        let account = account { account, records in
            account.users = [jane]
            account.groups = [SampleGroup(name: "admins", inline: ["all": SamplePolicy.allow("*")]), SampleGroup(name: "duty")]
            records.users = [entry]
        }
        return try account.verdicts(.administrator)["user/jane"]
    }

    @Test func `an administrator is approved by a profile of critical risk, through its groups alone`() throws {
        #expect(try administrator { _, _ in } == "vouched")
        #expect(try administrator { _, record in record.risk = .high } == "fail")
        #expect(try administrator { _, record in record.record.stage = .suspended } == "fail")
        #expect(try administrator { _, record in record.record.grant = Grant(groups: [known("duty")], policies: .of(text: "")) } == "fail")
        #expect(try administrator { user, _ in user.inline = ["all": SamplePolicy.allow("*")] } == "fail")
    }

    @Test func `whoever was told in time that a password expires is not trapped unawares`() throws {
        let told = { (days: Double?, next: Double) in
            let account = self.account { account, records in
                account.groups = [SampleGroup(name: "duty", inline: ["duty": DutyPolicy.document(in: .aws)])]
                account.users = [
                    SampleUser.console("jane", mfa: false).with {
                        $0.groups = ["duty"]
                        $0.password?.next = Self.ago(-next)
                    }
                ]
                records.users = [
                    SampleRecord(1, "jane") { record in
                        if let days { record.record.deliveries = [Delivery(what: .reminder, at: Self.ago(days), duty: nil)] }
                    }
                ]
            }
            return try account.verdicts(.passwordLockoutTrap)["user/jane"]
        }
        #expect(try told(nil, 3) == "fail")
        #expect(try told(1, 3) == "vouched")
        #expect(try told(12, 3) == "fail")
        #expect(try told(1, -1) == "fail")
    }
}
