import Foundation
import IAM
import Ledger
import Lifecycle
import Testing

@testable import Engine

/// Erasing a person: not before everything about them has been kept long enough, and then so that nothing tells them any more and every
/// proof still holds.
struct ErasureTests {
    private static let subject = Staff.subject(0)

    @Test func `nobody is erased before they have left, their users are revoked and the time is over`() async throws {
        let bench = try await Self.bench()
        let office = RetentionOffice(home: bench.home)
        #expect(try bench.standing(Self.subject) == .present)
        #expect(throws: Refusal.self) { try bench.erase(Self.subject) }
        try bench.leave(Self.subject)
        #expect(try bench.standing(Self.subject) == .live([RecordID(1)]))
        #expect(try office.line(of: bench.person(Self.subject)).end == nil)
        try await bench.revokeAll()
        let line = try office.line(of: bench.person(Self.subject))
        let last = try #require(line.last)
        // Counted from the last record, which is not before the revocation.
        #expect(try last >= #require(try bench.home.ledger.user(RecordID(1))?.state.since))
        let end = try #require(line.end)
        #expect(line.standing == .kept(until: end) && end > last + .days(5 * 365) && end < last + .days(5 * 365 + 3))
        bench.clock.advance(end.timeIntervalSince(bench.clock.now) - 2)
        #expect(throws: Refusal.self) { try bench.erase(Self.subject) }
        bench.clock.advance(3)
        #expect(try bench.standing(Self.subject) == .possible(since: end))
        // Whoever decided about others is kept as long as what they decided.
        #expect(try office.report().map(\.person.id) == bench.home.ledger.people(limit: 100).map(\.state.id))
        try bench.erase(Self.subject)
        guard case .done = try bench.standing(Self.subject) else {
            Issue.record("\(try bench.standing(Self.subject))")
            return
        }
    }

    @Test func `it is asked for again at the moment of the approval`() async throws {
        let bench = try await Self.gone()
        let request = try bench.ask(.erase(person: Self.subject))
        // They come back into the records before the second admin approves.
        try bench.home.ledger.append(
            [
                StreamWrite(
                    .person(Self.subject), expecting: try #require(try bench.home.ledger.person(Self.subject)).version,
                    [.person(.changed(attributes: bench.person(Self.subject).attributes))], about: Self.subject)
            ], at: bench.clock.now, by: .tenure)
        let refusal = #expect(throws: Refusal.self) { try bench.accept(request) }
        #expect(refusal?.code == .retention)
        #expect(try bench.person(Self.subject).erased == nil && bench.home.ledger.textCount(of: Self.subject) > 0)
    }

