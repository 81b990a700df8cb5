import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

/// `tenure sandbox advance`
struct SandboxAdvance: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "advance", abstract: "Move a sandbox home's clock on.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("How far: 30d, 12h, 5m.", valueName: "time")) var time: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard let period = Period(text: time) else {
            throw Trouble("'\(time)' is not a time", hint: "write it as in 30d, 12h or 5m", status: .usage)
        }
        guard workplace.isSandbox else {
            throw Refusal(
                .notSandbox, "this home's clock is the real one", hint: "a home for trying out is made with 'tenure init DIR --sandbox'")
        }
        let version = try workplace.ledger.home()?.version ?? 0
        let write = StreamWrite(.home, expecting: version, [.home(.advanced(seconds: period.seconds))])
        try workplace.ledger.append([write], at: workplace.now, by: .person(try workplace.actor().id))
        workplace.moveClock(by: period.seconds)
        Terminal.out("it is \(workplace.text(workplace.now))\n")
        return .done
    }
}

/// What a simulated person does.
enum SimulatedAct: String, ExpressibleByArgument, CaseIterable {
    case signIn = "sign-in"
    case enrolMFA = "enrol-mfa"
    case enrolPasskey = "enrol-passkey"
    case changePassword = "change-password"
    case removeMFA = "remove-mfa"
    case createKey = "create-key"
    case useKey = "use-key"
    case receiveSSHKey = "receive-ssh-key"
    case receiveGitCredential = "receive-git-credential"
}
