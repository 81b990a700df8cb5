import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user revoke`
struct UserRevoke: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a user: access is cut first, then everything is dismantled, then its absence is verified.",
        discussion: "Accepted at any moment and without approval. It cannot be undone.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions
    @Flag(name: .long, help: "Only say what would be touched.") var dryRun = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin], to: "revoke users")
        let draft = try workplace.draft(reason)
        let record = try workplace.find.user(named.user).state
        Terminal.out(
            """
            \(record.id) \(record.account)/\(record.name) of \(workplace.name(of: record.person)), IAM id \(record.userID?.text ?? "none yet"):
            denied everything, keys inactive, password deleted; then keys, credentials, MFA devices, groups, policies and the user are deleted

            """)
        guard !dryRun else { return .done }
        let command = UserCommand.revoke(draft.reason, ticket: draft.ticket)
        return try workplace.decide(command, on: "\(record.id)", next: "is to be revoked; 'tenure run' does it")
    }
}
