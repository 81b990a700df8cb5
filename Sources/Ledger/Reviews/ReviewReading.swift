import Foundation
import GRDB
import IAM
import Lifecycle

/// Which items to list: those that meet everything that is given.
public struct ItemFilter: Hashable, Sendable {
    public var review: ReviewID?
    public var reviewers: [PersonID]
    public var users: [UserID]
    public var records: [RecordID]
    /// Items without decision, silence or disappearance.
    public var isUndecided: Bool?
    public var isComplete: Bool?

    /// A filter; without arguments it passes all.
    public init(
        review: ReviewID? = nil, reviewers: [PersonID] = [], users: [UserID] = [], records: [RecordID] = [], isUndecided: Bool? = nil,
        isComplete: Bool? = nil
    ) {
        self.review = review
        self.reviewers = reviewers
        self.users = users
        self.records = records
        self.isUndecided = isUndecided
        self.isComplete = isComplete
    }

    var condition: Condition {
        var condition = Condition()
        if let review { condition.add("list.review = ?", review.number) }
        condition.add("list.reviewer", oneOf: reviewers.map(\.number))
        condition.add("list.iam_user_id", oneOf: users.map(\.text))
        condition.add("list.record", oneOf: records.map(\.number))
        if let isUndecided {
            condition.add("(list.verdict IS NULL AND list.silence IS NULL AND list.gone IS NULL) = ?", isUndecided)
        }
        // Written out, so that SQLite sees that the index of what is open answers it.
        switch isComplete {
        case true?: condition.add("list.is_complete = 1")
        case false?: condition.add("list.is_complete = 0")
        case nil: break
        }
        return condition
    }
}

extension Ledger {
    /// Reads the listings of reviews; a ledger of an earlier format that is only read has none.
    func readReviews<Value>(orElse none: Value, _ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try read { try ReviewList.exists(in: $0) ? body($0) : none }
    }

    /// All reviews, the oldest first.
    public func reviewRows() throws(LedgerError) -> [ReviewRow] {
        try readReviews(orElse: []) { database in
            let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT \(ReviewRow.columns) FROM review_list ORDER BY id"))
            var reviews: [ReviewRow] = []
            while let row = try rows.next() { reviews.append(try reading("review_list") { try ReviewRow(row) }) }
            return reviews
        }
    }

    /// The review of that name, whatever the case; nil if there is none.
    public func review(named name: ReviewName) throws(LedgerError) -> Versioned<Campaign>? {
        let id = try readReviews(orElse: nil) {
            try Int.fetchOne($0.cachedStatement(sql: "SELECT id FROM review_list WHERE fold = ?"), arguments: [ReviewRow.fold(name)])
        }
        guard let id else { return nil }
        return try review(ReviewID(id))
    }

    /// The items that pass the filter, as lines in their order; no state is decoded.
    public func itemRows(_ filter: ItemFilter) throws(LedgerError) -> [ItemRow] {
        let condition = filter.condition
        return try readReviews(orElse: []) { database in
            let statement = try database.cachedStatement(
                sql: "SELECT \(ItemRow.columns) FROM \(ItemRow.tables) \(condition.sql) ORDER BY list.review, list.number")
            let rows = try Row.fetchCursor(statement, arguments: condition.arguments)
            var names = KnownNames()
            var items: [ItemRow] = []
            while let row = try rows.next() { items.append(try reading("review_item") { try ItemRow(row, &names) }) }
            return items
        }
    }

    /// The items that pass the filter, whole; the next page begins `after` the last of this one.
    public func items(_ filter: ItemFilter, after: ItemID? = nil, limit: Int) throws(LedgerError) -> [Versioned<ReviewItem>] {
        var condition = filter.condition
        condition.add("(list.review, list.number) > (?, ?)", after?.review.number ?? 0, after?.number ?? 0)
        let (sql, arguments) = (condition.sql, condition.arguments + [limit])
        return try readReviews(orElse: []) { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT state.stream, state.version, state.body FROM review_item AS list
                    CROSS JOIN state ON state.stream = \(ReviewList.itemStream) \(sql) ORDER BY list.review, list.number LIMIT ?
                    """)
            return try states(ReviewItem.self, of: statement, arguments, in: database)
        }
    }

    /// How many items pass the filter.
    public func itemCount(_ filter: ItemFilter) throws(LedgerError) -> Int {
        let condition = filter.condition
        return try readReviews(orElse: 0) { database in
            let statement = try database.cachedStatement(sql: "SELECT count(*) FROM review_item AS list \(condition.sql)")
            return try Int.fetchOne(statement, arguments: condition.arguments) ?? 0
        }
    }
}

/// Since when a user has been there, and when it last stood in a review.
public struct ReviewDates: Hashable, Sendable {
    public let record: RecordID
    public let workflow: Digest
    public let opened: Date
    /// When the last review that lists it was opened; nil if none was.
    public let reviewed: Date?
}

extension Ledger {
    /// The dates of every user that is active or suspended, in the order of their ids.
    public func reviewDates() throws(LedgerError) -> [ReviewDates] {
        try readReviews(orElse: []) { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT list.id, list.workflow, event.at,
                        (SELECT max(opened) FROM review_item JOIN review_list ON review_list.id = review WHERE record = list.id)
                    FROM user_list AS list JOIN event ON event.stream = '\(RecordNumber.letter)-' || list.id AND event.version = 1
                    WHERE list.stage IN ('active', 'suspended') ORDER BY list.id
                    """)
            let rows = try Row.fetchCursor(statement)
            var names = KnownNames()
            var dates: [ReviewDates] = []
            while let row = try rows.next() {
                dates.append(
                    ReviewDates(
                        record: RecordID(row[0]), workflow: try names.digest(row[1]), opened: Date(seconds: row[2]),
                        reviewed: (row[3] as Int?).map(Date.init(seconds:))))
            }
            return dates
        }
    }
}
