import Checks
import Foundation
import IAM
import Ledger
import Lifecycle

extension Home {
    /// What the ledger knows of an account, to be compared with a snapshot that was taken at that time. Only reads.
    public func records(of account: AccountAlias, comparedAt taken: Date) throws -> AccountRecords {
        let people = try everyPage { try ledger.people(after: $0?.state.id, limit: 500) }.map(\.state)
        let reading = RecordsReading(
            home: self, rules: try rules(), people: Dictionary(people.map { ($0.id, $0) }) { first, _ in first },
            moved: try moved(after: taken), reviewed: try reviewed(), contexts: UserContexts(home: self))
        let filter = UserFilter(accounts: [account])
        let users = try everyPage { try ledger.users(filter, after: $0?.state.id, limit: 500) }.map { try reading.user($0.state) }
        let register = try ledger.register(account)?.state ?? AccountRegister(alias: account)
        return AccountRecords(
            asOf: world.now(), users: users, people: people, rules: reading.rules, history: try HistoryReading(home: self).history(),
            register: register, approvers: try approvers(of: register.waivers.map(\.request) + register.purposes.map(\.request)))
    }

    /// Who approved each of those requests, by name.
    public func approvers(of requests: [RequestID]) throws -> [RequestID: String] {
        var names: [RequestID: String] = [:]
        for id in requests {
            let approvals = try ledger.request(id)?.state.approvals ?? []
            let people = try approvals.map { try ledger.person($0.by)?.state.label ?? $0.by.description }
            if !people.isEmpty { names[id] = people.joined(separator: ", ") }
        }
        return names
    }

    /// When a review last decided on each record. What silence did was nobody's decision.
    private func reviewed() throws -> [RecordID: Date] {
        var reviewed: [RecordID: Date] = [:]
        for item in try ledger.itemRows(ItemFilter(isUndecided: false)) {
            guard let record = item.record, let decided = item.decided else { continue }
            reviewed[record] = max(decided, reviewed[record] ?? decided)
        }
        return reviewed
    }

    /// The records for which something was done at IAM since then, or that have entered another state.
    private func moved(after taken: Date) throws -> Set<Lifecycle.Stream> {
        let filter = EventFilter(from: taken + Period(seconds: 1), kind: "user")
        let bound = try ledger.size()
        var moved: Set<Lifecycle.Stream> = []
        try eachPage(
            of: { try ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 1_000) },
            do: { page in
                for logged in page where logged.recorded.event.movesUser {
                    if let stream = Lifecycle.Stream(text: logged.recorded.stream) { moved.insert(stream) }
                }
            })
        return moved
    }
}

/// Puts a record together with what follows from it.
private struct RecordsReading {
    let home: Home
    let rules: Rules
    let people: [PersonID: Person]
    let moved: Set<Lifecycle.Stream>
    let reviewed: [RecordID: Date]
    let contexts: UserContexts

    func user(_ record: UserRecord) throws -> UserOnRecord {
        let context = record.stage == .revoked ? nil : try contexts.context(of: record)
        return UserOnRecord(
            record, person: people[record.person], risk: rules.profiles[record.profile]?.risk, reviewPeriod: context?.workflow.review.every,
            reviewed: reviewed[record.id], stuck: context.flatMap { record.stuck(in: $0) }, hasMoved: moved.contains(.user(record.id)))
    }
}

extension Event {
    /// Whether the user at IAM, or what should be true of it, is another one afterwards.
    fileprivate var movesUser: Bool {
        guard case .user(let event) = self else { return false }
        switch event {
        case .opened, .performed, .undone, .entered: return true
        case .ordered, .regranted, .revocationDecided, .began, .announced, .failed, .gaveUp, .abandoned, .seen, .missed, .reminded,
            .delivered, .extended, .suspensionDecided, .errandDecided, .confirmed, .keysDecided, .reductionDecided, .endAdvanced,
            .alarmed, .useReviewed:
            return false
        }
    }
}
