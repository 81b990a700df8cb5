import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

@Suite struct LaterLifeTests {
    private let name = Bench.name(of: 0)
    private let old = Bench.user("old.timer")

    /// A user that was there before: in a group, with the duty policy on itself and a key.
    private func seedOldTimer(_ bench: Bench, keyIsUsed: Bool = false) throws {
        try bench.account.seedUser(old, path: Bench.root, tags: [Tag("team", "payments")], password: Password("Long-Before-77"))
        try bench.account.seedMembership(of: old, in: Bench.group("developers"))
        let key = try bench.account.seedAccessKey(of: old)
        if keyIsUsed { try bench.account.useAccessKey(key, service: "s3", region: "ap-northeast-2") }
    }

    private func adopt(_ bench: Bench) async throws -> RecordID {
        try await bench.look()
        let request = try bench.approve(bench.ask("developer", workflow: "existing-user", adopts: old).id)
        try await bench.run()
        return try require(request.record, "a record")
    }

    @Test func `an existing user is announced, blocked, enrols, and keeps its groups`() async throws {
        let bench = try Bench()
        try seedOldTimer(bench)
        try await bench.account.putUserPolicy(Bench.policy("policy-iam-user-duty"), document: DutyPolicy.document(in: .aws), on: old)
        let record = try await adopt(bench)
        #expect(try bench.state(record) == "noticed")
        #expect(bench.post.letters.map(\.name) == ["U-1-old.timer-guide-notice.ko"])
        #expect(try await bench.held(old)?.groups == ["developers"])
        #expect(try bench.record(record).inherited == [Bench.group("developers")])
        try await bench.run(after: .days(13))
        #expect(try bench.state(record) == "noticed")
        try await bench.run(after: .days(1))
        #expect(try bench.state(record) == "enrolling")
        #expect(try await bench.held(old) == Held(groups: ["developers", "tenure-duty"], keys: [true], hasPassword: true))
        try bench.enrolDevice(old, password: Password("Long-Before-77"))
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "active")
        #expect(try bench.status(RequestID(1)) == .fulfilled)
        #expect(try await bench.soundness(foreign: [old]) == [])
    }

    @Test func `an existing user whose key is in use is not blocked before somebody decides`() async throws {
        let bench = try Bench()
        try seedOldTimer(bench, keyIsUsed: true)
        let record = try await adopt(bench)
        #expect(try bench.state(record) == "deciding")
        try await bench.run(after: .days(20))
        #expect(try bench.state(record) == "deciding")
        try bench.decide(.decideKeys(.delete, bench.home.world.seal("not needed")), on: record)
        try await bench.run()
        #expect(try bench.state(record) == "noticed")
        try await bench.run(after: .days(14))
        #expect(try bench.state(record) == "enrolling")
        #expect(try await bench.held(old) == Held(groups: ["developers", "tenure-duty"], hasPassword: true))
    }

    @Test func `an existing user that is a service stays outside the block`() async throws {
        let bench = try Bench()
        try seedOldTimer(bench, keyIsUsed: true)
        let record = try await adopt(bench)
        try bench.decide(.decideKeys(.service, bench.home.world.seal("nightly export")), on: record)
        try await bench.run()
        #expect(try bench.state(record) == "exempt")
        try await bench.run(after: .days(40))
        #expect(try await bench.held(old) == Held(groups: ["developers"], keys: [true], hasPassword: true))
    }

    @Test func `a suspended user comes back, with its keys, only by a request that is approved`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let keys = [try bench.account.seedAccessKey(of: name), try bench.account.seedAccessKey(of: name)]
        try await bench.account.updateAccessKey(keys[1], of: name, active: false)
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: record)
        try await bench.run()
        #expect(try bench.state(record) == "suspended")
        #expect(try await bench.held(name)?.inline == ["tenure-deny-all"])
        #expect(try await bench.held(name)?.keys.contains(true) == false)
        let request = try bench.resume(record)
        #expect(request.status == .approved)
        try await bench.run()
        #expect(try bench.status(request.id) == .fulfilled)
        // MFA and the person's own password are there already: the way from enrolling to active is open.
        #expect(try bench.state(record) == "active")
        let held = try require(try await bench.held(name), "the user")
        #expect(held.inline.isEmpty)
        #expect(held.groups == ["tenure-duty", "developers", "readers"])
        #expect(try await bench.account.listAccessKeys(of: name, from: nil).items.filter(\.isActive).map(\.id) == [keys[0]])
        #expect(try await bench.soundness() == [])
    }

    @Test func `a change of profile leaves the user in exactly the new groups`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let request = try bench.approve(bench.change(record, to: "viewer").id)
        try await bench.run(after: .hours(1))
        #expect(try bench.status(request.id) == .fulfilled)
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "readers"])
        #expect(try bench.record(record).profile.text == "viewer")
        #expect(try await bench.soundness() == [])
    }

    @Test func `of two changes that are approved the later is carried out and the earlier ends`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let first = try bench.approve(bench.change(record, to: "viewer").id)
        let second = try bench.approve(bench.change(record, to: "partner").id)
        try await bench.run(after: .hours(1))
        #expect(try bench.status(first.id) == .withdrawn)
        #expect(try bench.status(second.id) == .fulfilled)
        #expect(try bench.record(record).profile.text == "partner")
        #expect(try bench.record(record).order == nil)
        #expect(try await bench.soundness() == [])
    }

    @Test func `a change that is voided and rejected does not keep a user from coming back`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let request = try bench.approve(bench.change(record, to: "viewer").id)
        try bench.account.seedGroupPolicy(Bench.policy("readers"), document: Bench.allowing("s3:*"), of: Bench.group("readers"))
        try await bench.run(after: .hours(1))
        try bench.office(Staff.manager).decide(.reject(bench.home.world.seal("too much")), on: request.id)
        let device = try require(try await bench.account.listMFADevices(of: name, from: nil).items.first, "a device")
        try await bench.account.deactivateMFADevice(device.serial, of: name)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "enrolling")
        try bench.account.seedMFADevice(device.serial, of: name)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "active")
    }

    @Test func `a group that allows something else voids the approval, and nothing is granted until it is approved anew`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let request = try bench.approve(bench.change(record, to: "viewer").id)
        try bench.account.seedGroupPolicy(Bench.policy("readers"), document: Bench.allowing("s3:*"), of: Bench.group("readers"))
        try await bench.run(after: .hours(1))
        #expect(try bench.status(request.id) == .submitted)
        #expect(try bench.state(record) == "active")
        try await bench.run(after: .days(2))
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "developers", "readers"])
        try bench.approve(request.id)
        try await bench.run()
        #expect(try bench.status(request.id) == .fulfilled)
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "readers"])
        #expect(try await bench.soundness() == [])
    }

    @Test func `a group that changes between look and grant voids the approval`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try bench.enrol(name)
        bench.clock.advance(5 * 3600)
        let account = bench.account
        bench.mischief.always { _, action in
            // The account.s alias is the last thing that a look reads.
            if action == .listAccountAliases {
                try? account.seedGroupPolicy(Bench.policy("readers"), document: Bench.allowing("iam:*"), of: Bench.group("readers"))
            }
            return nil
        }
        try await bench.run()
        bench.mischief.clear()
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        #expect(try bench.status(RequestID(1)) == .submitted)
        #expect(try bench.record(record).transit == nil)
        try await bench.look()
        try bench.approve(RequestID(1))
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "active")
        #expect(try await bench.soundness() == [])
    }

    @Test(arguments: ["approved", "enrolling", "active", "suspended"])
    func `a user can be revoked in every state`(state: String) async throws {
        let bench = try Bench()
        let record: RecordID
        switch state {
        case "approved":
            try await bench.look()
            record = try require(try bench.approve(bench.ask("developer").id).record, "a record")
        case "enrolling": record = try await bench.provision()
        default: record = try await bench.activate()
        }
        if state == "suspended" {
            try bench.decide(.suspend(bench.home.world.seal("on leave")), on: record)
            try await bench.run()
        }
        #expect(try bench.state(record) == state)
        try bench.revoke(record)
        try await bench.finishRevocation()
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.held(name) == nil)
        #expect(try await bench.soundness() == [])
    }

    @Test func `a user that lost its device has to enrol again`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        let device = try require(try await bench.account.listMFADevices(of: name, from: nil).items.first, "a device")
        try await bench.account.deactivateMFADevice(device.serial, of: name)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "enrolling")
        #expect(bench.post.letters.last?.name == "U-1-jane.doe-guide-existing.ko")
    }

    @Test func `a foreign user of the same name is not touched, and the request comes to nothing`() async throws {
        let bench = try Bench()
        try await bench.look()
        let request = try bench.approve(bench.ask("developer").id)
        try bench.account.seedUser(name, path: Bench.root, tags: [Tag("owner", "else")], password: Password("Not-Ours-7777"))
        let before = try await bench.held(name)
        let lines = try await bench.run(after: .hours(1))
        #expect(lines.contains { if case .gaveUp(_, .createUser, _) = $0 { true } else { false } })
        #expect(try await bench.held(name) == before)
        #expect(try await bench.account.getUser(name).tags == [Tag("owner", "else")])
        let record = try require(request.record, "a record")
        #expect(try bench.record(record).transit == nil)
        try bench.revoke(record)
        try await bench.finishRevocation()
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.held(name) == before)
    }

    @Test func `a group with the name of the duty group that somebody is in is not touched`() async throws {
        let bench = try Bench()
        try bench.account.seedGroup(Bench.dutyGroup, path: Bench.root)
        try bench.account.seedMembership(of: Bench.stranger, in: Bench.dutyGroup)
        _ = try await bench.provision()
        #expect(try await bench.account.listAttachedGroupPolicies(of: Bench.dutyGroup, from: nil).items.isEmpty)
        #expect(try await bench.held(name) == nil)
    }
}
