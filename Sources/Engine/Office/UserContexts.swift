import Foundation
import IAM
import Ledger
import Lifecycle

/// Gathers what a user's next move rests on, reading each account's view once.
public final class UserContexts {
    private let home: Home
    private let retries: Bool
    private var views: [AccountAlias: AccountView] = [:]
    /// When devices were read for themselves, by record.
    public var devicesRead: [RecordID: Date] = [:]

    /// The contexts of a home, as of the first time that each account is asked for.
    public init(home: Home, retries: Bool = false) {
        self.home = home
        self.retries = retries
    }

    /// What was last seen of an account.
    public func view(of account: AccountAlias) throws -> AccountView {
        if let view = views[account] { return view }
        let view = try home.ledger.account(account)?.state ?? AccountView(alias: account)
        views[account] = view
        return view
    }

    /// The context of a record, now.
    public func context(of record: UserRecord) throws -> UserContext {
        let view = try view(of: record.account)
        return UserContext(
            workflow: try home.workflow(record.workflow), now: home.world.now(), lookedAt: view.seen, devicesRead: devicesRead[record.id],
            approvalStands: try approvalStands(for: record), isProtected: record.userID.map { $0.text == view.principal } ?? false,
            retries: retries)
    }

    private func approvalStands(for record: UserRecord) throws -> Bool {
        // An order is about what it carries out; on every other way the user rests on the request that brought it about.
        let order = record.transit.map(\.carries) ?? (record.stage == .active ? record.order?.request : nil)
        guard let request = try home.ledger.request(order ?? record.request)?.state else { return false }
        switch request.status {
        case .fulfilled: return true
        case .approved:
            // An approval that was not carried out in time is no longer one; once the user exists, it was carried out in time.
            // A glass that was not broken in time stays whole: the emergency has passed.
            let isLate = if case .breakGlass = request.form.ask { record.transit == nil } else { false }
            let began = !isLate && (record.stage != .creation || record.facts.contains(.user) || record.transit != nil)
            let wanted = order == record.order?.request ? orderedGrant(of: record) ?? record.grant : record.grant
            return (began || request.lapses.map { home.world.now() < $0 } ?? true) && (request.grant.map { $0 == wanted } ?? true)
        case .submitted, .returned, .rejected, .withdrawn, .expired: return false
        }
    }

    private func orderedGrant(of record: UserRecord) -> Grant? {
        switch record.order {
        case .change(_, _, let grant, _), .breakGlass(_, let grant): return grant
        case .resume, nil: return nil
        }
    }
}
