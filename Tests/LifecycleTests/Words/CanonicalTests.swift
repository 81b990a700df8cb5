import Foundation
import IAM
import Lifecycle
import Testing

struct CanonicalTests {
    @Test func `equal values have equal bytes, however their sets and dictionaries were built`() throws {
        var dice = Dice()
        for _ in 0..<500 {
            let people = (1...9).map { PersonID($0 * 7) }
            let groups: [GroupName] = (1...9).map { name("group\($0 % 2 == 0 ? "A" : "b")\($0)") }
            func view(_ dice: inout Dice) -> AccountView {
                var view = AccountView(alias: name("prod"))
                for group in groups.shuffled(using: &dice) { view.grants[group] = .of(text: group.text) }
                return view
            }
            let views = [view(&dice), view(&dice)]
            #expect(try Canonical.bytes(of: views[0]) == Canonical.bytes(of: views[1]), "\(dice)")
            let sets = (0..<2).map { _ in SortedSet(people.shuffled(using: &dice)) }
            #expect(try Canonical.bytes(of: sets[0]) == Canonical.bytes(of: sets[1]), "\(dice)")
        }
    }

    @Test func `keys stand in the order of RFC 8785, by code unit`() throws {
        let grants: [GroupName] = ["b", "B", "a10", "a9", "A", "_", "-", "a"].map { name($0) }
        var view = AccountView(alias: name("prod"))
        for group in grants { view.grants[group] = .of(text: "") }
        let text = String(decoding: try Canonical.bytes(of: view.grants), as: UTF8.self)
        let keys = text.split(separator: "\"").map(String.init).filter {
            $0.count < 4 && !$0.contains(":") && !$0.contains("{") && $0 != ","
        }
        #expect(keys.filter { $0 != "}" } == ["-", "A", "B", "_", "a", "a10", "a9", "b"])
    }

    @Test func `a record and a request come back from their bytes`() throws {
        for workflow in try ShippedWorkflows.all() {
            for (title, record) in Records(workflow).all {
                #expect(try Canonical.value(UserRecord.self, from: Canonical.bytes(of: record)) == record, "\(title)")
            }
        }
        let request = try #require(Request.evolve(nil, id: RequestID(1), .submitted(form: Sample.form()), at: .start, by: person(1)))
        #expect(try Canonical.value(Request.self, from: Canonical.bytes(of: request)) == request)
    }

    @Test func `a sealed text stands in no bytes, and each fresh one is handed over once`() throws {
        let sealing = Sealing()
        let event = Event.user(.suspensionDecided(reason: sealed("lost laptop")))
        let bytes = try Canonical.bytes(of: event, sealing: sealing)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("laptop"))
        #expect(sealing.rows.map(\.text) == ["lost laptop"])
        let rows = Dictionary(sealing.rows.map { ($0.commitment, $0.text) }) { first, _ in first }
        let back = try Canonical.value(Event.self, from: bytes, unsealer: Unsealer { rows[$0] })
        guard case .user(.suspensionDecided(let reason)) = back else { return #expect(Bool(false), "another event") }
        #expect(reason.text == "lost laptop")
        let again = Sealing()
        #expect(try Canonical.bytes(of: back, sealing: again) == bytes && again.rows.isEmpty)
    }

    @Test func `one text in two normal forms is one text`() {
        let (composed, decomposed) = ("José 김지은", "Jose\u{301} 김지은".decomposedStringWithCanonicalMapping)
        #expect(Array(composed.utf8) != Array(decomposed.utf8))
        let salt = Array("0123456789abcdef".utf8)
        #expect(Sealed(composed, salt: salt) == Sealed(decomposed, salt: salt))
        #expect(Sealed(decomposed, salt: salt).text.map { Array($0.utf8) } == Array(composed.precomposedStringWithCanonicalMapping.utf8))
    }

    @Test func `another salt or text is another sealing, and the commitment is HMAC-SHA256`() {
        let salt = Array("key".utf8)
        #expect(Sealed("a", salt: salt) != Sealed("a", salt: Array("other".utf8)))
        #expect(Sealed("a", salt: salt) != Sealed("b", salt: salt))
        // RFC-style vector: HMAC_SHA256("key", "The quick brown fox jumps over the lazy dog").
        #expect(
            Sealed("The quick brown fox jumps over the lazy dog", salt: salt).commitment
                == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
    }

    @Test func `ids, streams, actors and periods read what they write and nothing else`() {
        for text in ["P-0", "P-07", "P--7", "P-", "p-7", "R-7", "P-7 ", "P-+7", "P-99999999999999999999"] {
            #expect(PersonID(text: text) == nil, "\(text)")
        }
        let streams: [Lifecycle.Stream] = [
            .home, .rules, .workflow(Sample.workflow), .person(PersonID(7)), .account(name("prod")), .request(RequestID(17)),
            .user(RecordID(12)), .plan(Sample.workflow),
        ]
        for stream in streams { #expect(Lifecycle.Stream(text: stream.description) == stream) }
        for text in ["", "workflow/ab", "account/", "plan/ab", "Home", "U-0"] { #expect(Lifecycle.Stream(text: text) == nil, "\(text)") }
        for text in ["14d", "36h", "30m"] { #expect(Period(text: text)?.description == text) }
        for text in ["", "d", "0d", "-1d", "+1d", "1.5d", "1w", "99999999d", " 1d", "1 d", "٣d"] {
            #expect(Period(text: text) == nil, "\(text)")
        }
    }
}
