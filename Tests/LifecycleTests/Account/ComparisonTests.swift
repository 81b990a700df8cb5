import Foundation
import IAM
import Lifecycle
import Testing

struct ComparisonTests {
    private static func id(_ number: Int) -> UserID { name("AIDA" + String(repeating: "0", count: 12) + "\(100_000 + number)") }

    private static func user(_ text: String, devices: [String] = []) -> SurveyedUser {
        SurveyedUser(
            name: name(text), path: name("/"), groups: [name("readers")], devices: devices.map { name($0) }, hasPassword: true,
            passwordChanged: nil,
            keys: [], inlinePolicies: [], attachedPolicies: [])
    }

    private static func survey(_ users: [UserID: SurveyedUser]) -> Survey {
        Survey(users: users, reported: .start, grants: [:], signInAlias: nil, principal: nil)
    }

    private static func record(_ number: Int, _ id: UserID?) -> UserRecord {
        let access = Sample.access(adopts: id)
        let state = State(
            name: name("active"), stage: .active, waitsFor: .nobody, deadline: nil, reminders: [], atDeadline: nil, isTerminal: false)
        return UserRecord(
            id: RecordID(number), opening: Opening(access, request: RequestID(number), entry: Entry(state, at: .start)), at: .start)
    }

    /// A world that looks at itself and records what it finds.
    private struct World {
        var view = AccountView(alias: name("prod"))
        var records: [UserRecord] = []
        var seals = 0

        mutating func look(_ users: [UserID: SurveyedUser], at time: Date = .start) -> Comparison {
            var sealed = 0
            let found = view.compare(ComparisonTests.survey(users), with: records) { text in
                sealed += 1
                return Sealed(text, salt: Array("\(sealed) \(text)".utf8))
            }
            seals += sealed
            view = AccountView.evolve(view, alias: view.alias, .looked(look: found.look), at: time)
            let places = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.id, $0) })
            for (record, event) in found.changes {
                guard let place = places[record] else { continue }
                records[place] = UserRecord.evolve(records[place], id: record, event, at: time, by: .tenure) ?? records[place]
            }
            return found
        }
    }

    @Test func `a rename is a rename, the same name under a new id is a stranger`() {
        var world = World(records: [Self.record(1, Self.id(1))])
        _ = world.look([Self.id(1): Self.user("jane.doe")])
        let renamed = world.look([Self.id(1): Self.user("jane.roe"), Self.id(2): Self.user("jane.doe")])
        #expect(renamed.changes.count == 1 && world.records[0].name.text == "jane.roe" && world.records[0].missingSince == nil)
        #expect(renamed.look.appeared.keys.sorted() == [Self.id(2)])
    }

    @Test func `who is gone is missed once, and seen again when back`() {
        var world = World(records: [Self.record(1, Self.id(1))])
        _ = world.look([Self.id(1): Self.user("jane.doe")])
        #expect(world.look([:], at: .start + .hours(1)).changes.map { $0.event } == [.missed])
        #expect(world.look([:], at: .start + .hours(2)).changes.isEmpty)
        #expect(world.records[0].missingSince == .start + .hours(1) && world.view.missing == [Self.id(1): .start + .hours(1)])
        #expect(world.look([Self.id(1): Self.user("jane.doe")]).changes.count == 1)
        #expect(world.records[0].missingSince == nil && world.view.missing.isEmpty)
    }

    @Test func `a stranger that a record explains is none any more`() {
        var world = World()
        _ = world.look([Self.id(1): Self.user("jane.doe")])
        #expect(world.view.strangers.count == 1)
        world.records = [Self.record(1, Self.id(1))]
        #expect(world.look([Self.id(1): Self.user("jane.doe")]).look.gone == [Self.id(1)])
        #expect(world.view.strangers.isEmpty)
    }

    @Test func `of 5,000 users three changes are one look and three events, and nothing is sealed twice`() {
        var users: [UserID: SurveyedUser] = [:]
        for number in 1...5_000 {
            users[Self.id(number)] = Self.user("user.\(number)", devices: ["arn:aws:iam::123456789012:mfa/u\(number)"])
        }
        var world = World(records: (1...4_000).map { Self.record($0, Self.id($0)) })
        #expect(world.look(users).changes.count == 4_000 && world.seals == 10_000)
        users[Self.id(1)]?.devices = []
        users[Self.id(2)]?.groups = [name("readers"), name("admins")]
        users[Self.id(3)] = nil
        let found = world.look(users)
        #expect(found.changes.map { $0.record } == [RecordID(1), RecordID(2), RecordID(3)])
        #expect(found.look.appeared.isEmpty && found.look.changed.isEmpty && found.look.gone.isEmpty && world.seals == 10_000)
    }

    @Test func `the same look again changes nothing`() {
        var dice = Dice()
        for _ in 0..<500 {
            var world = World(records: (1...4).map { Self.record($0, dice.once(in: 5) ? nil : Self.id($0)) })
            for _ in 0..<4 {
                var users: [UserID: SurveyedUser] = [:]
                for number in 1...8 where !dice.once(in: 4) {
                    let devices = dice.some(of: ["arn:aws:iam::123456789012:mfa/a", "GAHT12345678"], oneIn: 2)
                    var user = Self.user("user.\(dice.below(20))", devices: devices)
                    user.hasPassword = dice.pick([true, false, nil])
                    user.passwordChanged = dice.pick([.start, nil])
                    user.keys = dice.some(
                        of: [SeenKey(slot: 1, isActive: true, lastUsed: nil), SeenKey(slot: 2, isActive: false, lastUsed: .start)], oneIn: 2
                    )
                    users[Self.id(number)] = user
                }
                _ = world.look(users)
                let before = world.seals
                let again = world.look(users)
                #expect(
                    again.changes.isEmpty && again.look.appeared.isEmpty && again.look.changed.isEmpty && again.look.gone.isEmpty, "\(dice)"
                )
                #expect(world.seals == before, "\(dice)")
            }
        }
    }

    @Test func `what a report does not know yet leaves what was known`() {
        var world = World(records: [Self.record(1, Self.id(1))])
        var user = Self.user("jane.doe")
        user.passwordChanged = .start
        _ = world.look([Self.id(1): user])
        user.passwordChanged = nil
        user.hasPassword = nil
        #expect(world.look([Self.id(1): user]).changes.isEmpty)
    }
}
