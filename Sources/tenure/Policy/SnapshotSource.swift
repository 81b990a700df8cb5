import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// Which snapshot is meant: a folder's, or the newest one that the home keeps of an account.
struct SnapshotSource: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("A folder with the files of a snapshot; otherwise the newest that the home keeps.", valueName: "dir"))
    var snapshot: String?
    @Option(name: .long, help: "The account whose snapshot is meant; may be left out if there is one.") var account: AccountAlias?

    /// Reads it; what a home keeps is for its admins and auditors.
    func read(in place: PlaceOptions) async throws -> AccountSnapshot {
        if let snapshot {
            try Invocation.mayRead(snapshot, in: nil)
            return try SnapshotFolder(URL(filePath: snapshot)).read().snapshot
        }
        let workplace = try Workplace.open(place.home, onlyReads: true)
        do {
            let read = try newest(in: workplace)
            await workplace.close()
            return read
        } catch {
            await workplace.close()
            throw error
        }
    }

    private func newest(in workplace: Workplace) throws -> AccountSnapshot {
        try workplace.refuseStrangers()
        try workplace.require([.admin, .auditor], to: "see snapshots")
        let alias = try workplace.account(account).alias
        let store = SnapshotStore(of: workplace.home)
        guard let entry = try store.latest(of: alias) else {
            throw Trouble(
                "no snapshot of account '\(alias)' is kept", hint: "take one with 'tenure snapshot pull \(alias)'", status: .refused)
        }
        return try store.open(entry).snapshot
    }
}

extension AccountSnapshot {
    /// A user by its name, which must be one of this snapshot's.
    func named(_ name: String) throws -> SnapshotUser {
        guard let user = (try? UserName(name)).flatMap({ user($0) }) else {
            throw Trouble(
                "the snapshot of account \(account) has no user '\(name)'",
                hint: "names are told apart by case; see 'tenure snapshot show --latest'", status: .usage)
        }
        return user
    }
}