    @Test func `nothing of an erased person is in the file, and every proof and earlier export still holds`() async throws {
        let bench = try await Self.gone()
        _ = try KeyKeeping(home: bench.home).make(origin: "example.com/tenure", by: Staff.admin)
        let before = bench.place("before")
        _ = try Exporting(home: bench.home, filter: EventFilter(), withTable: true).write(to: before, by: Staff.admin)
        let events = try bench.home.ledger.events(limit: 10_000)
        let attributes = try bench.person(Self.subject).attributes
        let user = try #require(try bench.home.ledger.user(RecordID(1))?.state.name.text)
        let needles = [attributes.name, attributes.latinName].compactMap { $0?.text } + attributes.mails.compactMap(\.text) + [user]
        for text in needles { #expect(try bench.fileHolds(text), "'\(text)' is not there to begin with") }
        let count = try bench.home.ledger.textCount(of: Self.subject)
        try bench.erase(Self.subject)

        for text in needles { #expect(try !bench.fileHolds(text), "'\(text)' is still there") }
        #expect(try bench.home.ledger.textCount(of: Self.subject) == 0)
        let erased = try #require(try bench.home.ledger.events(of: .person(Self.subject)).last)
        #expect(erased.recorded.event == .person(.erased(texts: count)) && erased.recorded.by == .person(Staff.otherAdmin))
        let after = try bench.home.ledger.events(limit: 10_000)
        #expect(
            after.prefix(events.count).map(\.leaf) == events.map(\.leaf) && after.prefix(events.count).map(\.body) == events.map(\.body))
        try Notary(home: bench.home).seal()
        #expect(try bench.home.ledger.examine().problems == [])
        var check = ExportCheck(before)
        try check.run(trusting: try #require(try bench.home.ledger.logKeys().last).key)
        let later = bench.place("later")
        _ = try Exporting(home: bench.home, filter: EventFilter(), withTable: true).write(to: later, by: Staff.admin)
        var checkLater = ExportCheck(later, since: try #require(check.manifest).checkpoint)
        try checkLater.run()
        // Who asked and why stays: the request is about whoever asked.
        let request = try #require(try bench.home.ledger.requests(RequestFilter(requesters: [Staff.admin]), limit: 100).last)
        #expect(request.state.form.reason.text == "retention is over")
        // Everybody else is as they were.
        #expect(try bench.person(Staff.requester).attributes.name.text != nil)
    }

    @Test(arguments: ["2y", "0y", "-5y", "5", "05y", "3 y", "101y", "y", "5d"]) func `less than three years, or no years, are no retention`(
        text: String
    ) throws {
        #expect(Retention(text: text) == nil)
        #expect(throws: SettingsError.self) { try Settings.read(Bench().settingsText + "retention: \(text)\n") }
    }

    @Test func `the retention is what the settings say, on the same day of the home's zone`() throws {
        #expect(try Settings.read(Bench().settingsText).retention == .usual)
        let retention = try Settings.read(Bench().settingsText + "retention: 3y\n").retention
        #expect(retention.years == 3)
        let zone = try #require(TimeZone(identifier: "Asia/Seoul"))
        let record = try Date("2024-02-28T15:30:00Z", strategy: .iso8601)
        #expect(retention.end(of: record, in: zone) == (try Date("2027-02-27T15:30:00Z", strategy: .iso8601)))
    }

    @Test func `what tenure itself noted of their users at IAM is forgotten with them, and nobody else's`() async throws {
        let bench = try Bench()
        // Looks noted the name before anybody knew whose it is.
        try await bench.look()
        let request = try bench.approve(bench.ask("developer", workflow: "existing-user", adopts: Bench.stranger).id)
        #expect(request.record == RecordID(1))
        let version = try #require(try bench.home.ledger.home()).version
        let rollback = { (reason: String) in
            HomeEvent.rollbackAsked(
                rollback: Rollback(
                    origin: "x", size: 1, root: Digest.of(text: ""), newest: nil, reason: bench.home.world.seal(reason)))
        }
        try bench.home.ledger.append(
            [StreamWrite(.home, expecting: version, [.home(rollback("as user/somebody.else and not-somebody.else say"))])],
            at: bench.clock.now, by: .tenure)
        #expect(try bench.fileHolds("somebody.else") && bench.fileHolds("as user/"))
        try bench.home.ledger.erase(Self.subject)
        #expect(try !bench.fileHolds("somebody.else") && !bench.fileHolds("as user/"))
        #expect(try bench.home.ledger.problems() == [])
        #expect(try bench.person(Staff.requester).attributes.name.text != nil)
    }

    @Test func `what still names them is told`() async throws {
        let bench = try await Self.gone()
        let user = try #require(try bench.home.ledger.user(RecordID(1))?.state.name.text)
        try bench.put("To: \(user)", as: "out/mail/letter.eml")
        try bench.put("nobody", as: "out/mail/other.eml")
        let traces = try Traces(of: bench.person(Self.subject), in: bench.home)
        #expect(traces.files == ["out/mail/letter.eml"])
    }

    private static func bench() async throws -> Bench {
        let bench = try Bench()
        try await bench.activate()
        return bench
    }

    /// A bench whose subject has left, is revoked, and need not be kept any more.
    private static func gone() async throws -> Bench {
        let bench = try await bench()
        try bench.leave(subject)
        try await bench.revokeAll()
        let end = try #require(try RetentionOffice(home: bench.home).line(of: bench.person(subject)).end)
        bench.clock.advance(end.timeIntervalSince(bench.clock.now) + 1)
        return bench
    }
}

extension Bench {
    func person(_ id: PersonID) throws -> Person { try require(try home.ledger.person(id)?.state, "a person \(id)") }
    func standing(_ id: PersonID) throws -> Forgetting { try RetentionOffice(home: home).line(of: person(id)).standing }

    /// Asks for a change of the rules, as in a home that is not for trying out.
    func ask(_ change: RuleChange) throws -> RequestID {
        let filing = Filing(rules: try home.rules(), isSandboxHome: false, now: clock.now)
        let draft = Draft(reason: home.world.seal("retention is over"), ticket: nil, end: nil)
        return try office(Staff.admin).file(filing.rules(change, draft)).id
    }

    func accept(_ request: RequestID) throws { try office(Staff.otherAdmin).decide(.approve, on: request) }
    func erase(_ person: PersonID) throws { try accept(ask(.erase(person: person))) }
    func leave(_ person: PersonID) throws { try accept(ask(.leave(person: person))) }

    func revokeAll() async throws {
        try revoke(RecordID(1))
        try await finishRevocation()
    }

    /// Whether a text stands anywhere in the ledger's file.
    func fileHolds(_ text: String) throws -> Bool { try Data(contentsOf: URL(filePath: ledgerFile)).range(of: Data(text.utf8)) != nil }
}
