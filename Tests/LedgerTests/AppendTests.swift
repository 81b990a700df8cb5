import Foundation
import GRDB
import IAM
import Lifecycle
import Synchronization
import Testing

@testable import Ledger

struct AppendTests {
    @Test(arguments: 1...8) func `states and listings made anew from the events are those that are stored`(round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: seed)
        for _ in 0..<120 { try history.step(ledger) }
        #expect(try ledger.problems() == [], "seed \(seed)")
        #expect(try ledger.size() == history.versions.values.reduce(0, +), "seed \(seed)")
        #expect(try ledger.userCount() == history.versions.keys.count { if case .user = $0 { true } else { false } }, "seed \(seed)")
    }

    @Test func `a stream that has moved refuses the write and tells what the other wrote`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        try ledger.append([StreamWrite(.home, expecting: 1, [.home(.advanced(seconds: 5))])], at: .start, by: .person(PersonID(2)))
        let other = Recorded(stream: .home, version: 2, at: .start, by: .person(PersonID(2)), event: .home(.advanced(seconds: 5)))
        let late = [StreamWrite(.home, expecting: 1, [.home(.advanced(seconds: 9))])]
        #expect(throws: LedgerError.conflict(stream: .home, since: [other])) { try ledger.append(late, at: .start, by: .tenure) }
        let elsewhere = [StreamWrite(.rules, expecting: 0, [.rules(.personLeft(person: PersonID(1)))])]
        #expect(throws: LedgerError.conflict(stream: .home, since: [other])) {
            try ledger.append(elsewhere, requiring: [.home: 1], at: .start, by: .tenure)
        }
        #expect(try ledger.size() == 2)
        #expect(try ledger.rules().version == 0)
        #expect(try ledger.append(elsewhere, requiring: [.home: 2], at: .start, by: .tenure) == 3)
    }

    @Test func `of several writes all are recorded or none`() throws {
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: 7)
        let person = PersonAttributes(name: history.sealed("Jane"), language: .english)
        let good = StreamWrite(.person(PersonID(1)), expecting: 0, [.person(.registered(attributes: person))], about: PersonID(1))
        let bad = StreamWrite(.request(RequestID(1)), expecting: 0, [.request(.approved)])
        #expect(throws: LedgerError.misfit(stream: .request(RequestID(1)), kind: "request.approved")) {
            try ledger.append([good, bad], at: .start, by: .tenure)
        }
        let wrong = StreamWrite(.person(PersonID(1)), expecting: 0, [.home(.founded(isSandbox: true))])
        #expect(throws: LedgerError.misfit(stream: .person(PersonID(1)), kind: "home.founded")) {
            try ledger.append([wrong], at: .start, by: .tenure)
        }
        #expect(try ledger.size() == 0)
        #expect(try ledger.person(PersonID(1)) == nil)
        #expect(try ledger.people(with: .name, "jane") == [])
        #expect(try ledger.problems() == [])
    }

    @Test func `of eight who write the same version exactly one wins and the others are told what it wrote`() async throws {
        let home = TestHome()
        let ledgers = [try home.create()] + (try (0..<7).map { _ in try Ledger.open(home.path, for: .write) })
        try ledgers[0].append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        for version in 1...40 {
            let outcomes = await withTaskGroup(of: (Int, LedgerError?).self) { group in
                for (index, ledger) in ledgers.enumerated() {
                    group.addTask {
                        do throws(LedgerError) {
                            let write = StreamWrite(.home, expecting: version, [.home(.advanced(seconds: index))])
                            try ledger.append([write], at: .start, by: .person(PersonID(index + 1)))
                            return (index, nil)
                        } catch {
                            return (index, error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.filter { $0.1 == nil }.map(\.0)
            try #require(winners.count == 1)
            let won = Recorded(
                stream: .home, version: version + 1, at: .start, by: .person(PersonID(winners[0] + 1)),
                event: .home(.advanced(seconds: winners[0])))
            #expect(outcomes.compactMap(\.1) == Array(repeating: LedgerError.conflict(stream: .home, since: [won]), count: 7))
        }
        #expect(try ledgers[3].problems() == [])
    }

    @Test func `four processes that write at once record every event once`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        let writers = try (0..<4).map { _ in try Writer(ledger: home.path, count: 25) }
        let said = try writers.flatMap { try $0.finish() }
        #expect(said.sorted() == Array(2...101))
        #expect(try ledger.size() == 101)
        #expect(try ledger.problems() == [])
    }

    @Test func `what a killed writer has acknowledged is there`() throws {
        let rounds = ProcessInfo.processInfo.environment["TENURE_DEEP"] == nil ? 6 : 1_000
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        var last = 1
        for round in 1...rounds {
            let writer = try Writer(ledger: home.path, count: nil)
            try writer.wait(forLines: 1 + round % 3)
            last = try #require(writer.kill().max())
            // Somebody who may only read finds the ledger as it was acknowledged, even if the writer died in the middle of a page.
            let found = try Ledger.open(home.path, for: .read).size()
            #expect(found == last || found == last + 1, "round \(round)")
        }
        #expect(try ledger.size() >= last)
        #expect(try ledger.problems() == [])
    }
}
