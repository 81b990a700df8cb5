import Foundation
import IAM
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// Something that one run carries out: how it is brought about, and what must be true once it is done.
struct Scenario: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Everything before the run, the decision included.
    let prepare: @Sendable (Bench) async throws -> Void
    /// What is not yet as it should be.
    let lacking: @Sendable (Bench) async throws -> [String]
    /// Users that are not ours and were planted by `prepare`.
    var foreign: [UserName] = []

    static let all = [provision, grant, revoke, suspend, resume, block, reduce, breakGlass, reseal]
    private static let name = Bench.name(of: 0)
    private static let id = RecordID(1)

    static let provision = Scenario(testDescription: "provision") { bench in
        try await bench.look()
        try bench.approve(bench.ask("developer").id)
    } lacking: { bench in
        try await bench.lacks(id, state: "enrolling", name, Held(groups: ["tenure-duty"], hasPassword: true)) + bench.deadPassword(name)
            + (bench.post.letters.isEmpty ? ["the guide is lost"] : [])
    }

    static let grant = Scenario(testDescription: "grant") { bench in
        try await bench.provision()
        try bench.enrol(name)
        bench.clock.advance(5 * 3600)
    } lacking: { bench in
        try await bench.lacks(
            id, state: "active", name, Held(groups: ["tenure-duty", "developers", "readers"], devices: 1, hasPassword: true))
            + (bench.status(RequestID(1)) == .fulfilled ? [] : ["the request is not fulfilled"])
    }

    static let revoke = Scenario(testDescription: "revoke") { bench in
        try await bench.activate()
        try await bench.dress(name)
        bench.clock.advance(60)
        try bench.revoke(id)
    } lacking: { bench in
        let rest = try await bench.account.listVirtualMFADevices(.any, from: nil).items.map { "device \($0.serial) is left" }
        return try await bench.lacks(id, state: bench.state(id) == "revoked" ? "revoked" : "revoking", name, nil) + rest
    }

    static let suspend = Scenario(testDescription: "suspend") { bench in
        try await bench.activate()
        try await bench.dress(name)
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: id)
    } lacking: { bench in
        try await bench.lacks(
            id, state: "suspended", name,
            Held(
                groups: ["tenure-duty", "developers", "readers"], inline: ["tenure-deny-all"], keys: [false, false], devices: 1,
                hasPassword: true))
            + (bench.record(id).pausedKeys.count == 1 ? [] : ["the paused key was forgotten"])
    }

    static let resume = Scenario(testDescription: "resume") { bench in
        try await suspend.prepare(bench)
        try await bench.run()
        _ = try bench.resume(id)
    } lacking: { bench in
        let held = Held(
            groups: ["tenure-duty", "developers", "readers"], keys: [true, false], devices: 1, hasPassword: true)
        return try await bench.lacks(id, state: "active", name, held)
    }

    static let block = Scenario(
        testDescription: "block",
        prepare: { bench in
            let old = Bench.user("old.timer")
            try bench.account.seedUser(old, path: Bench.root, tags: [], password: Password("Long-Before-77"))
            try bench.account.seedMembership(of: old, in: Bench.group("developers"))
            try await bench.account.putUserPolicy(Bench.policy("policy-iam-user-duty"), document: DutyPolicy.document(in: .aws), on: old)
            try await bench.look()
            try bench.approve(bench.ask("developer", workflow: "existing-user", adopts: old).id)
            try await bench.run()
            bench.clock.advance(14 * 86_400)
        },
        lacking: { bench in
            try await bench.lacks(
                id, state: "enrolling", Bench.user("old.timer"), Held(groups: ["developers", "tenure-duty"], hasPassword: true))
        }, foreign: [])

    static let reduce = Scenario(testDescription: "reduce") { bench in
        try await bench.activate()
        try await bench.openReview("2026-Q4", ReviewScope(profile: known("developer", ProfileName.init)))
        try bench.review(name, .reduce(groups: [Bench.group("developers")]))
        _ = try bench.office(Staff.admin).close("2026-Q4")
    } lacking: { bench in
        try await bench.lacks(id, state: "active", name, Held(groups: ["tenure-duty", "readers"], devices: 1, hasPassword: true))
            + (bench.record(id).grant.groups == [Bench.group("readers")] ? [] : ["what was taken is granted still"])
    }
}

extension Bench {
    /// Gives a user two keys, one of them inactive, and whatever else a revocation has to find.
    func dress(_ name: UserName) async throws {
        _ = try account.seedAccessKey(of: name)
        let spare = try account.seedAccessKey(of: name)
        mischief.clear()
        try await account.updateAccessKey(spare, of: name, active: false)
    }

    func lacks(_ id: RecordID, state wanted: String, _ name: UserName, _ holds: Held?) async throws -> [String] {
        let found = try await held(name)
        let state = try state(id)
        return (state == wanted ? [] : ["the user is \(state), not \(wanted)"])
            + (found == holds ? [] : ["IAM holds \(String(describing: found))"])
    }

    /// The last password that was handed over must be the valid one.
    func deadPassword(_ name: UserName) throws -> [String] {
        guard let last = post.passwords(of: name).last else { return ["no password was handed over"] }
        return try account.isPassword(last, validFor: name) ? [] : ["the last password handed over is not valid"]
    }
}
