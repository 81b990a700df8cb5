import Foundation
import IAM
import Ledger
import Lifecycle

/// Whose review is due: every user by the review period of its own workflow.
public struct ReviewCalendar: Sendable {
    private let home: Home

    /// The calendar of a home.
    public init(home: Home) { self.home = home }

    /// Users of one workflow whose review is due.
    public struct Due: Hashable, Sendable {
        public let workflow: WorkflowName
        public let users: [RecordID]
        /// When the first of them became due.
        public let since: Date

        /// What opens the review.
        public var command: String { "tenure review open NAME --scope workflow=\(workflow)" }
    }

    /// Those who have been there, unreviewed, for longer than their workflow allows, by workflow. Who stands in an open review is not due.
    public func due(at now: Date) throws -> [Due] {
        var users: [WorkflowName: (users: [RecordID], since: Date)] = [:]
        for row in try home.ledger.reviewDates() {
            let workflow = try home.workflow(row.workflow)
            let due = max(row.opened, row.reviewed ?? row.opened) + workflow.review.every
            guard due <= now else { continue }
            let before = users[workflow.name] ?? ([], due)
            users[workflow.name] = (before.users + [row.record], min(before.since, due))
        }
        return users.sorted { $0.key < $1.key }.map { Due(workflow: $0.key, users: $0.value.users, since: $0.value.since) }
    }
}
