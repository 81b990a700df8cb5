import Foundation
import GRDB
import IAM
import Lifecycle
import Testing

@testable import Ledger

struct PersonalDataTests {
    @Test func `a person's texts stand in no event and no state`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try register("마커김철수-Canary", as: 1, in: ledger)
        let bodies = try ledger.queue.read { database in
            try Data.fetchAll(database, sql: "SELECT body FROM event UNION ALL SELECT body FROM state")
        }
        #expect(bodies.count == 2)
        for body in bodies { #expect(body.range(of: Data("Canary".utf8)) == nil) }
        #expect(try ledger.person(PersonID(1))?.state.attributes.name.text == "마커김철수-Canary")
        #expect(try home.bytes().range(of: Data("Canary".utf8)) != nil)
    }

    @Test func `erased texts are nowhere in the file and everything else still holds`() throws {
        let home = TestHome()
        let ledger = try home.create()
        for number in 1...300 { try register("erase-me-\(number % 3)-\(number)", as: number, in: ledger) }
        var history = try RandomHistory(seed: 11)
        for _ in 0..<200 { try history.step(ledger, users: 1...300) }
        let before = try ledger.events(limit: 10_000)
        let people = (1...300).filter { $0 % 3 == 0 }.map { PersonID($0) }
        for person in people { #expect(try ledger.erase(person) >= 2) }
        #expect(try home.bytes().range(of: Data("erase-me-0".utf8)) == nil)
        #expect(try home.bytes().range(of: Data("erase-me-1".utf8)) != nil)
        let after = try ledger.events(limit: 10_000)
        #expect(after.map(\.leaf) == before.map(\.leaf))
        #expect(after.map(\.body) == before.map(\.body))
        #expect(before.allSatisfy { $0.erased == 0 })
        #expect(try people.allSatisfy { try ledger.events(of: .person($0)).first?.erased == 2 })
        #expect(try ledger.problems() == [])
        #expect(try ledger.person(people[0])?.state.attributes.name.text == nil)
        #expect(try ledger.person(people[0])?.state.attributes.name.description == "(erased)")
        #expect(try ledger.people(with: .mail, "erase-me-0-3@example.com") == [])
        #expect(try ledger.people(with: .mail, "Erase-Me-1-4@Example.com") == [PersonID(4)])
        #expect(try ledger.userRows(UserFilter(people: people)).allSatisfy { $0.personName == nil && $0.name == nil })
        #expect(try ledger.userRows().contains { $0.personName != nil && $0.name != nil })
    }

    @Test(arguments: [
        ("jane.doe", "user/jane.doe", true), ("jane.doe", "jane.doe", true), ("jane.doe", "mary-jane.doe", false),
        ("jane.doe", "jane.doe2 and jane.doe", true), ("jane.doe", "jane.doe@example.com", false), ("김지은", "'김지은': 퇴사", true),
        ("김지은", "김지은님", false),
    ])
    func `a name is found in a text as a word of its own`(name: String, text: String, isFound: Bool) {
        #expect(Ledger.names(name, in: text) == isFound)
    }

    @Test func `an erased person's history goes on`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try register("Jane", as: 1, in: ledger)
        try ledger.erase(PersonID(1))
        try ledger.append([StreamWrite(.person(PersonID(1)), expecting: 1, [.person(.left)], about: PersonID(1))], at: .start, by: .tenure)
        #expect(try ledger.person(PersonID(1))?.state.left == .start)
        #expect(try ledger.problems() == [])
    }

    private func register(_ name: String, as number: Int, in ledger: Ledger) throws {
        var random = try RandomHistory(seed: UInt64(number))
        let attributes = PersonAttributes(name: random.sealed(name), mails: [random.sealed(name + "@example.com")], language: .korean)
        let write = StreamWrite(
            .person(PersonID(number)), expecting: 0, [.person(.registered(attributes: attributes))], about: PersonID(number))
        try ledger.append([write], at: .start, by: .tenure)
    }
}
