import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

/// `tenure sandbox act`
struct SandboxAct: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Act as a user of a simulated account; IAM's policies decide whether it works.",
        discussion: """
            Acts: sign-in, enrol-mfa, enrol-passkey, change-password, remove-mfa, create-key, use-key; receive-ssh-key and
            receive-git-credential (an administrator uploads it for them); or a call with --call, as in --call s3:ListAllMyBuckets. The simulated
            person finds the password where tenure delivered it.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @Argument(help: ArgumentHelp("What the person does.", valueName: "act")) var act: SimulatedAct?
    @Option(name: .long, help: ArgumentHelp("A call to try, as in ec2:DescribeInstances.", valueName: "action")) var call: String?

    func validate() throws {
        if (act == nil) == (call == nil) { throw ValidationError("say what they do, or a --call") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let record = try workplace.find.user(named.user).state
        let player = try SimulatedPerson(place: workplace, record: record)
        do {
            Terminal.out("\(record.account)/\(record.name): \(try act.map { try player.act($0) } ?? player.call(call ?? ""))\n")
        } catch let refusal as ActRefusal {
            throw Trouble(
                "IAM refused: \(refusal.code.rawValue): \(refusal.message)",
                hint: "see what is in their way with 'tenure explain \(record.id)'", status: .refused)
        }
        return .done
    }
}
