import Foundation
import IAM
import Testing

@testable import Ledger
@testable import Lifecycle

struct ListingTests {
    @Test(arguments: 1...6) func `a listing says what the states say, whatever is asked of it`(round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: seed)
        for _ in 0..<150 { try history.step(ledger, users: 1...40) }
        let all = try ledger.users(UserFilter(), limit: 1_000).map(\.state)
        let stages: [LifeStage] = [.enrolment, .active]
        let filters: [(UserFilter, (UserRecord) -> Bool)] = [
            (UserFilter(), { _ in true }),
            (UserFilter(accounts: [history.accounts[1]]), { $0.account == history.accounts[1] }),
            (UserFilter(stages: stages), { stages.contains($0.stage) }),
            (
                UserFilter(accounts: [history.accounts[0]], stages: stages),
                { $0.account == history.accounts[0] && stages.contains($0.stage) }
            ),
            (UserFilter(states: [history.states[2]]), { $0.state == history.states[2] }),
            (UserFilter(people: [PersonID(3), PersonID(4)]), { [3, 4].contains($0.person.number) }),
            (UserFilter(profiles: [try ProfileName("nobody")]), { _ in false }),
            (UserFilter(isRevoked: false), { $0.stage != .revoked }),
        ]
        for (filter, passes) in filters {
            let expected = all.filter(passes)
            #expect(try ledger.userCount(filter) == expected.count, "seed \(seed)")
            #expect(try ledger.userRows(filter).map(\.id) == expected.map(\.id), "seed \(seed)")
            #expect(try ledger.users(filter, limit: 1_000).map(\.state) == expected, "seed \(seed)")
            let byName = expected.sorted { (Sealed.fold($0.name.description), $0.id) < (Sealed.fold($1.name.description), $1.id) }
            #expect(
                try ledger.userRows(filter, by: .name, limit: 5, offset: 2).map(\.id) == byName.dropFirst(2).prefix(5).map(\.id),
                "seed \(seed)")
        }
        #expect(try ledger.userRows() == all.map { UserRow($0, name: $0.name.text, personName: nil) }, "seed \(seed)")
        let time = history.now + .days(3)
        let due = all.filter { $0.stage != .revoked && ($0.deadline.map { $0 <= time } == true || $0.end.map { $0 <= time } == true) }
        #expect(try ledger.usersDue(by: time) == due.map(\.id), "seed \(seed)")
    }

    @Test func `pages of records put together are all records, each once`() throws {
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: 3)
        for _ in 0..<100 { try history.step(ledger, users: 1...37) }
        var pages: [RecordID] = []
        while true {
            let page = try ledger.users(UserFilter(), after: pages.last, limit: 10)
            if page.isEmpty { break }
            pages += page.map(\.state.id)
        }
        #expect(pages == (try ledger.userRows().map(\.id)))
        #expect(pages.count > 30)
    }

    @Test func `a person is found by what is known of them now, and no longer by what was`() throws {
        let home = TestHome()
        let ledger = try home.create()
        var texts = try RandomHistory(seed: 1)
        var attributes = PersonAttributes(
            name: texts.sealed("김철수"), latinName: texts.sealed("Kim Cheolsu"),
            mails: [texts.sealed("Kim@Example.com"), texts.sealed("cs@example.com")],
            osUser: texts.sealed("Kim"), employeeNumber: texts.sealed("E-7"), language: .korean)
        try write(.person(.registered(attributes: attributes)), to: PersonID(1), 0, ledger)
        let decomposed = "김철수".decomposedStringWithCanonicalMapping
        #expect(try ledger.people(with: .name, decomposed) == [PersonID(1)])
        #expect(try ledger.people(with: .latinName, "kim cheolSU") == [PersonID(1)])
        #expect(try ledger.people(with: .mail, "CS@example.COM") == [PersonID(1)])
        #expect(try ledger.people(with: .mail, "kim@example.com") == [PersonID(1)])
        #expect(try ledger.people(with: .osUser, "Kim") == [PersonID(1)])
        #expect(try ledger.people(with: .osUser, "kim") == [])
        #expect(try ledger.people(with: .employeeNumber, "e-7") == [])
        #expect(try ledger.people(with: .name, "E-7") == [])
        attributes.mails = [texts.sealed("new@example.com")]
        try write(.person(.changed(attributes: attributes)), to: PersonID(1), 1, ledger)
        #expect(try ledger.people(with: .mail, "kim@example.com") == [])
        #expect(try ledger.people(with: .mail, "new@example.com") == [PersonID(1)])
        let reused = PersonAttributes(name: texts.sealed("Park"), mails: [texts.sealed("kim@example.com")], language: .korean)
        try write(.person(.registered(attributes: reused)), to: PersonID(2), 0, ledger)
        #expect(try ledger.people(with: .mail, "kim@example.com") == [PersonID(2)])
        #expect(try ledger.people(limit: 10).map(\.state.attributes.name.text) == ["김철수", "Park"])
        #expect(try ledger.nextPerson() == PersonID(3))
    }

    @Test func `a user is found by its name at IAM, and its person's new name shows`() throws {
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: 5)
        let person = PersonAttributes(name: history.sealed("Jane"), language: .english)
        try write(.person(.registered(attributes: person)), to: PersonID(1), 0, ledger)
        for number in 1...6 {
            let opened = try history.opened(for: PersonID(1), named: number % 2 == 0 ? "Jane.Doe" : "other.\(number)")
            try ledger.append(
                [StreamWrite(.user(RecordID(number)), expecting: 0, [.user(opened)], about: PersonID(1))], at: .start, by: .tenure)
        }
        let rows = try ledger.userRows(UserFilter(people: [PersonID(1)]))
        #expect(try ledger.users(named: "jane.doe") == [6, 4, 2].map { RecordID($0) })
        #expect(try ledger.users(named: "JANE.DOE", in: rows[3].account).contains(rows[3].id))
        #expect(try ledger.users(named: "JANE.DOE", in: AccountAlias("elsewhere")) == [])
        let id = try UserID("AIDACKCEVSQ6C2EXAMPLE")
        let made = UserEvent.performed(step: .createUser, outcome: .created(user: id, ahead: 0))
        try ledger.append([StreamWrite(.user(RecordID(4)), expecting: 1, [.user(made)])], at: .start, by: .tenure)
        #expect(try ledger.users(identified: id) == [RecordID(4)])
        #expect(try ledger.user(RecordID(4))?.version == 2)
        var renamed = person
        renamed.name = history.sealed("Jane Roe")
        try write(.person(.changed(attributes: renamed)), to: PersonID(1), 1, ledger)
        #expect(Set(try ledger.userRows().map(\.personName)) == ["Jane Roe"])
        #expect(try ledger.nextRecord() == RecordID(7))
        #expect(try ledger.problems() == [])
    }

    @Test(arguments: 1...4) func `requests are listed as their states say`(round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: seed)
        for _ in 0..<200 { try history.step(ledger) }
        let all = try ledger.requests(RequestFilter(), limit: 100).map(\.state)
        #expect(try ledger.requestRows() == all.map(RequestRow.init), "seed \(seed)")
        for status in Request.Status.allCases {
            let filter = RequestFilter(statuses: [status])
            #expect(try ledger.requestRows(filter).map(\.id) == all.filter { $0.status == status }.map(\.id), "seed \(seed)")
            #expect(try ledger.requestCount(filter) == all.count { $0.status == status }, "seed \(seed)")
        }
        let record = RequestFilter(statuses: [.submitted, .approved], requesters: [PersonID(3), PersonID(4)])
        let expected = all.filter { [.submitted, .approved].contains($0.status) && [3, 4].contains($0.by.number) }
        #expect(try ledger.requestRows(record).map(\.id) == expected.map(\.id), "seed \(seed)")
        #expect(try ledger.nextRequest().number == (all.map(\.id.number).max() ?? 0) + 1)
    }

    private func write(_ event: Event, to person: PersonID, _ version: Int, _ ledger: Ledger) throws {
        try ledger.append([StreamWrite(.person(person), expecting: version, [event], about: person)], at: .start, by: .tenure)
    }
}
