import Foundation
import GRDB
import IAM
import Lifecycle

/// The listings of reviews and their items, each row from one state.
enum ReviewList {
    /// The name of an item's stream, from its row.
    static let itemStream = "'\(ReviewNumber.letter)-' || list.review || '/' || list.number"

    /// Whether the ledger has these tables: one of an earlier format gets them when it is opened for writing.
    static func exists(in database: Database) throws -> Bool { try database.tableExists("review_list") }

    static func update(from before: Campaign?, to campaign: Campaign, in database: Database) throws {
        let row = ReviewRow(campaign)
        guard before.map(ReviewRow.init) != row else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO review_list (\(ReviewRow.columns), fold) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET closed = excluded.closed
                """)
        try statement.execute(arguments: [
            row.id.number, row.name.text, row.scope, row.opened.seconds, row.due.seconds, row.population, row.closed?.seconds,
            ReviewRow.fold(row.name),
        ])
    }

    static func update(from before: ReviewItem?, to item: ReviewItem, in database: Database) throws {
        let columns = ItemColumns(item)
        guard before.map(ItemColumns.init) != columns else { return }
        let marks = Array(repeating: "?", count: ItemColumns.names.count).joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO review_item (\(ItemColumns.names.joined(separator: ", "))) VALUES (\(marks))")
        try statement.execute(arguments: StatementArguments(columns.values))
    }

    static func agrees(with campaign: Campaign, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT \(ReviewRow.columns) FROM review_list WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [campaign.id.number]) else { return false }
        return (try? ReviewRow(row)) == ReviewRow(campaign)
    }

    static func agrees(with item: ReviewItem, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT \(ItemColumns.names.joined(separator: ", ")) FROM review_item WHERE review = ? AND number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [item.id.review.number, item.id.number]) else { return false }
        return Array(row.databaseValues) == ItemColumns(item).values
    }
}

/// An item's row, column by column.
struct ItemColumns: Equatable {
    static let names = [
        "review", "number", "account", "iam_user_id", "name", "record", "person", "profile", "reviewer", "capacity", "risk", "flags",
        "is_unchanged", "declared", "verdict", "detail", "manner", "decided_by", "decided", "silence", "gone", "ordered", "carried_out",
        "verified", "is_complete",
    ]
    let values: [DatabaseValue]

    init(_ item: ReviewItem) {
        let (entry, decision) = (item.entry, item.decision)
        let frozen: [(any DatabaseValueConvertible)?] = [
            item.id.review.number, item.id.number, entry.account.text, entry.user.text, entry.name.commitment, entry.record?.number,
            entry.person?.number, entry.profile?.text, item.reviewer.number, entry.capacity.rawValue, entry.risk.rawValue,
            entry.flags.map(\.rawValue).joined(separator: " "), entry.isUnchanged, entry.silence.rawValue,
        ]
        let settled: [(any DatabaseValueConvertible)?] = [
            decision?.verdict.word, decision?.verdict.detail, decision?.manner.rawValue, decision?.by.number, decision?.at.seconds,
            item.silence?.rawValue, item.gone?.seconds, item.ordered?.seconds, item.carriedOut?.seconds, item.verified?.seconds,
            item.isComplete,
        ]
        values = (frozen + settled).map { $0?.databaseValue ?? .null }
    }
}
