import Foundation
import IAM
import Testing

@testable import Lifecycle

struct EventReaderTests {
    private static func recorded() throws -> [Data] {
        try EventExamples.all().enumerated().map { place, event in
            try Canonical.bytes(
                of: Recorded(stream: .user(RecordID(place + 1)), version: place + 1, at: .start, by: .person(PersonID(2)), event: event))
        }
    }

    /// What a reader says of bytes, and whether it is what the decoder says of them.
    private static func isAlike(_ reader: inout EventReader, _ bytes: Data) -> Bool {
        let (read, decoded) = (try? reader.event(from: bytes), try? Canonical.event(from: bytes))
        return read?.recorded == decoded?.recorded && read?.code == decoded?.code
    }

    @Test func `every event is taken apart and read as the decoder reads it, the first time and again`() throws {
        var reader = EventReader()
        for _ in 0..<2 {
            for bytes in try Self.recorded() {
                #expect(bytes.withUnsafeBytes { EventEnvelope($0.bindMemory(to: UInt8.self)) } != nil)
                #expect(try reader.event(from: bytes) == Canonical.event(from: bytes))
            }
        }
    }

    @Test(arguments: 1...20) func `a reader that knows an event believes none with a wrong byte`(seed: UInt64) throws {
        var (dice, reader) = (Dice(seed: seed), EventReader())
        let all = try Self.recorded()
        for bytes in all { _ = try reader.event(from: bytes) }
        let pieces = Array("{}[]\",:\\ue0917tfn-. \n\u{0}\u{e9}P".utf8)
        for bytes in all {
            // Half of them before the event or after it: the event itself is known and whole.
            let envelope = try #require(bytes.withUnsafeBytes { EventEnvelope($0.bindMemory(to: UInt8.self)) })
            for turn in 0..<20 {
                var bytes = bytes
                let around = Array(0..<envelope.event.lowerBound) + Array(envelope.event.upperBound..<bytes.count)
                let place = turn % 2 == 0 ? Int.random(in: 0..<bytes.count, using: &dice) : around.randomElement(using: &dice) ?? 0
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(pieces[Int.random(in: 0..<pieces.count, using: &dice)], at: place)
                case 2: bytes[place] = pieces[Int.random(in: 0..<pieces.count, using: &dice)]
                default: bytes.removeSubrange(place...)
                }
                #expect(Self.isAlike(&reader, bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: [
        // Members in another order, spaces, a member twice, one too many, other spellings of the same.
        #"{"by":"P-1","at":"2026-11-02T00:00:00Z","event":E,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event": E ,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"event":E,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"more":1,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"\u0050-1","event":E,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":02}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":-2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":99999999999999999999}"#,
        #"{"at":"2026-02-30T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-01","event":E,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":,"stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P\"1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E","stream":"P-1","version":2}"#,
        #"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":E,"stream":"P-1","version":2}}"#,
        #"{"at":"","by":"","event":E,"stream":"","version":0}"#, "", "{", "}", #"{"at":""#,
    ]) func `what is laid out otherwise is read, or refused, as the decoder does`(layout: String) throws {
        var reader = EventReader()
        for event in [#"{"request":{"approved":{}}}"#, #"{"request":{"approved":{}},"stream":"R-1","version":7}"#] {
            _ = try? reader.event(
                from: Data(#"{"at":"2026-11-02T00:00:00Z","by":"P-1","event":\#(event),"stream":"P-1","version":2}"#.utf8))
            #expect(Self.isAlike(&reader, Data(layout.replacing("E", with: event).utf8)))
        }
    }

    @Test func `what it remembers is bounded, and what was forgotten is read again`() throws {
        var reader = EventReader()
        for number in 1...10_000 {
            let event = Event.request(.assigned(record: RecordID(number)))
            let bytes = try Canonical.bytes(of: Recorded(stream: .home, version: 1, at: .start, by: .tenure, event: event))
            #expect(try reader.event(from: bytes).recorded.event == event)
            #expect(reader.remembered <= 4_096)
        }
    }
}
