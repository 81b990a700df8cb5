import Foundation
import IAM
import Lifecycle

/// What the ledger knows of an account at one moment: the other side of the comparison, of which no snapshot shows anything.
public struct AccountRecords: Sendable {
    /// When the ledger was read.
    public let asOf: Date
    /// Every user of the account that ever had a record, in the order of their ids.
    public let users: [UserOnRecord]
    /// Everybody who is known, those who have left included.
    public let people: [PersonID: Person]
    public let rules: Rules
    public let history: HistoryOnRecord
    /// What people have put on record for the checks.
    public let register: AccountRegister
    /// Every waiver there ever was, as it stands.
    public let waivers: [WaiverOnRecord]
    /// Who approved a request of the register, for messages.
    let approvers: [RequestID: String]
    private let byUserID: [UserID: [UserOnRecord]]
    private let byName: [UserName: [UserOnRecord]]

    /// What a ledger knows of one account.
    public init(
        asOf: Date, users: [UserOnRecord], people: [Person], rules: Rules, history: HistoryOnRecord, register: AccountRegister,
        approvers: [RequestID: String]
    ) {
        self.asOf = asOf
        self.users = users
        let known = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
        self.people = known
        self.register = register
        self.approvers = approvers
        waivers = register.waivers.map { waiver in
            WaiverOnRecord(
                waiver, standing: register.standing(of: waiver, rules: rules, at: asOf), owner: known[waiver.owner],
                approvedBy: approvers[waiver.request])
        }
        self.rules = rules
        self.history = history
        byUserID = Dictionary(grouping: users.filter { $0.record.userID != nil }) { $0.record.userID }.reduce(into: [:]) { all, entry in
            if let id = entry.key { all[id] = entry.value }
        }
        byName = users.reduce(into: [:]) { all, user in
            if let name = user.name { all[name, default: []].append(user) }
        }
    }

    /// The records of a user at IAM, by IAM's own id: a name can be another user's tomorrow.
    func records(of user: SnapshotUser) -> [UserOnRecord] { byUserID[user.detail.user.id] ?? [] }

    /// The record of a user that is still to be made under that name.
    func toBeMade(_ name: UserName) -> UserOnRecord? { records(named: name).first { $0.record.userID == nil && $0.isLiving } }

    /// The records of users that are called that, or were.
    func records(named name: UserName) -> [UserOnRecord] { byName[name] ?? [] }

    /// The records whose life has not ended.
    var living: [UserOnRecord] { users.filter(\.isLiving) }
}

/// One user's record, with what follows from it and from the rules of now.
public struct UserOnRecord: Sendable {
    public let record: UserRecord
    /// Nil if nothing is known of them, which no sound ledger says.
    public let person: Person?
    /// What the profile is worth; nil if it is no profile any more.
    public let risk: Risk?
    /// How often the user's workflow wants it reviewed.
    public let reviewPeriod: Period?
    /// When a review last decided on the user; nil if none did.
    public let reviewed: Date?
    public let stuck: Stuck?
    /// Whether the record has moved on since the snapshot was taken that it is compared with.
    public let hasMoved: Bool
    /// The name at IAM; nil once it was erased.
    let name: UserName?

    /// A record and what goes with it.
    public init(
        _ record: UserRecord, person: Person?, risk: Risk?, reviewPeriod: Period?, reviewed: Date?, stuck: Stuck?, hasMoved: Bool
    ) {
        self.record = record
        self.person = person
        self.risk = risk
        self.reviewPeriod = reviewPeriod
        self.reviewed = reviewed
        self.stuck = stuck
        self.hasMoved = hasMoved
        name = record.name.text.flatMap { try? UserName($0) }
    }

    /// Whether its life has not ended.
    var isLiving: Bool { record.stage != .revoked }

    /// What a verdict on it is about: the user by its name, or the record where there is none any more.
    var subject: Subject { name.map(Subject.user) ?? .record(record.id) }

    /// Whose it is, for messages.
    var owner: String { person?.attributes.name.text ?? record.person.description }
}

/// How the ledger's history stands.
public struct HistoryOnRecord: Sendable {
    /// How many events there are.
    public let size: Int
    /// The last checkpoint: of how many events, and when it was signed; nil if there is none.
    public let checkpoint: Signed?
    /// When the first event was recorded that no checkpoint covers; nil if the last one covers all.
    public let uncoveredSince: Date?
    /// What does not hold about the last checkpoint or its copy outside the ledger; nil if all that was compared does.
    public let problem: String?

    /// A signed checkpoint.
    public struct Signed: Sendable {
        public let size: Int
        public let at: Date

        /// A checkpoint of so many events.
        public init(size: Int, at: Date) {
            self.size = size
            self.at = at
        }
    }

    /// How a history stands.
    public init(size: Int, checkpoint: Signed?, uncoveredSince: Date?, problem: String?) {
        self.size = size
        self.checkpoint = checkpoint
        self.uncoveredSince = uncoveredSince
        self.problem = problem
    }
}
