import Foundation
import GRDB
import IAM
import Lifecycle

/// One line of a listing of reviews.
public struct ReviewRow: Hashable, Sendable {
    public let id: ReviewID
    public let name: ReviewName
    public let scope: String
    public let opened: Date
    public let due: Date
    public let population: Int
    /// When deciding ended; nil while it goes on.
    public let closed: Date?

    static let columns = "id, name, scope, opened, due, population, closed"

    init(_ campaign: Campaign) {
        id = campaign.id
        name = campaign.opening.name
        scope = campaign.opening.scope.text
        opened = campaign.opened.wholeSeconds
        due = campaign.opening.due.wholeSeconds
        population = campaign.opening.population.count
        closed = campaign.closing?.at.wholeSeconds
    }

    init(_ row: Row) throws {
        id = ReviewID(row[0])
        name = try ReviewName(row[1])
        scope = row[2]
        opened = Date(seconds: row[3])
        due = Date(seconds: row[4])
        population = row[5]
        closed = (row[6] as Int?).map(Date.init(seconds:))
    }

    static func fold(_ name: ReviewName) -> String { name.text.lowercased() }
}

/// One line of a listing of items.
public struct ItemRow: Hashable, Sendable {
    public let id: ItemID
    public let account: AccountAlias
    public let user: UserID
    /// The user's name when the population was frozen; nil once it was erased.
    public let name: String?
    public let record: RecordID?
    public let person: PersonID?
    /// The person's present name; nil if there is none, or it was erased.
    public let personName: String?
    public let profile: ProfileName?
    public let reviewer: PersonID
    public let capacity: ReviewerCapacity
    public let risk: Risk
    public let flags: [ItemFlag]
    public let isUnchanged: Bool
    /// What silence would do, or did.
    public let declared: Silence
    /// The verdict's word; nil while undecided.
    public let verdict: String?
    /// The day or the groups of the verdict.
    public let detail: String?
    public let manner: ItemDecision.Manner?
    public let decidedBy: PersonID?
    public let decided: Date?
    public let silence: Silence?
    public let gone: Date?
    public let ordered: Date?
    public let carriedOut: Date?
    public let verified: Date?
    public let isComplete: Bool

    static let columns =
        (ItemColumns.names.map { "list.\($0)" } + ["text.text", "person_name.text"]).joined(separator: ", ")
    static let tables = """
        review_item AS list LEFT JOIN personal AS text ON text.commitment = list.name
        LEFT JOIN person_list ON person_list.id = list.person LEFT JOIN personal AS person_name ON person_name.commitment = person_list.name
        """

    init(_ row: Row, _ names: inout KnownNames) throws {
        id = ItemID(ReviewID(row[0]), row[1])
        account = try names.account(row[2])
        user = try UserID(row[3])
        record = (row[5] as Int?).map(RecordID.init)
        person = (row[6] as Int?).map(PersonID.init)
        profile = try (row[7] as String?).map { try names.profile($0) }
        reviewer = PersonID(row[8])
        capacity = try word(row[9])
        risk = try word(row[10])
        flags = try (row[11] as String).split(separator: " ").map { try word(String($0)) }
        isUnchanged = row[12]
        declared = try word(row[13])
        verdict = row[14]
        detail = row[15]
        manner = try (row[16] as String?).map { try word($0) }
        decidedBy = (row[17] as Int?).map(PersonID.init)
        decided = (row[18] as Int?).map(Date.init(seconds:))
        silence = try (row[19] as String?).map { try word($0) }
        gone = (row[20] as Int?).map(Date.init(seconds:))
        ordered = (row[21] as Int?).map(Date.init(seconds:))
        carriedOut = (row[22] as Int?).map(Date.init(seconds:))
        verified = (row[23] as Int?).map(Date.init(seconds:))
        isComplete = row[24]
        name = row[25]
        personName = row[26]
    }
}

extension ItemRow {
    /// Whether somebody or something has settled what becomes of the user.
    public var isAnswered: Bool { verdict != nil || silence != nil || gone != nil }

    /// Whether the user is to lose access for good, in part or in whole.
    public var isCut: Bool { gone == nil && (verdict == "revoke" || verdict == "reduce" || verdict == nil && silence == .revoke) }
}
