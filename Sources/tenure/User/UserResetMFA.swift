import ArgumentParser
import Engine
import Lifecycle

/// `tenure user reset-mfa`
struct UserResetMFA: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-mfa", abstract: "Take a user's MFA devices away, so that new ones can be enrolled.",
        discussion: "For a lost phone. Make sure who is asking: until they enrol again, whoever has the password can.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let command = UserCommand.errand(.resetMFA, workplace.seal(reason.reason))
        return try workplace.decide(command, on: named.user, next: "loses its MFA devices; 'tenure run' does it")
    }
}
