import Foundation
import IAM
import Ledger
import Lifecycle
import Testing

@testable import Engine

/// Who could decide what, and which versions held: worked out from events, compared with the rules that were stored then.
struct InForceTests {
    private static let groups = ["security", "team-leads", "finance"].map { known($0, ApprovalGroup.init) }

    private static func change(_ bench: Bench, _ dice: Dice) throws {
        let ledger = bench.home.ledger
        let person = Staff.names.keys.sorted()[dice.below(Staff.names.count)]
        let (rules, people) = (try ledger.rules(), try ledger.person(person))
        switch dice.below(4) {
        case 0:
            try append(bench, .rules, rules.version, .rules(.personLeft(person: person)))
        case 1:
            guard var attributes = people?.state.attributes else { return }
            attributes.manager = dice.below(3) == 0 ? nil : Staff.names.keys.sorted()[dice.below(Staff.names.count)]
            try append(bench, .person(person), people?.version ?? 0, .person(.changed(attributes: attributes)))
        default:
            let roles = SortedSet(Role.allCases.filter { _ in dice.below(2) == 0 })
            let held = SortedSet(groups.filter { _ in dice.below(2) == 0 })
            try append(bench, .rules, rules.version, .rules(.roster(person: person, roles: roles, groups: held)))
        }
    }

    private static func append(_ bench: Bench, _ stream: Lifecycle.Stream, _ version: Int, _ event: Event) throws {
        try bench.home.ledger.append([StreamWrite(stream, expecting: version, [event])], at: bench.clock.now, by: .person(Staff.admin))
    }

    /// What somebody was by the rules and people of a moment.
    private static func standings(_ past: Past) -> Set<InForce.Standing> {
        let roles = past.rules.roles.flatMap { person, roles in roles.map { InForce.Standing(person: person, kind: .role($0)) } }
        let held = past.rules.groups.flatMap { group, people in people.map { InForce.Standing(person: $0, kind: .group(group)) } }
        let managers = past.people.values.compactMap { person in
            person.attributes.manager.map { InForce.Standing(person: $0, kind: .manager(of: person.id)) }
        }
        let sponsors = past.people.values.compactMap { person in
            person.attributes.sponsor.map { InForce.Standing(person: $0, kind: .sponsor(of: person.id)) }
        }
        return Set(roles + held + managers + sponsors)
    }

    @Test func `at every moment the roster says what the rules said then`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let dice = Dice(seed: seed)
        let bench = try Bench(subjects: 2)
        var moments: [(Date, Int)] = []
        for _ in 0..<60 {
            bench.clock.advance(60)
            try Self.change(bench, dice)
            moments.append((bench.clock.now, try bench.home.ledger.size()))
        }
        let whole = try InForce(of: bench.home.ledger, at: bench.clock.now)
        for (moment, size) in moments {
            let expected = Self.standings(try Past(of: bench.home.ledger, at: moment))
            let then = try InForce(of: bench.home.ledger, at: moment)
            #expect(Set(then.standings.entries.filter { $0.until == nil }.map(\.key)) == expected, "seed \(seed), event \(size)")
            let held = whole.standings.entries.filter { $0.from.seq <= size && $0.until.map { $0.seq > size } ?? true }
            #expect(Set(held.map(\.key)) == expected && held.count == expected.count, "seed \(seed), event \(size)")
        }
    }

    @Test func `a version holds from the event that put it in force to the one that put another there`() throws {
        let bench = try Bench()
        let (name, first) = try #require(try bench.home.rules().workflows.min { $0.key < $1.key })
        let (start, next) = (bench.clock.now, Digest.of(text: "another"))
        bench.clock.advance(3_600)
        for digest in [first, next, next] {
            try Self.append(bench, .rules, try bench.home.ledger.rules().version, .rules(.workflowLoaded(name: name, digest: digest)))
        }
        let entries = try InForce(of: bench.home.ledger, at: bench.clock.now).workflows.entries.filter { $0.key == name }
        #expect(entries.map(\.value) == [first, next])
        #expect(entries[0].from.at == start && entries[0].until?.at == bench.clock.now && entries[0].until?.seq == entries[1].from.seq)
        #expect(entries[1].until == nil && entries[1].from.by == .person(Staff.admin))
        #expect(entries[0].held(from: start, to: start) && !entries[1].held(from: start, to: start))
        #expect(try InForce(of: bench.home.ledger, at: start).workflows.entries.filter { $0.key == name }.map(\.value) == [first])
    }

    @Test func `what a snapshot tells of a group has the digest that a look took of it`() async throws {
        let bench = try Bench()
        _ = try await bench.activate()
        let account = try #require(try bench.home.rules().accounts[Bench.alias])
        let snapshot = try await SnapshotStore(of: bench.home).look(at: account, in: bench.home.world) { _ in }
        let entries = try InForce(of: bench.home.ledger, at: bench.clock.now).groups.entries
        #expect(entries.count >= 3)
        for entry in entries { #expect(snapshot.grantText(of: entry.key.group).map { Digest.of(text: $0) } == entry.value) }
    }
}
