import Foundation
import IAM
import Ledger
import Lifecycle

/// Gathers what an item's next move rests on, reading each account's view once.
final class ItemContexts {
    private let home: Home
    private let campaign: Campaign
    private var views: [AccountAlias: AccountView] = [:]
    private var living: Set<RecordID>?

    init(home: Home, campaign: Campaign) {
        self.home = home
        self.campaign = campaign
    }

    /// The context of an item now, and the record's version for whoever writes to it.
    func context(of item: ReviewItem) throws -> (ItemContext, Versioned<UserRecord>?) {
        let entry = item.entry
        let id = try entry.record ?? home.ledger.users(identified: entry.user).first
        let record = try id.flatMap { try home.ledger.user($0) }
        let context = ItemContext(
            campaign: campaign, record: record?.state, workflow: try record.map { try home.workflow($0.state.workflow) },
            leaving: try leaving(item, record?.state), look: try look(for: entry, record?.state.id), now: home.world.now())
        return (context, record)
    }

    /// Whether a look that is later than the freeze did not find the user.
    func isGone(_ entry: ItemEntry) throws -> Bool {
        let look = try look(for: entry, try entry.record ?? home.ledger.users(identified: entry.user).first)
        return ItemContext(campaign: campaign, record: nil, workflow: nil, leaving: nil, look: look, now: home.world.now()).isGone(entry)
    }

    private func view(of account: AccountAlias) throws -> AccountView {
        if let view = views[account] { return view }
        let view = try home.ledger.account(account)?.state ?? AccountView(alias: account)
        views[account] = view
        return view
    }

    private func look(for entry: ItemEntry, _ record: RecordID?) throws -> (at: Date, found: Bool)? {
        let view = try view(of: entry.account)
        guard let seen = view.seen else { return nil }
        let isManaged = try record.map { try lives($0) && view.missing[entry.user] == nil } ?? false
        return (seen, view.strangers[entry.user] != nil || isManaged)
    }

    private func lives(_ record: RecordID) throws -> Bool {
        let all = try living ?? Set(home.ledger.userRows(UserFilter(isRevoked: false)).map(\.id))
        living = all
        return all.contains(record)
    }

    // Only where what is granted is what was approved: a reduction must not approve what a group has come to allow meanwhile.
    private func leaving(_ item: ReviewItem, _ record: UserRecord?) throws -> Grant? {
        guard case .reduce(let groups) = item.consequence, let record else { return nil }
        let view = try view(of: record.account)
        guard (try? Grant.current(record.grant.groups, in: view)) == record.grant else { return nil }
        return try? Grant.current(record.grant.groups.filter { !groups.contains($0) }, in: view)
    }
}
