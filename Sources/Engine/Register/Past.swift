import Foundation
import Ledger
import Lifecycle

/// What the ledger said at a moment, worked out from its events alone; it does not depend on what was stored about them since.
public struct Past: Sendable {
    public let moment: Date
    public private(set) var rules = Rules()
    public private(set) var people: [PersonID: Person] = [:]
    public private(set) var requests: [RequestID: Request] = [:]
    public private(set) var users: [RecordID: UserRecord] = [:]
    /// How many events there were.
    public private(set) var size = 0

    /// Everything that was recorded up to a moment.
    public init(of ledger: Ledger, at moment: Date) throws { try self.init(of: ledger, at: moment) { _, _, _, _ in } }

    /// As above; `follow` sees each event of a user with its record before and after.
    init(
        of ledger: Ledger, at moment: Date, follow: (Recorded, RecordID, UserRecord?, UserRecord) throws -> Void
    ) throws {
        self.moment = moment
        // Times are kept in whole seconds.
        let filter = EventFilter(to: moment.addingTimeInterval(1))
        let bound = try ledger.size()
        try eachPage(
            of: { try ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) },
            do: { page in
                for event in page.map(\.recorded) where event.at <= moment { try fold(event, follow) }
            })
    }

    private mutating func fold(_ recorded: Recorded, _ follow: (Recorded, RecordID, UserRecord?, UserRecord) throws -> Void) throws {
        size += 1
        guard let stream = Lifecycle.Stream(text: recorded.stream) else { return }
        switch (recorded.event, stream) {
        case (.rules(let event), .rules): rules = Rules.evolve(rules, event)
        case (.person(let event), .person(let id)): people[id] = Person.evolve(people[id], id: id, event, at: recorded.at)
        case (.request(let event), .request(let id)):
            requests[id] = Request.evolve(requests[id], id: id, event, at: recorded.at, by: recorded.by)
        case (.user(let event), .user(let id)):
            let before = users[id]
            guard let after = UserRecord.evolve(before, id: id, event, at: recorded.at, by: recorded.by) else { return }
            users[id] = after
            try follow(recorded, id, before, after)
        default: return
        }
    }
}
