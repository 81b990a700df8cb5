import Foundation
import IAM
import Testing

@testable import Lifecycle

struct CanonicalDecoderTests {
    /// The independent witness: Foundation's decoder, told to read what ours reads.
    private static func witness<Value: Decodable>(_ type: Value.Type, from bytes: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try? decoder.decode(type, from: bytes)
    }

    private static func ours<Value: Decodable>(_ type: Value.Type, from bytes: Data) -> Value? { try? Canonical.value(type, from: bytes) }

    private static func recorded() throws -> [Data] {
        try EventExamples.all().map { event in
            try Canonical.bytes(of: Recorded(stream: .home, version: 7, at: .start, by: .person(PersonID(2)), event: event))
        }
    }

    @Test func `every event is read as Foundation's decoder reads it`() throws {
        for bytes in try Self.recorded() {
            let read = try Canonical.value(Recorded.self, from: bytes)
            #expect(read == Self.witness(Recorded.self, from: bytes))
            #expect(try Canonical.bytes(of: read) == bytes)
            #expect(try Canonical.event(from: bytes) == (read, read.event.code))
        }
    }

    @Test(arguments: 1...20) func `what ours reads of events with a wrong byte, Foundation's decoder reads alike`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let pieces = Array("{}[]\",:\\ue0917tfn-. \n\u{0}é김".utf8)
        var (accepted, refused) = (0, 0)
        for bytes in try Self.recorded() {
            for _ in 0..<20 {
                var bytes = bytes
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(pieces[Int.random(in: 0..<pieces.count, using: &dice)], at: place)
                case 2: bytes[place] = pieces[Int.random(in: 0..<pieces.count, using: &dice)]
                default: bytes.removeSubrange(place...)
                }
                let (read, theirs) = (Self.ours(Recorded.self, from: bytes), Self.witness(Recorded.self, from: bytes))
                // Foundation's takes a comma after the last member, which RFC 8259 does not, and 5e1 for a whole number.
                let isTheirs = String(decoding: bytes, as: UTF8.self).contains(/,\s*[}\]]|:-?[0-9]+[.eE]/)
                let isAlike = read == theirs || read == nil && isTheirs
                #expect(isAlike, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
                if read == nil { refused += 1 } else { accepted += 1 }
            }
        }
        #expect(accepted > 50 && refused > 500)
    }

    @Test(arguments: 1...20) func `random JSON is read as Foundation's decoder reads it`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let text = RandomJSON.text(&dice, depth: 4)
            let read = Self.ours(RandomJSON.self, from: Data(text.utf8))
            #expect(read != nil, "seed \(seed): \(text)")
            #expect(read == Self.witness(RandomJSON.self, from: Data(text.utf8)), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: 1...20) func `random times are read as Foundation reads them`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<500 {
            let numbers = [1_890...2_110, 0...13, 0...32, 0...24, 0...60, 0...60].map { Int.random(in: $0, using: &dice) }
            let text = String(
                format: "%04d-%02d-%02dT%02d:%02d:%02dZ", numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
            let bytes = Data("\"\(text)\"".utf8)
            #expect(Self.ours(Date.self, from: bytes) == Self.witness(Date.self, from: bytes), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"b":1,"a":2,"b":3}"#, #"{"\u0061":1,"a":2}"#, #"{"a":{"x":1,"x":1}}"#,
    ])
    func `a member that stands twice is refused, which Foundation's decoder reads somehow`(text: String) {
        #expect(Self.witness(RandomJSON.self, from: Data(text.utf8)) != nil)
        #expect(throws: DecodingError.self) { try Canonical.value(RandomJSON.self, from: Data(text.utf8)) }
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "[1 2]", "01", "-", "1.", "1e", "tru", "nul", "\"", "\"\\x\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\\u12g4\"", "\"\u{1}\"", "1 1", "[]]", "{\"a\":1,}", "'a'", String(repeating: "[", count: 100_000),
        "9223372036854775808", "1.5",
    ])
    func `what is no JSON, or no value of ours, is refused`(text: String) {
        #expect(throws: DecodingError.self) { try Canonical.value(RandomJSON.self, from: Data(text.utf8)) }
    }

    @Test func `text that is not UTF-8 is refused`() {
        for bytes in [[0xC3], [0xED, 0xA0, 0x80], [0xFF], [0xC0, 0x80]] as [[UInt8]] {
            #expect(throws: DecodingError.self) { try Canonical.value(String.self, from: Data([0x22] + bytes + [0x22])) }
        }
    }

    @Test func `an error says where the value stands`() throws {
        let text = #"{"a":{"b":{"list":["x",7]}}}"#
        let error = #expect(throws: DecodingError.self) { try Canonical.value([String: [String: Nested]].self, from: Data(text.utf8)) }
        guard case .typeMismatch(_, let context)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["a", "b", "list", "Index 1"])
        #expect(context.codingPath.last?.intValue == 1)
    }
}

private struct Nested: Decodable { let list: [String] }

/// Any JSON of whole numbers.
private indirect enum RandomJSON: Equatable, Decodable {
    case text(String)
    case number(Int)
    case truth(Bool)
    case nothing
    case list([RandomJSON])
    case members([String: RandomJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([RandomJSON].self) {
            self = .list(list)
        } else {
            self = .members(try container.decode([String: RandomJSON].self))
        }
    }

    /// A text of it, as people and programs write it: with white space, and escapes where none are needed.
    static func text(_ dice: inout Dice, depth: Int) -> String {
        let space = [" ", "\n", "\t", "\r", "", "", "", ""]
        let (before, after) = (space[Int.random(in: 0..<8, using: &dice)], space[Int.random(in: 0..<8, using: &dice)])
        return before + value(&dice, depth: depth) + after
    }

    private static func value(_ dice: inout Dice, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &dice) {
        case 0: return quoted(&dice)
        case 1: return String(Int.random(in: .min ... .max, using: &dice))
        case 2: return Bool.random(using: &dice) ? "true" : "false"
        case 3: return "null"
        case 4:
            return "[" + (0..<Int.random(in: 0...3, using: &dice)).map { _ in text(&dice, depth: depth - 1) }.joined(separator: ",") + "]"
        default:
            let keys = (0..<Int.random(in: 0...4, using: &dice)).map { "\"k\(Int.random(in: 0...9, using: &dice))-\($0)\" :" }
            return "{" + keys.map { " \($0)" + text(&dice, depth: depth - 1) }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ dice: inout Dice) -> String {
        let pieces = [
            "a", "é", "e\u{301}", "김", "👩‍💻", #"\""#, #"\\"#, #"\/"#, "/", #"\b\f\n\r\t"#, #"\u0000"#, #"\u00e9"#, #"\uae40"#,
            #"\ud83d\udc69"#, "\u{7f}", "\u{2028}",
        ]
        return "\"" + (0..<Int.random(in: 0...8, using: &dice)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &dice)] }.joined()
            + "\""
    }
}
