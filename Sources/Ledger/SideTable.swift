import Foundation
import GRDB
import IAM
import Lifecycle

/// The texts behind commitments, looked up on one connection during one read.
///
/// It is never kept beyond the closure that was given the connection: that is what makes it safe to call it from a decoder,
/// which runs on the same thread.
final class SideTable: @unchecked Sendable {
    private let statement: Statement
    private var failure: (any Error)?

    init(_ database: Database) throws {
        statement = try database.cachedStatement(sql: "SELECT text FROM personal WHERE commitment = ?")
    }

    /// Decodes with texts filled in; an erased text is left out, a text that could not be read is an error.
    func decode<Value>(_ body: (Unsealer) throws -> Value) throws -> Value {
        let value = try body(Unsealer { [self] commitment in text(of: commitment) })
        if let failure { throw failure }
        return value
    }

    private func text(of commitment: String) -> String? {
        do {
            return try String.fetchOne(statement, arguments: [commitment])
        } catch {
            failure = error
            return nil
        }
    }
}
