import Foundation
import IAM
import Lifecycle
import Testing

struct EventGoldenTests {
    @Test func `events are written as they always were`() throws {
        var text =
            "The canonical bytes of an event of every kind. Ledgers in use hold these: a line may be added here, and none changed.\n\n"
        for event in try EventExamples.all() {
            text += "\(event.code) \(String(decoding: try Canonical.bytes(of: event), as: UTF8.self))\n"
        }
        try expectGolden(text, "events.txt")
    }

    @Test func `every case of every event has an example`() throws {
        let places = try EventExamples.all().map(\.place)
        for (kind, group) in Dictionary(grouping: places, by: \.kind) {
            #expect(Set(group.map(\.place)) == Set(0..<(group.first?.of ?? 0)), "an event of '\(kind)' has no example")
        }
        #expect(Set(places.map(\.kind)).count == 11)
    }

    @Test func `every kind of event has a word of its own in both languages`() throws {
        let words = Dictionary(try EventExamples.all().map { ($0.code, $0.word) }) { first, _ in first }
        for (code, word) in words { #expect(word.ko != code && word.en != code, "\(code) has no word in Event.words") }
        #expect(Set(words.values.map(\.ko)).count == words.count && Set(words.values.map(\.en)).count == words.count)
    }

    @Test func `every event comes back from its bytes as it was`() throws {
        for event in try EventExamples.all() {
            let bytes = try Canonical.bytes(of: event)
            let back = try Canonical.value(Event.self, from: bytes)
            #expect(back == event)
            #expect(try Canonical.bytes(of: back) == bytes)
        }
    }

    @Test func `an event of two kinds, of none or of an unknown one is no event`() {
        for text in [
            "{}", #"{"home":{"advanced":{"seconds":1}},"person":{"left":{}}}"#, #"{"visitor":{"left":{}}}"#, #"{"person":{"flew":{}}}"#,
            "[]",
        ] {
            #expect(throws: DecodingError.self) { try Canonical.value(Event.self, from: Data(text.utf8)) }
        }
    }

    @Test func `the code of an event is the two keys that stand in its bytes`() throws {
        for event in try EventExamples.all() {
            let parts = event.code.split(separator: ".")
            let text = String(decoding: try Canonical.bytes(of: event), as: UTF8.self)
            #expect(text.hasPrefix(#"{"\#(parts[0])":{"\#(parts[1])":"#), "\(event.code) \(text)")
        }
    }

    @Test func `a recorded event comes back, with who and when`() throws {
        let recorded = Recorded(stream: .user(RecordID(12)), version: 3, at: .start, by: .tenure, event: .user(.missed))
        let bytes = try Canonical.bytes(of: recorded)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"at":"2026-11-02T00:00:00Z","by":"tenure","event":{"user":{"missed":{}}},"stream":"U-12","version":3}"#)
        #expect(try Canonical.value(Recorded.self, from: bytes) == recorded)
    }
}
