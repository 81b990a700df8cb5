import Foundation
import GRDB
import IAM
import Lifecycle

/// Names that were read before: a listing has few different ones, and checking each once is enough.
struct KnownNames {
    private var accounts: [String: AccountAlias] = [:]
    private var profiles: [String: ProfileName] = [:]
    private var states: [String: StateName] = [:]
    private var digests: [String: Digest] = [:]
    private var stages: [String: LifeStage] = [:]

    mutating func account(_ text: String) throws -> AccountAlias { try Self.find(text, in: &accounts) }
    mutating func profile(_ text: String) throws -> ProfileName { try Self.find(text, in: &profiles) }
    mutating func state(_ text: String) throws -> StateName { try Self.find(text, in: &states) }
    mutating func digest(_ text: String) throws -> Digest { try Self.find(text, in: &digests) }

    mutating func stage(_ text: String) throws -> LifeStage {
        if let known = stages[text] { return known }
        let stage: LifeStage = try word(text)
        stages[text] = stage
        return stage
    }

    private static func find<Rule: TextRule>(_ text: String, in known: inout [String: Checked<Rule>]) throws -> Checked<Rule> {
        if let name = known[text] { return name }
        let name: Checked<Rule>
        do {
            name = try Checked<Rule>(text)
        } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: Rule.noun))
        }
        known[text] = name
        return name
    }
}

/// The word of ours that is spelled so.
func word<Word: RawRepresentable>(_ text: String) throws -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(Word.self)"))
    }
    return word
}

extension UserRow {
    /// Reads a row of the columns `UserRow.columns`.
    init(_ row: Row, _ names: inout KnownNames) throws {
        id = RecordID(row[0])
        account = try names.account(row[1])
        person = PersonID(row[2])
        name = row[3]
        personName = row[4]
        profile = try names.profile(row[5])
        workflow = try names.digest(row[6])
        state = try names.state(row[7])
        stage = try names.stage(row[8])
        since = Date(seconds: row[9])
        deadline = (row[10] as Int?).map(Date.init(seconds:))
        end = (row[11] as Int?).map(Date.init(seconds:))
        userID = try (row[12] as String?).map { try UserID($0) }
        transitTo = try (row[13] as String?).map { try names.state($0) }
    }
}

extension RequestRow {
    /// Reads a row of the columns `RequestRow.columns`.
    init(_ row: Row, _ names: inout KnownNames) throws {
        id = RequestID(row[0])
        kind = try word(row[1])
        status = try word(row[2])
        requester = PersonID(row[3])
        subject = (row[4] as Int?).map(PersonID.init)
        account = try (row[5] as String?).map { try names.account($0) }
        profile = try (row[6] as String?).map { try names.profile($0) }
        record = (row[7] as Int?).map(RecordID.init)
        risk = try word(row[8])
        since = Date(seconds: row[9])
        lapses = (row[10] as Int?).map(Date.init(seconds:))
        stage = try (row[11] as String?).map { try StageName($0) }
    }
}

extension Date {
    /// That many seconds after the beginning of 1970.
    init(seconds: Int) { self.init(timeIntervalSince1970: TimeInterval(seconds)) }
}
