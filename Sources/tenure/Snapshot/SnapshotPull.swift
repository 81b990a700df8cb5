import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure snapshot pull`
struct SnapshotPull: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Read accounts as they are now, and keep what was read. Only reads IAM.",
        discussion: "IAM makes a credential report at most every four hours: what it tells is so old at times.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The accounts; all of them if none is named.", valueName: "account")) var accounts: [AccountAlias] = []
    @Flag(name: .long, help: "Also which services each user last used: two calls and some seconds a user.") var lastAccessed = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let taker = try workplace.snapshotTaker()
        let accounts = try workplace.accounts(named: accounts)
        guard !accounts.isEmpty else {
            throw Trouble(
                "there is no account to read", hint: "add one with 'tenure account add'; see 'tenure account list'", status: .refused)
        }
        var statuses: [ExitStatus] = []
        for account in accounts {
            do {
                statuses.append(try await pull(account, by: taker, in: workplace))
            } catch {
                Terminal.endProgress()
                Failure(error, in: workplace).print()
                statuses.append(.failed)
            }
        }
        if statuses.allSatisfy({ $0 == .failed }) { return .failed }
        return statuses.allSatisfy { $0 == .done } ? .done : .attention
    }

    private func pull(_ account: Account, by taker: Actor, in workplace: Workplace) async throws -> ExitStatus {
        let kept = try await Self.pull(account, lastAccessed: lastAccessed, by: taker, in: workplace)
        let (entry, snapshot) = (kept.entry, kept.snapshot)
        Terminal.out(SnapshotTelling.kept(entry, in: workplace))
        let absences = Self.absences(in: snapshot)
        for (file, reason) in absences { Terminal.note("tenure: attention: \(file) is not there: \(reason)") }
        let isLastAccessedMissing = lastAccessed && entry.snapshot.counts.lastAccessed < entry.snapshot.counts.users
        if isLastAccessedMissing {
            let first = snapshot.users.map { snapshot.lastAccessed($0.name) }.compactMap(\.reason).first ?? "unknown"
            Terminal.note("tenure: attention: the last use of services is not known of every user: \(first)")
        }
        return absences.isEmpty && !isLastAccessedMissing ? .done : .attention
    }

    /// Reads an account and keeps what it was, showing how far it is.
    static func pull(
        _ account: Account, lastAccessed: Bool, by taker: Actor, in workplace: Workplace
    ) async throws -> SnapshotStore.Kept {
        defer { Terminal.endProgress() }
        let store = SnapshotStore(of: workplace.home)
        return try await store.pull(account, in: workplace.home.world, lastAccessed: lastAccessed, by: taker) { step in
            Terminal.progress("reading \(account.alias): \(step)")
        }
    }

    // That analyzers are not read is so by design and said by 'show'; the rest somebody should look at.
    private static func absences(in snapshot: AccountSnapshot) -> [(file: String, reason: String)] {
        SnapshotTelling.absences(in: snapshot).filter { $0.file != SnapshotFile.analyzers.path }
    }
}
