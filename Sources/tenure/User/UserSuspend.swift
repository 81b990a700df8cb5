import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user suspend`
struct UserSuspend: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Cut a user's access, reversibly.",
        discussion: "Cutting needs no approval; giving access back does: 'tenure user resume'.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(
            .suspend(try workplace.reason(reason.reason)), on: named.user, next: "is to be suspended; 'tenure run' does it")
    }
}
