import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account show`
struct AccountShow: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one account, and what was last seen of it.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The account.", valueName: "name")) var alias: AccountAlias

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let account = try workplace.account(alias)
        let view = try workplace.ledger.account(alias)?.state
        let connection = workplace.settings.connections[alias]
        workplace.print([
            ("account", "\(account.alias) = \(account.id) (\(account.partition.rawValue))"), ("reached", account.reach.rawValue),
            ("endpoint", connection?.endpoint ?? "the partition's own"), ("AWS profile", connection?.profile ?? "-"),
            ("duty group", account.dutyGroup.text), ("duty policy", account.dutyException ?? account.duty.rawValue),
            ("last looked at", workplace.text(view?.seen)),
            ("credential report of", workplace.text(view?.reported)),
            ("IAM users", "\(view?.userCount ?? 0), of which \(view?.strangers.count ?? 0) without a request"),
            ("gone, not by us", "\(view?.missing.count ?? 0)"), ("sign-in alias", view?.signInAlias ?? "-"),
        ])
        return .done
    }
}
