import Foundation
import GRDB
import IAM
import Lifecycle

/// A state and the version of its stream, which a write that was decided on it expects.
public struct Versioned<State: Sendable>: Sendable {
    public let state: State
    public let version: Int

    /// A state at that version.
    public init(_ state: State, version: Int) {
        self.state = state
        self.version = version
    }
}

extension Versioned: Equatable where State: Equatable {}

extension Ledger {
    /// What is known of a person; nil if there is none of that id.
    public func person(_ id: PersonID) throws(LedgerError) -> Versioned<Person>? { try load(Person.self, .person(id)) }

    /// The rules in force; none at all, at version 0, before the first event.
    public func rules() throws(LedgerError) -> Versioned<Rules> { try load(Rules.self, .rules) ?? Versioned(Rules(), version: 0) }

    /// A request; nil if there is none of that id.
    public func request(_ id: RequestID) throws(LedgerError) -> Versioned<Request>? { try load(Request.self, .request(id)) }

    /// A user's record; nil if there is none of that id.
    public func user(_ id: RecordID) throws(LedgerError) -> Versioned<UserRecord>? { try load(UserRecord.self, .user(id)) }

    /// What is known of an account; nil if nobody has looked at it yet.
    public func account(_ alias: AccountAlias) throws(LedgerError) -> Versioned<AccountView>? {
        try load(AccountView.self, .account(alias))
    }

    /// A review; nil if there is none of that id.
    public func review(_ id: ReviewID) throws(LedgerError) -> Versioned<Campaign>? { try load(Campaign.self, .review(id)) }

    /// An item of a review; nil if there is none of that id.
    public func item(_ id: ItemID) throws(LedgerError) -> Versioned<ReviewItem>? { try load(ReviewItem.self, .item(id)) }

    /// What people have put on record about an account for its checks; nil while nobody has.
    public func register(_ alias: AccountAlias) throws(LedgerError) -> Versioned<AccountRegister>? {
        try load(AccountRegister.self, .register(alias))
    }

    /// The home's own state; nil before it was founded.
    public func home() throws(LedgerError) -> Versioned<HomeState>? { try load(HomeState.self, .home) }

    /// The text of a version of a workflow; nil if it was never kept.
    public func workflow(_ digest: Digest) throws(LedgerError) -> Versioned<KeptWorkflow>? {
        try load(KeptWorkflow.self, .workflow(digest))
    }

    /// How far a plan of repairs is; nil if none of that digest was proposed.
    public func plan(_ digest: Digest) throws(LedgerError) -> Versioned<PlanRecord>? { try load(PlanRecord.self, .plan(digest)) }

    private func load<State: Decodable & Sendable>(_ type: State.Type, _ stream: Lifecycle.Stream) throws(LedgerError) -> Versioned<State>?
    {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT stream, version, body FROM state WHERE stream = ?")
            return try states(type, of: statement, [stream.description], in: database).first
        }
    }

    /// More than any ledger has: a larger number was not counted.
    static let mostEvents = 1 << 48

    /// Decodes the rows (stream, version, body) of a statement, texts filled in.
    func states<State: Decodable & Sendable>(
        _ type: State.Type, of statement: Statement, _ arguments: StatementArguments, in database: Database
    ) throws -> [Versioned<State>] {
        let texts = try SideTable(database)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var states: [Versioned<State>] = []
        while let row = try rows.next() {
            let body: Data = row[2]
            let state = try reading(row[0]) { try texts.decode { try Canonical.value(type, from: body, unsealer: $0) } }
            let version: Int = row[1]
            guard (1...Self.mostEvents).contains(version) else {
                throw LedgerError.unreadable(stream: row[0], detail: "it cannot have \(version) events")
            }
            states.append(Versioned(state, version: version))
        }
        return states
    }
}

extension Ledger {
    /// The records that pass the filter, whole, in the order of their ids; the next page begins `after` the last id of this one.
    public func users(_ filter: UserFilter, after: RecordID? = nil, limit: Int) throws(LedgerError) -> [Versioned<UserRecord>] {
        try page(UserRecord.self, of: "user_list", prefix: RecordNumber.letter, filter.condition, after: after?.number, limit: limit)
    }

    /// The requests that pass the filter, whole, in the order of their ids.
    public func requests(_ filter: RequestFilter, after: RequestID? = nil, limit: Int) throws(LedgerError) -> [Versioned<Request>] {
        try page(Request.self, of: "request_list", prefix: RequestNumber.letter, filter.condition, after: after?.number, limit: limit)
    }

    /// All people, those who have left included, in the order of their ids.
    public func people(after: PersonID? = nil, limit: Int) throws(LedgerError) -> [Versioned<Person>] {
        try page(Person.self, of: "person_list", prefix: PersonNumber.letter, Condition(), after: after?.number, limit: limit)
    }

    private func page<State: Decodable & Sendable>(
        _ type: State.Type, of list: String, prefix: String, _ condition: Condition, after: Int?, limit: Int
    ) throws(LedgerError) -> [Versioned<State>] {
        var condition = condition
        condition.add("list.id > ?", after ?? 0)
        return try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT state.stream, state.version, state.body FROM \(list) AS list CROSS JOIN state ON state.stream = '\(prefix)-' || list.id
                    \(condition.sql) ORDER BY list.id LIMIT ?
                    """)
            return try states(type, of: statement, condition.arguments + [limit], in: database)
        }
    }
}

extension Ledger {
    /// The id of the next person. Two who are told the same are decided by whoever writes first: expect version 0.
    public func nextPerson() throws(LedgerError) -> PersonID { PersonID(try next(in: "person_list")) }

    /// The id of the next request.
    public func nextRequest() throws(LedgerError) -> RequestID { RequestID(try next(in: "request_list")) }

    /// The id of the next user's record.
    public func nextRecord() throws(LedgerError) -> RecordID { RecordID(try next(in: "user_list")) }

    /// The id of the next review.
    public func nextReview() throws(LedgerError) -> ReviewID { ReviewID(try next(in: "review_list")) }

    private func next(in list: String) throws(LedgerError) -> Int {
        try read { try Int.fetchOne($0.cachedStatement(sql: "SELECT coalesce(max(id), 0) + 1 FROM \(list)")) ?? 1 }
    }
}
