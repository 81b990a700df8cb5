import Checks
import Foundation
import IAM
import Ledger
import Lifecycle

/// Turns snapshots and ledger into the items of a review: every IAM user in the scope, those that no request explains included.
struct PopulationFreeze {
    private let home: Home
    private let rules: Rules
    private let people: [PersonID: Person]
    private let scope: ReviewScope
    /// The items of the review before this one, by IAM's id.
    private let before: [UserID: ReviewItem]

    init(home: Home, rules: Rules, scope: ReviewScope, previous: ReviewID?) throws {
        self.home = home
        self.rules = rules
        self.scope = scope
        let all = try everyPage { try home.ledger.people(after: $0?.state.id, limit: 1_000) }
        people = Dictionary(uniqueKeysWithValues: all.map { ($0.state.id, $0.state) })
        let items = try previous.map { id in
            try everyPage { try home.ledger.items(ItemFilter(review: id), after: $0?.state.id, limit: 1_000) }
        }
        before = Dictionary((items ?? []).map { ($0.state.entry.user, $0.state) }) { first, _ in first }
    }

    /// The entries, those that need a look first; throws if somebody's user could be reviewed by nobody.
    func entries(of snapshots: [SnapshotStore.Kept]) throws -> [ItemEntry] {
        let candidates = try snapshots.flatMap(candidates).sorted { $0.order < $1.order }
        let assignment = ReviewerAssignment(rules: rules, people: people)
        var turns: [Risk: Int] = [:]
        return try candidates.map { candidate in
            let person = candidate.record.flatMap { people[$0.person] }
            let profile = candidate.record.flatMap { rules.profiles[$0.profile] }
            let turn = turns[candidate.risk, default: 0]
            turns[candidate.risk] = turn + 1
            guard
                let (reviewer, capacity) = assignment.reviewer(
                    of: person, named: candidate.user.name.text, profile: profile, risk: candidate.risk, turn: turn)
            else { throw Self.nobody(for: candidate, person) }
            return candidate.entry(reviewer: reviewer, as: capacity, seal: home.world.seal)
        }
    }

    private static func nobody(for candidate: Candidate, _ person: Person?) -> Refusal {
        let whose = person.map { " of \($0.label)" } ?? ""
        return Refusal(
            .nobodyCouldReview,
            "nobody could review '\(candidate.account)/\(candidate.user.name)'\(whose): they would decide about themselves",
            hint: "make somebody else an admin: 'tenure person move PERSON --grant admin'")
    }

    private func candidates(in kept: SnapshotStore.Kept) throws -> [Candidate] {
        let alias = kept.entry.account
        let page = UserFilter(accounts: [alias], isRevoked: false)
        let records = try everyPage { try home.ledger.users(page, after: $0?.state.id, limit: 1_000) }.map(\.state)
        let known = Dictionary(records.compactMap { record in record.userID.map { ($0, record) } }) { first, _ in first }
        let strangers = try home.ledger.account(alias)?.state.strangers ?? [:]
        let failing = try failing(in: kept.snapshot, alias)
        return try kept.snapshot.users.compactMap { user in
            let record = known[user.detail.user.id]
            let workflow = try record.map { try home.workflow($0.workflow) }
            let risk = record.map { rules.profiles[$0.profile]?.risk ?? .critical } ?? .high
            guard isInScope(alias, record, workflow, risk) else { return nil }
            return Candidate(
                account: alias, user: user.detail.user, groups: user.detail.groups, record: record,
                sealed: record?.name ?? strangers[user.detail.user.id]?.name, risk: risk, silence: workflow?.review.silence ?? .keep,
                flags: flags(of: user, record, in: kept.snapshot, failing), before: before[user.detail.user.id])
        }
    }

    private func isInScope(_ alias: AccountAlias, _ record: UserRecord?, _ workflow: Workflow?, _ risk: Risk) -> Bool {
        if let account = scope.account, account != alias { return false }
        if let wanted = scope.workflow, workflow?.name != wanted { return false }
        if let profile = scope.profile, record?.profile != profile { return false }
        if let id = scope.record, record?.id != id { return false }
        return !scope.isPrivileged || risk >= .high
    }

    private func failing(in snapshot: AccountSnapshot, _ alias: AccountAlias) throws -> Set<UserName> {
        let findings = Examination(of: try home.examined(snapshot, of: alias), with: home.settings.checks).open
        return Set(findings.filter { $0.severity >= .high }.compactMap(\.subject.user))
    }

    private func flags(
        of user: SnapshotUser, _ record: UserRecord?, in snapshot: AccountSnapshot, _ failing: Set<UserName>
    ) -> SortedSet<ItemFlag> {
        let duty = record.flatMap { rules.accounts[$0.account]?.dutyGroup }
        let beyond = Set(user.detail.groups).subtracting(record?.grant.groups ?? []).subtracting([duty].compactMap(\.self))
        let holds: [(ItemFlag, Bool)] = [
            (.unexplained, record == nil), (.beyondProfile, record != nil && !beyond.isEmpty),
            (.inherited, record?.inherited.isEmpty == false),
            (.ownPolicies, !user.detail.inlinePolicies.isEmpty || !user.detail.attachedPolicies.isEmpty),
            (.withoutMFA, user.row.map { $0.passwordEnabled == true && !$0.mfaActive } ?? false),
            (.unused, user.isUnused(at: snapshot.taken)), (.finding, failing.contains(user.name)),
            (.left, record.map { rules.left.contains($0.person) } ?? false),
            (.postponed, before[user.detail.user.id]?.decision?.verdict == .postpone),
        ]
        return SortedSet(holds.filter(\.1).map(\.0))
    }
}

/// A user that is to be reviewed, before somebody was found who could.
private struct Candidate {
    let account: AccountAlias
    let user: IAM.User
    let groups: [GroupName]
    let record: UserRecord?
    let sealed: Sealed?
    let risk: Risk
    let silence: Silence
    let flags: SortedSet<ItemFlag>
    let before: ReviewItem?

    /// Low risk, nothing flagged, and the same as when it was last kept.
    var isUnchanged: Bool {
        guard risk <= .medium, flags.isEmpty, let before, before.decision?.verdict == .keep else { return false }
        return before.entry.groups == SortedSet(groups) && before.entry.profile == record?.profile && before.entry.record == record?.id
    }

    /// What changed and what is risky comes first.
    var order: (Int, Int, Int, String, String) {
        let rank = Risk.allCases.firstIndex(of: risk) ?? 0
        return (isUnchanged ? 1 : 0, -rank, -flags.count, account.text, user.name.text)
    }

    func entry(reviewer: PersonID, as capacity: ReviewerCapacity, seal: (String) -> Sealed) -> ItemEntry {
        ItemEntry(
            account: account, user: user.id, name: sealed ?? seal(user.name.text), record: record?.id, person: record?.person,
            profile: record?.profile, groups: SortedSet(groups), risk: risk, flags: flags, isUnchanged: isUnchanged, silence: silence,
            reviewer: reviewer, capacity: capacity)
    }
}

extension SnapshotUser {
    /// Whether neither password nor key was used for 90 days, as far as the credential report shows; a user that is younger is not unused.
    func isUnused(at time: Date) -> Bool {
        guard let row, row.created + .days(90) < time else { return false }
        var uses = row.keys.compactMap(\.lastUsed)
        if case .at(let used) = row.passwordLastUsed { uses.append(used) }
        return uses.allSatisfy { $0 + .days(90) < time }
    }
}
