import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user confirm`
struct UserConfirm: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirm a privileged user's MFA device, which you have compared with its holder's.",
        discussion: "By a second person: never by the holder. The serial is what the holder reads to you, not what this program shows.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @Option(name: .long, help: "The device's serial (its ARN, or the number on the token).") var serial: MFASerial

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(.confirm(workplace.seal(serial.text)), on: named.user, next: "is confirmed; 'tenure run' grants its profile")
    }
}
