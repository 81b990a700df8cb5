import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// Which accounts are compared with the events.
enum AccountChoice: ExpressibleByArgument, CustomStringConvertible {
    case all
    case one(AccountAlias)

    init?(argument: String) {
        guard let alias = AccountAlias(argument: argument) else { return nil }
        self = .one(alias)
    }

    var description: String {
        switch self {
        case .all: "every account"
        case .one(let alias): alias.text
        }
    }

    var alias: AccountAlias? {
        switch self {
        case .all: nil
        case .one(let alias): alias
        }
    }
}

/// Compares the users of accounts with the events.
struct VerifyingAccounts {
    let place: Workplace
    let choice: AccountChoice?
    let snapshot: String?

    /// What came of one account.
    struct Look {
        let account: Account
        let taken: Date
        let explanation: Explanation

        /// What does not agree, a line each.
        var findings: [String] { explanation.findings.map(line) }

        /// What was compared, and what that does not cover.
        func text(in place: Workplace) -> String {
            let counted =
                "account \(account.alias) (\(account.id)) as of \(place.text(taken)): \(Count.of(explanation.userCount, "user")), "
                + "\(explanation.explained) explained by living records\n"
            let waived = explanation.waived.map { "  waived: \(line($0))\n" }
            let unknown = explanation.unknowns.map { "  not known: \(line($0))\n" }
            return counted + (waived + unknown).joined()
                + "  not covered: what else the account holds, and whether users have what was approved; 'tenure check run --live' looks at that\n"
        }

        private func line(_ line: Explanation.Line) -> String { "\(account.alias): \(line.subject): \(line.message.en)" }
    }

    /// Reads what is asked for; nothing if no account is. A service's timer may, and so may admins and auditors.
    func look() async throws -> [Look] {
        guard choice != nil || snapshot != nil else { return [] }
        if try place.actorIfKnown() != nil { try place.require([.admin, .auditor], to: "compare accounts with the history") }
        if let snapshot { return [try handedIn(snapshot)] }
        let accounts = try place.accounts(named: choice?.alias.map { [$0] } ?? [])
        guard !accounts.isEmpty else {
            throw Trouble("there is no account to compare", hint: "add one with 'tenure account add'", status: .refused)
        }
        defer { Terminal.endProgress() }
        var looks: [Look] = []
        for account in accounts {
            let read = try await SnapshotStore(of: place.home).look(at: account, in: place.home.world) { step in
                Terminal.progress("reading \(account.alias): \(step)")
            }
            looks.append(try compare(read, account))
        }
        return looks
    }

    private func handedIn(_ path: String) throws -> Look {
        let (read, account) = try Optional(place).handedIn(path, taken: nil, as: choice?.alias)
        guard let account else {
            throw Trouble(
                "the files are of account \(read.account), of which this home has no events",
                hint: "see the accounts of this home with 'tenure account list'", status: .refused)
        }
        return try compare(read, account)
    }

    private func compare(_ snapshot: AccountSnapshot, _ account: Account) throws -> Look {
        guard let explanation = Explanation(of: try place.home.examined(snapshot, of: account.alias)) else {
            throw Trouble("no events are about account '\(account.alias)'", hint: "see 'tenure account list'", status: .refused)
        }
        return Look(account: account, taken: snapshot.taken, explanation: explanation)
    }
}
