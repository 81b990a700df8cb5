import Checks
import IAM
import Ledger
import Lifecycle

extension Home {
    /// A snapshot as checks look at it: with what the ledger knows of its account, waivers included. Without an account of ours there is
    /// nothing to know.
    public func examined(_ snapshot: AccountSnapshot, of account: AccountAlias?) throws -> ExaminedAccount {
        let own = Set(try rules().accounts.values.map(\.id))
        guard let account else { return ExaminedAccount(snapshot, ownAccounts: own) }
        let rows = try ledger.userRows(UserFilter(accounts: [account], isRevoked: false))
        return ExaminedAccount(
            snapshot, alias: account, managed: Set(rows.compactMap { $0.name.flatMap { try? UserName($0) } }), ownAccounts: own,
            records: try records(of: account, comparedAt: snapshot.taken))
    }
}
