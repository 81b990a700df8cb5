import Foundation
import IAM
import Testing

@testable import Ledger
@testable import Lifecycle

struct HistoryTests {
    @Test(arguments: 1...4) func `a filter passes exactly the events that it describes`(round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let (home, ledger) = try recorded(seed: seed)
        defer { withExtendedLifetime(home) {} }
        let all = try ledger.events(limit: 10_000)
        #expect(all.map(\.seq) == Array(1...all.count), "seed \(seed)")
        #expect(all.allSatisfy { $0.leaf == TreeHash.leaf(of: $0.body).data }, "seed \(seed)")
        let from = all[all.count / 3].recorded.at
        let to = all[all.count / 2].recorded.at
        let user = Lifecycle.Stream.user(RecordID(2))
        let filters: [(EventFilter, (LoggedEvent) -> Bool)] = [
            (EventFilter(from: from), { $0.recorded.at >= from }), (EventFilter(to: to), { $0.recorded.at < to }),
            (EventFilter(from: from, to: to), { $0.recorded.at >= from && $0.recorded.at < to }),
            (EventFilter(actor: .person(PersonID(3))), { $0.recorded.by == .person(PersonID(3)) }),
            (EventFilter(actor: .tenure), { $0.recorded.by == .tenure }), (EventFilter(about: PersonID(4)), { $0.about == PersonID(4) }),
            (EventFilter(streams: [user, .home]), { ["U-2", "home"].contains($0.recorded.stream) }),
            (EventFilter(kind: "request"), { $0.recorded.event.code.hasPrefix("request.") }),
            (EventFilter(kind: "user.seen"), { $0.recorded.event.code == "user.seen" }), (EventFilter(kind: "req"), { _ in false }),
        ]
        for (filter, passes) in filters {
            let expected = all.filter(passes)
            #expect(try ledger.events(filter, limit: 10_000) == expected, "seed \(seed)")
            #expect(try ledger.lastEvents(filter, limit: 5) == Array(expected.suffix(5)), "seed \(seed)")
        }
        #expect(try ledger.events(of: user) == all.filter { $0.recorded.stream == "U-2" }, "seed \(seed)")
    }

    @Test func `pages up to a bound are of one moment, whatever is written meanwhile`() throws {
        let (home, ledger) = try recorded(seed: 9)
        defer { withExtendedLifetime(home) {} }
        let bound = try ledger.size()
        let whole = try ledger.events(limit: 10_000)
        var paged: [LoggedEvent] = []
        while true {
            let page = try ledger.events(after: paged.last?.seq ?? 0, upTo: bound, limit: 7)
            if page.isEmpty { break }
            paged += page
            let text = "kept while reading, \(paged.count)"
            try ledger.append(
                [StreamWrite(.workflow(Digest.of(text: text)), expecting: 0, [.workflow(.kept(text: text))])], at: .start, by: .tenure)
        }
        #expect(paged == whole)
    }

    @Test func `an export in JSON Lines holds the bytes that were hashed and the texts that they commit to`() throws {
        let (home, ledger) = try recorded(seed: 21)
        defer { withExtendedLifetime(home) {} }
        let events = try ledger.events(limit: 10_000)
        let lines = export(events, .jsonLines).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == events.count)
        var revealed = 0
        for (line, event) in zip(lines, events) {
            let read = try JSONDecoder().decode(ExportedLine.self, from: line)
            #expect(read.seq == event.seq && read.leaf == event.leaf.hexadecimal)
            #expect(line.range(of: event.body) != nil)
            for (commitment, text) in read.texts {
                #expect(Sealed.commitment(of: text.text, salt: text.bytes) == commitment)
                revealed += 1
            }
        }
        #expect(revealed > 50)
    }

    @Test func `an export for spreadsheets starts no formula and shows Korean`() throws {
        let home = TestHome()
        let ledger = try home.create()
        var texts = try RandomHistory(seed: 2)
        let attributes = PersonAttributes(name: texts.sealed("=HYPERLINK(\"http://evil\",\"김\")"), language: .korean)
        try ledger.append(
            [StreamWrite(.person(PersonID(1)), expecting: 0, [.person(.registered(attributes: attributes))], about: PersonID(1))],
            at: .start,
            by: .person(PersonID(1)))
        let csv = String(decoding: export(try ledger.events(limit: 1), .csvForPeople), as: UTF8.self)
        let prefix =
            "\u{FEFF}seq,at,by,stream,version,event,texts,leaf,body\r\n1,2026-09-21T14:13:20Z,P-1,P-1,1,person.registered,"
        #expect(csv.hasPrefix(prefix + "\"'=HYPERLINK(\"\"http://evil\"\",\"\"김\"\")\","), "\(csv)")
        #expect(csv.hasSuffix("\"\r\n"))
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("+82", "'+82"), ("-1", "'-1"), ("@me", "'@me"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a=b", "a=b"),
        ("=a,b", "\"'=a,b\""), ("\r\n", "\"'\r\n\""), ("=\u{301}x", "'=\u{301}x"),
    ]) func `a cell is quoted and guarded`(text: String, cell: String) {
        #expect(CSV.cell(text) == cell)
    }

    private struct ExportedLine: Decodable {
        let seq: Int
        let leaf: String
        let texts: [String: Text]
        struct Text: Decodable {
            let salt: String
            let text: String
            var bytes: [UInt8] {
                stride(from: 0, to: salt.utf8.count, by: 2).compactMap { UInt8(salt.dropFirst($0).prefix(2), radix: 16) }
            }
        }
    }

    private func export(_ events: [LoggedEvent], _ format: EventExport.Format) -> Data {
        var written = Data()
        let export = EventExport(format: format)
        export.begin { written += $0 }
        export.write(events) { written += $0 }
        return written
    }

    private func recorded(seed: UInt64) throws -> (TestHome, Ledger) {
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: seed)
        for _ in 0..<120 { try history.step(ledger) }
        for _ in 0..<20 { try history.step(ledger, users: 1...9) }
        return (home, ledger)
    }
}
