import Checks
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// A snapshot of which excess is told, and what the home knows of its account.
struct LookedAt {
    let snapshot: AccountSnapshot
    /// Nil if no home here manages the account.
    let account: Account?
    let source: String

    /// Reads files, or what the home keeps.
    init(_ source: SnapshotSource, _ alias: AccountAlias?, in workplace: Workplace?) throws {
        if let folder = source.snapshot {
            try Invocation.mayRead(folder, in: nil)
            snapshot = try SnapshotFolder(URL(filePath: folder)).read().snapshot
            let number = snapshot.account
            account = try workplace?.rules().accounts.values.first { $0.id == number }
            self.source = "files in \(folder)"
            guard let alias, account?.alias != alias else { return }
            throw Trouble(
                "the files are of account \(number), and not of '\(alias)'",
                hint: "leave --account out, or name the directory of its files",
                status: .refused)
        }
        guard let workplace else { throw HomeSearch.nothing }
        let account = try workplace.account(alias)
        guard let latest = try Self.latest(of: account, in: workplace) else {
            throw Trouble(
                "there is no snapshot of '\(account.alias)'",
                hint: "take one with 'tenure snapshot pull \(account.alias)', or name files with --snapshot", status: .refused)
        }
        self = latest
    }

    /// A snapshot that was read already.
    init(_ snapshot: AccountSnapshot, _ account: Account, _ source: String) {
        (self.snapshot, self.account, self.source) = (snapshot, account, source)
    }

    /// The newest snapshot that the home keeps of an account; nil if it keeps none.
    static func latest(of account: Account, in workplace: Workplace) throws -> LookedAt? {
        let store = SnapshotStore(of: workplace.home)
        guard let entry = try store.latest(of: account.alias) else { return nil }
        return LookedAt(try store.open(entry).snapshot, account, "snapshot \(entry.snapshot.id)")
    }

    private func view(in workplace: Workplace?) throws -> ExaminedAccount {
        let own = Set(try workplace?.rules().accounts.values.map(\.id) ?? [])
        return ExaminedAccount(snapshot, alias: account?.alias, ownAccounts: own)
    }

    /// The survey of everybody's excess in it, by the home's thresholds.
    func survey(in workplace: Workplace?) throws -> ExcessSurvey {
        ExcessSurvey(try view(in: workplace), try records(in: workplace), workplace?.settings.checks ?? Limits())
    }

    /// What was approved, and what the profiles give, by the records that are in force.
    private func records(in workplace: Workplace?) throws -> AccessRecords {
        guard let workplace, let account else { return .unknown }
        let profiles = try workplace.rules().profiles
        let filter = UserFilter(accounts: [account.alias], isRevoked: false)
        let records = try everyPage { last in try workplace.ledger.users(filter, after: last?.state.id, limit: 500) }
        var known: [UserName: ApprovedAccess] = [:]
        for record in records.map(\.state) {
            guard let name = record.name.text.flatMap({ try? UserName($0) }) else { continue }
            known[name] = ApprovedAccess(
                approved: Set(record.grant.groups), profile: profiles[record.profile]?.groups[account.alias].map { Set($0) })
        }
        return .known(known, dutyGroup: account.dutyGroup)
    }

    /// The user's name at IAM: as it was typed, or by the record that is meant.
    func user(_ text: String, in workplace: Workplace?) throws -> UserName {
        if let name = try? UserName(text), snapshot.user(name) != nil { return name }
        if let workplace, let record = try? workplace.find.user(text).state, record.account == account?.alias,
            let name = record.name.text.flatMap({ try? UserName($0) }), snapshot.user(name) != nil
        {
            return name
        }
        return try snapshot.named(text).name
    }
}
