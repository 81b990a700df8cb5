import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account duty`
struct AccountDuty: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty", abstract: "Ask for another policy on an account's duty group.",
        discussion: """
            strict is the duty policy of tenure, aws the one that AWS documents, seed the one of a well-read article. The last two are \
            refuted: beside broader permissions they let a user without MFA do more than enrol it. It holds for accounts in which \
            tenure has not made the policy yet; one that is there stays as it is, and is a conflict until it is detached and deleted.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The account.", valueName: "name")) var alias: AccountAlias
    @Option(name: .long, help: "strict, aws or seed.") var variant: DutyVariant
    @Flag(name: .long, help: "Take it although it is refuted; recorded with the reason.") var acceptRefuted = false
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin], to: "choose an account's duty policy")
        let account = try workplace.account(alias)
        guard account.duty != variant else {
            throw Refusal(
                .noChange, "account '\(alias)' has the policy '\(variant.rawValue)' already", hint: "see 'tenure account show \(alias)'")
        }
        if !acceptRefuted, let refutation = DutyRefutation(of: variant, in: account.partition) {
            throw Refusal(
                .dutyRefuted, "the policy '\(variant.rawValue)' is refuted: \(refutation)",
                hint: "keep 'strict'; to take it all the same, say so with --accept-refuted, which is recorded")
        }
        return try workplace.file(.setAccount(account: account.with(variant)), reason)
    }
}
