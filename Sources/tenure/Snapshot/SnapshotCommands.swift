import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure snapshot`
struct SnapshotCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "What an account looked like at one moment: read from it, or from files of the AWS CLI.",
        subcommands: [SnapshotPull.self, SnapshotLoad.self, SnapshotShow.self])
}

extension Workplace {
    /// Who takes a snapshot: an admin, or a timer, who is nobody.
    func snapshotTaker() throws -> Actor {
        guard try actorIfKnown() != nil else { return .tenure }
        return .person(try require([.admin], to: "take snapshots").id)
    }
}

extension Workplace? {
    /// Files of a snapshot that somebody hands in, and the account of ours that has their number; the named one, if one is named.
    func handedIn(_ path: String, taken: Date?, as alias: AccountAlias?) throws -> (snapshot: AccountSnapshot, account: Account?) {
        let folder = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        try Invocation.mayRead(folder.path, in: nil)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw Trouble(
                "there is no directory '\(path)'", hint: "see which files it holds with 'tenure snapshot load --help'", status: .usage)
        }
        let snapshot = try SnapshotFolder(folder).read(taken: taken).snapshot
        let known = try self?.rules().accounts.values.first { $0.id == snapshot.account }
        if let alias, known?.alias != alias {
            let other = try self?.account(alias).id.text ?? "not known without a home"
            throw Trouble(
                "the files are of account \(snapshot.account), and '\(alias)' is \(other)",
                hint: "leave --account out, or name the directory of its files", status: .refused)
        }
        return (snapshot, known)
    }
}

/// Tells a snapshot in a few lines.
enum SnapshotTelling {
    /// `kept 3f2a… of demo: 3 users, …`, then what is not there and what differs.
    static func kept(_ entry: SnapshotStore.Entry, in place: Workplace) -> String {
        "kept snapshot \(entry.snapshot.id) of \(entry.account), taken \(place.text(entry.snapshot.taken)): \(counts(entry.snapshot.counts))\n"
    }

    static func counts(_ counts: KeptSnapshot.Counts) -> String {
        [
            Count.of(counts.users, "user"), Count.of(counts.groups, "group"), Count.of(counts.roles, "role"),
            "\(counts.policies) polic\(counts.policies == 1 ? "y" : "ies")",
        ].joined(separator: ", ")
    }

    /// Why parts are not there, one line each; none for those that are.
    static func absences(in snapshot: AccountSnapshot) -> [(file: String, reason: String)] {
        let reasons: [(SnapshotFile, String?)] = [
            (.summary, snapshot.summary.reason), (.passwordPolicy, snapshot.passwordRule.reason),
            (.virtualDevices, snapshot.virtualDevices.reason), (.serverCertificates, snapshot.serverCertificates.reason),
            (.analyzers, snapshot.analyzers.reason),
        ]
        return reasons.compactMap { file, reason in reason.map { (file.path, $0) } }
    }
}
