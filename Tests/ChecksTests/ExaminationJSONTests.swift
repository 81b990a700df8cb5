import Checks
import Foundation
import IAM
import Lifecycle
import Testing

@Suite struct ExaminationJSONTests {
    @Test(arguments: (0..<20).map { UInt64($0) * 7_919 + 1 })
    func `findings are printed as JSONEncoder prints them`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let account = dice.throwsOne(in: 2) ? SampleAccount.faulty : PlantedTruth(seed: seed, users: 10).account
        let view = try account.view(managed: [try UserName("jane")])
        let examination = Examination(of: view, with: Limits([.unusedDays: 90, .keyAgeDays: 180]))
        let source = Self.text(&dice)
        for language in Language.allCases {
            let text = Self.pieces(of: ExaminationJSON(examination, source: source, in: language)).flatMap(\.self)
            let tree = try JSONDecoder().decode(JSONTree.self, from: Data(text))
            #expect(try tree.printed == Data(text), "seed \(seed)")
            #expect(tree["source"] == .text(source), "seed \(seed)")
            #expect(tree["findings"]?.count == examination.findings.count)
            #expect(tree["unknown"]?.count == examination.unknowns.count)
        }
    }

    @Test func `what is said of many findings is handed over bit by bit`() throws {
        let examination = Examination(of: try PlantedTruth(seed: 1, users: 400).account.view(), with: Limits())
        let pieces = Self.pieces(of: ExaminationJSON(examination, source: "files", in: .english))
        #expect(pieces.count > 10)
        #expect(pieces.allSatisfy { $0.count < 100_000 })
        let text = Data(pieces.flatMap(\.self))
        let tree = try JSONDecoder().decode(JSONTree.self, from: text)
        #expect(try tree.printed == text)
        #expect(tree["findings"]?.texts("id") == examination.findings.map(\.id))
    }

    private static func pieces(of json: ExaminationJSON) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        json.write { pieces.append($0) }
        return pieces
    }

    /// Whatever a folder may be called, and more.
    private static func text(_ dice: inout Dice) -> String {
        let characters = (0..<0x30).compactMap { UnicodeScalar(UInt32($0)).map(Character.init) } + Array("\\/\"\u{7F}\u{2028}é한글😀👨‍👩‍👧 ab")
        return String((0..<40).map { _ in characters[Int.random(in: 0..<characters.count, using: &dice)] })
    }
}

/// Any JSON without fractions.
private enum JSONTree: Codable, Equatable {
    case null
    case number(Int)
    case text(String)
    case array([JSONTree])
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let items = try? container.decode([JSONTree].self) {
            self = .array(items)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }

    subscript(name: String) -> JSONTree? { if case .object(let members) = self { members[name] } else { nil } }

    /// That text of each object of an array.
    func texts(_ name: String) -> [String]? {
        guard case .array(let items) = self else { return nil }
        return items.compactMap { if case .text(let text)? = $0[name] { text } else { nil } }
    }

    /// As `JSONEncoder` prints it, and a line feed.
    var printed: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    var count: Int? { if case .array(let items) = self { items.count } else { nil } }
}
