import ArgumentParser
import Engine
import Lifecycle

/// `tenure user clear-device`
struct UserClearDevice: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear-device", abstract: "Delete the virtual MFA device that a broken-off enrolment left behind.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let command = UserCommand.errand(.clearDevice, workplace.seal(reason.reason))
        return try workplace.decide(command, on: named.user, next: "can enrol again; 'tenure run' clears what was left")
    }
}
