import Foundation
import IAM
import Lifecycle
import Testing

struct CanonicalEncoderTests {
    /// The independent witness: Foundation's encoder, told to write what ours writes.
    private static func witness(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func ours(_ value: some Encodable) throws -> String { String(decoding: try Canonical.bytes(of: value), as: UTF8.self) }

    @Test func `every event has the bytes that Foundation's encoder gives it`() throws {
        for event in try EventExamples.all() { #expect(try Self.ours(event) == Self.witness(event)) }
    }

    @Test func `every state has the bytes that Foundation's encoder gives it`() throws {
        var records: [RecordID: UserRecord] = [:]
        for case .user(let event) in try EventExamples.all() {
            records[RecordID(1)] = UserRecord.evolve(records[RecordID(1)], id: RecordID(1), event, at: .start, by: .person(PersonID(2)))
            #expect(try Self.ours(records) == Self.witness(records))
        }
        #expect(records.count == 1)
    }

    @Test(arguments: 1...20) func `random values have the bytes that Foundation's encoder gives them`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<50 {
            let tree = Tree(&dice, depth: 4)
            #expect(try Self.ours(tree) == Self.witness(tree), "seed \(seed)")
        }
    }

    @Test(arguments: 1...20) func `random times are written in UTC and whole seconds`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<500 {
            // From the year 1600, when both count days alike, to far beyond any deadline.
            let time = Date(
                timeIntervalSince1970: Double(Int.random(in: -11_676_096_000...250_000_000_000, using: &dice))
                    + Double.random(in: 0..<1, using: &dice))
            #expect(try Self.ours(time) == Self.witness(time), "seed \(seed)")
        }
    }

    @Test func `what canonical bytes cannot hold is refused`() {
        #expect(throws: EncodingError.self) { try Canonical.bytes(of: 1.5) }
        #expect(throws: EncodingError.self) { try Canonical.bytes(of: [Data([1])]) }
    }
}

/// A random value: every kind of container, with keys and texts that are awkward to write.
private indirect enum Tree: Encodable {
    case text(String)
    case number(Int)
    case truth(Bool)
    case nothing
    case list([Tree])
    case members([String: Tree])
    case nested(Tree, Tree)

    init(_ dice: inout Dice, depth: Int) {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &dice) {
        case 0: self = .text(Self.text(&dice))
        case 1: self = .number(Int.random(in: .min ... .max, using: &dice))
        case 2: self = .truth(Bool.random(using: &dice))
        case 3: self = .nothing
        case 4: self = .list((0..<Int.random(in: 0...3, using: &dice)).map { _ in Tree(&dice, depth: depth - 1) })
        case 5:
            let keys = (0..<Int.random(in: 0...4, using: &dice)).map { _ in String(Int.random(in: 0...99, using: &dice)) + "k" }
            self = .members(Dictionary(keys.map { ($0, Tree(&dice, depth: depth - 1)) }) { first, _ in first })
        default: self = .nested(Tree(&dice, depth: depth - 1), Tree(&dice, depth: depth - 1))
        }
    }

    private static func text(_ dice: inout Dice) -> String {
        let pieces = [
            "\"", "\\", "/", "\u{0}", "\u{8}", "\t", "\n", "\u{c}", "\r", "\u{1f}", "\u{7f}", "é", "e\u{301}", "김", "👩‍💻", "\u{2028}", "a",
        ]
        return (0..<Int.random(in: 0...8, using: &dice)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &dice)] }.joined()
    }

    private enum Keys: String, CodingKey { case zeta, alpha, list }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .number(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .truth(let truth): try truth.encode(to: encoder)
        case .nothing:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .list(let trees): try trees.encode(to: encoder)
        case .members(let members): try members.encode(to: encoder)
        case .nested(let left, let right):
            var container = encoder.container(keyedBy: Keys.self)
            var first = container.nestedContainer(keyedBy: Keys.self, forKey: .zeta)
            try first.encode(left, forKey: .zeta)
            try first.encodeNil(forKey: .alpha)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            try list.encode(right)
            try list.encodeNil()
            var again = encoder.container(keyedBy: Keys.self)
            try again.encode(list.count, forKey: .alpha)
        }
    }
}
