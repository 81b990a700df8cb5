import Foundation
import IAM
import Testing

@testable import Sandbox

@Suite struct LawTests {
    @Test func `no sequence of calls breaks the account`() async throws {
        var done = 0
        for seed in UInt64(1)...60 {
            let world = try World(seed: seed)
            let acts = RandomActs(dice: Dice(seed: seed), account: world.account)
            for step in 0..<150 {
                if try await acts.one() { done += 1 }
                let broken = world.account.content.violations
                #expect(broken.isEmpty, "seed \(seed), step \(step)")
            }
        }
        print("laws: 60 sequences of 150 acts, \(done) of 9000 carried out")
        #expect(done > 3000)
    }

    @Test func `a file read again is what memory held`() async throws {
        for seed in UInt64(1)...15 {
            let directory = try Directory()
            let world = try World(seed: seed, storage: .file(path: directory.file))
            let acts = RandomActs(dice: Dice(seed: seed), account: world.account)
            for _ in 0..<120 { _ = try await acts.one() }
            let again = try World(seed: 99, storage: .file(path: directory.file))
            #expect(again.account.content.all == world.account.content.all, "seed \(seed)")
        }
    }

    @Test func `two who use one file see the same`() async throws {
        for seed in UInt64(1)...15 {
            let directory = try Directory()
            let worlds = [
                try World(seed: seed, storage: .file(path: directory.file)),
                try World(seed: seed + 100, storage: .file(path: directory.file)),
            ]
            let dice = Dice(seed: seed)
            for _ in 0..<120 { _ = try await RandomActs(dice: dice, account: dice.one(of: worlds).account).one() }
            for world in worlds { _ = try await world.account.getCallerIdentity() }
            #expect(worlds[0].account.content.all == worlds[1].account.content.all, "seed \(seed)")
        }
    }

    @Test func `many tasks over one file lose nothing`() async throws {
        let directory = try Directory()
        let worlds = try (0..<4).map { try World(seed: UInt64($0), storage: .file(path: directory.file)) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (place, world) in worlds.enumerated() {
                tasks.addTask {
                    for number in 0..<100 { _ = try await world.account.createUser(UserName("w\(place)-\(number)"), path: root, tags: []) }
                }
            }
            try await tasks.waitForAll()
        }
        #expect(try await every { try await worlds[0].account.listUsers(from: $0) }.count == 400)
    }

    @Test func `a thousand users take a second or two`() async throws {
        let directory = try Directory()
        let world = try World(storage: .file(path: directory.file))
        _ = try await world.account.createGroup(GroupName("g"), path: root)
        let clock = ContinuousClock()
        let time = try await clock.measure {
            for number in 0..<1000 {
                let name = try UserName("u\(number)")
                _ = try await world.account.createUser(name, path: root, tags: [])
                try await world.account.createLoginProfile(for: name, password: password, resetRequired: false)
                try await world.account.addUser(name, to: GroupName("g"))
                _ = try await world.account.getUser(name)
            }
        }
        print("1,000 users x 4 calls over a file in \(time)")
        #expect(time < .seconds(20))
    }
}

extension SandboxAccount {
    var content: State { core.withLock { $0.state } }
}

extension State {
    /// What must never be so, whatever was called.
    var violations: [String] {
        var found: [String] = []
        for user in users.values {
            if user.groups.contains(where: { groups[$0.text] == nil }) { found.append("\(user.name) is in a group that is gone") }
            if userIDs[user.name.text.lowercased()] != user.id.text { found.append("\(user.name) is not found by name") }
            if user.devices.contains(where: { devices[$0.serial.text] != nil }) {
                found.append("a device of \(user.name) is also unassigned")
            }
            if user.keys.count > 2 || user.keys.contains(where: { keyOwners[$0.id.text] != user.id.text }) {
                found.append("keys of \(user.name)")
            }
        }
        if userIDs.count != users.count { found.append("two users of one name") }
        if groupIDs.count != groups.count { found.append("two groups of one name") }
        if keyOwners.count != users.values.reduce(0, { $0 + $1.keys.count }) { found.append("the key of a user who is gone") }
        if deviceOwners.count != users.values.reduce(0, { $0 + $1.devices.count }) { found.append("the device of a user who is gone") }
        return found
    }
}
