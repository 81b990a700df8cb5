import ArgumentParser
import Engine
import Lifecycle

/// `tenure user reset-password`
struct UserResetPassword: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password", abstract: "Give a user a fresh password, handed over like the first; the old one is dead.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let command = UserCommand.errand(.resetPassword, workplace.seal(reason.reason))
        return try workplace.decide(command, on: named.user, next: "gets a fresh password; 'tenure run' hands it over")
    }
}
