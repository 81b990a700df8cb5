import Foundation
import IAM
import Ledger
import Lifecycle

/// Who is to be reviewed out of turn: people who have moved within the organisation, and users whose access ends soon.
public struct ReviewCalls: Sendable {
    private let home: Home

    /// The calls in a home.
    public init(home: Home) { self.home = home }

    /// One user for whom a review is called for.
    public struct Call: Hashable, Sendable {
        public let record: RecordID
        public let why: Why
        /// Since when it is called for.
        public let since: Date

        /// What opens the review.
        public var command: String { "tenure review open NAME --user \(record) --because '\(why.words)'" }
    }

    /// What calls for a review.
    public enum Why: Hashable, Sendable {
        /// Team, manager or company of the person is another one.
        case moved
        /// Access ends then.
        case ends(Date)

        /// In a word or two, as a reason.
        public var words: String {
            switch self {
            case .moved: "moved"
            case .ends: "access ends soon"
            }
        }
    }

    /// Users who are there, and for whom no review was opened since it was called for, by record. Access that ends is looked at as long
    /// before as the workflow gives reviewers to decide.
    public func calls(at now: Date) throws -> [Call] {
        let moves = try moves()
        let rows = Dictionary(uniqueKeysWithValues: try home.ledger.userRows(UserFilter(isRevoked: false)).map { ($0.id, $0) })
        return try home.ledger.reviewDates().flatMap { dates -> [Call] in
            guard let row = rows[dates.record] else { return [] }
            var calls: [Call] = []
            if let moved = moves[row.person] { calls.append(Call(record: row.id, why: .moved, since: moved)) }
            if let end = row.end {
                let since = end - TimeInterval(try home.workflow(row.workflow).review.within.seconds)
                if since <= now, now < end { calls.append(Call(record: row.id, why: .ends(end), since: since)) }
            }
            return calls.filter { $0.since > max(dates.opened, dates.reviewed ?? .distantPast) }
        }
    }

    /// When people moved last, of those who did.
    private func moves() throws -> [PersonID: Date] {
        var changed: Set<PersonID> = []
        let changes = EventFilter(kind: "person.changed")
        try eachPage(
            of: { try home.ledger.events(changes, after: $0?.seq ?? 0, limit: 500) },
            do: { page in
                for event in page { if case .person(let id) = Lifecycle.Stream(text: event.recorded.stream) { changed.insert(id) } }
            })
        return try changed.reduce(into: [:]) { moves, id in
            var before: Person?
            for recorded in try home.ledger.events(of: .person(id), after: 0).map(\.recorded) {
                guard case .person(let event) = recorded.event else { continue }
                let after = Person.evolve(before, id: id, event, at: recorded.at)
                if let before, let after, after.isPlacedOtherwise(than: before) { moves[id] = recorded.at }
                before = after
            }
        }
    }
}

extension Person {
    /// Whether team, manager or company is another one.
    fileprivate func isPlacedOtherwise(than other: Person) -> Bool {
        attributes.team?.text != other.attributes.team?.text || attributes.manager != other.attributes.manager
            || attributes.company?.text != other.attributes.company?.text
    }
}
