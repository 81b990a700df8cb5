import Foundation
import IAM
import Ledger
import Lifecycle

/// Reads accounts and records what it means.
public struct Sync: Sendable {
    private let home: Home

    /// Syncing a home.
    public init(home: Home) { self.home = home }

    /// What a look at one account found.
    public struct Result: Sendable {
        public let account: AccountAlias
        public let userCount: Int
        public let look: Look
        public let changes: [(record: RecordID, event: UserEvent)]
        /// Requests whose approvals are void because what they would grant allows something else now.
        public let voided: [RequestID]
        /// New users that no request explains and whose name was a revoked user's: somebody has made them again.
        public let returned: [(name: String, revoked: RecordID)]
    }

    /// Looks at an account and records one observation, and one event for each change. Only reads IAM.
    public func look(at account: Account) async throws -> Result {
        try await look(through: AccountSession.open(account, in: home.world))
    }

    func look(through session: AccountSession) async throws -> Result {
        let alias = session.account.alias
        let before = try records(of: alias)
        let surveyor = Surveyor(
            iam: session.iam, identity: session.identity, profileGroups: try profileGroups(of: alias),
            closely: Set(before.filter { Self.waitsForDevice($0.state) }.compactMap(\.state.userID)), sleep: home.world.sleep)
        let survey = try await surveyor.survey()
        return try record(survey, of: alias)
    }

    private func record(_ survey: Survey, of alias: AccountAlias) throws -> Result {
        // A person may decide something while we looked: the comparison is then made again with what they left.
        for _ in 0..<20 {
            let view = try home.ledger.account(alias)
            let records = try records(of: alias)
            let comparison = (view?.state ?? AccountView(alias: alias)).compare(survey, with: records.map(\.state), seal: home.world.seal)
            let versions = Dictionary(uniqueKeysWithValues: records.map { ($0.state.id, $0) })
            var writes = [StreamWrite(.account(alias), expecting: view?.version ?? 0, [.account(.looked(look: comparison.look))])]
            for (id, event) in comparison.changes {
                writes.append(
                    StreamWrite(.user(id), expecting: versions[id]?.version ?? 0, [.user(event)], about: versions[id]?.state.person))
            }
            guard try home.recordIfUnmoved(writes, at: home.world.now()) else { continue }
            let voided = try voidApprovals(in: alias)
            return Result(
                account: alias, userCount: survey.users.count, look: comparison.look, changes: comparison.changes, voided: voided,
                returned: try returned(comparison.look, in: alias))
        }
        throw DeliveryError("the look at '\(alias)' could not be recorded: others write without end")
    }

    private func returned(_ look: Look, in alias: AccountAlias) throws -> [(name: String, revoked: RecordID)] {
        try look.appeared.values.compactMap(\.name.text).sorted().compactMap { name in
            try home.ledger.users(named: name, in: alias).first { try home.ledger.user($0)?.state.stage == .revoked }.map { (name, $0) }
        }
    }

    /// Voids approvals of requests whose groups allow something else than what was approved.
    private func voidApprovals(in alias: AccountAlias) throws -> [RequestID] {
        guard let view = try home.ledger.account(alias)?.state else { return [] }
        let rules = try home.ledger.rules().state
        // Not by account: a request for a change names its user alone.
        let filter = RequestFilter(statuses: [.submitted, .returned, .approved])
        var voided: [RequestID] = []
        for found in try everyPage({ try home.ledger.requests(filter, after: $0?.state.id, limit: 500) }) {
            guard try account(of: found.state) == alias else { continue }
            guard let grant = found.state.grant, let now = try? Grant.current(grant.groups, in: view), now != grant else { continue }
            let context = ApprovalContext(rules: rules, subject: nil, grantNow: now)
            let events = try Request.decide(.void(now), on: found.state, in: context, by: .tenure, at: home.world.now())
            let write = StreamWrite(
                .request(found.state.id), expecting: found.version, events.map(Event.request), about: found.state.form.subject)
            // If somebody decided on it just now, the next look voids that decision.
            guard try home.recordIfUnmoved([write], at: home.world.now()) else { continue }
            voided.append(found.state.id)
        }
        return voided
    }

    private func account(of request: Request) throws -> AccountAlias? {
        switch request.form.ask {
        case .access(let access): access.account
        case .change(let change): try home.ledger.user(change.record)?.state.account
        case .breakGlass, .resume, .revoke, .rules: nil
        }
    }

    private func records(of alias: AccountAlias) throws -> [Versioned<UserRecord>] {
        let filter = UserFilter(accounts: [alias], isRevoked: false)
        return try everyPage { try home.ledger.users(filter, after: $0?.state.id, limit: 1_000) }
    }

    private func profileGroups(of alias: AccountAlias) throws -> [GroupName] {
        Set(try home.rules().profiles.values.flatMap { $0.groups[alias, default: []] }).sorted()
    }

    private static func waitsForDevice(_ record: UserRecord) -> Bool {
        record.userID != nil && (record.stage == .enrolment || record.stage == .confirmation || !(record.sighting?.devices.isEmpty ?? true))
    }
}

extension LedgerError {
    /// Whether another writer was quicker.
    var isConflict: Bool {
        guard case .conflict = self else { return false }
        return true
    }
}
