import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure init`
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new home: settings, ledger, workflows, templates.",
        discussion: """
            The first two people are named here; both are admins and approvers, and every later change of the rules needs a second person.
            A home that is made with --sandbox is for trying out: it reaches no account beyond this machine, its clock can be moved,
            TENURE_ACTOR may name the person who acts, and changes of the rules are in force at once. It stays one for ever.
            A key is made that signs the history ('signing.key'); 'tenure audit key show' prints its public half for the auditors.
            """)

    @Argument(help: ArgumentHelp("The folder of the new home.", valueName: "dir"))
    var directory: String

    @Flag(name: .long, help: "A home for trying out, with a simulated account.")
    var sandbox = false

    @Option(
        name: .long,
        help: ArgumentHelp("The first person: \"Name <mail>\", with their operating-system user if it is not yours.", valueName: "person"))
    var admin: String?

    @Option(name: .long, help: ArgumentHelp("The operating-system user of the first person.", valueName: "user"))
    var adminOsUser: String?

    @Option(name: .long, help: ArgumentHelp("The second person: \"Name <mail>\".", valueName: "person"))
    var second: String?

    @Option(name: .long, help: ArgumentHelp("The operating-system user of the second person.", valueName: "user"))
    var secondOsUser: String?

    @Option(name: .long, help: "The home's time zone.")
    var timeZone: String?

    @Option(name: .long, help: "ko or en: the language of documents for people whose own is not known.")
    var language: Language?

    @Option(
        name: .long, help: ArgumentHelp("The name of the history in its signed checkpoints, as in example.com/tenure.", valueName: "name"))
    var origin: String?

    @Flag(name: .long, help: "Make no signing key: nothing is signed until 'tenure audit key make'.")
    var withoutKey = false

    func run() async throws {
        do {
            try Invocation.refuseFounding(in: URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL)
            let founding = try Founding(
                directory: URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL, isSandbox: sandbox,
                settings: try settings(), founders: try founders(),
                origin: withoutKey ? nil : origin ?? "tenure/" + HomeClock.randomBytes(16).hexadecimal)
            let place = try founding.carryOut()
            if sandbox { try SandboxSeed(place: place).plant() }
            let status = place.conclude()
            await place.close()
            Terminal.out(next)
            guard status == .done else { throw status.code }
        } catch let status as ExitCode {
            throw status
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func settings() throws -> SettingsText {
        let zone = timeZone ?? (sandbox ? nil : Terminal.ask("time zone of this home [Asia/Seoul]:")) ?? ""
        return SettingsText(timeZone: zone.isEmpty ? "Asia/Seoul" : zone, language: language ?? .korean)
    }

    private func founders() throws -> [Founder] {
        let me = try Invocation.userName()
        guard let admin, let second else {
            guard sandbox else {
                throw Trouble(
                    "a home begins with two people",
                    hint: "name both: --admin \"Name <mail>\" --second \"Name <mail>\" --second-os-user USER", status: .usage)
            }
            return [
                Founder(name: "First Admin", mail: "first.admin@example.com", osUser: me),
                Founder(name: "Second Admin", mail: "second.admin@example.com", osUser: nil),
            ]
        }
        guard sandbox || secondOsUser != nil else {
            throw Trouble(
                "the second person could not act here", hint: "name their operating-system user with --second-os-user USER", status: .usage)
        }
        return [try Founder(admin, osUser: adminOsUser ?? me), try Founder(second, osUser: secondOsUser)]
    }

    private var next: String {
        let go = directory.contains(" ") ? "cd '\(directory)'" : "cd \(directory)"
        guard sandbox else {
            return """
                made the home '\(directory)'. next:
                  \(go)
                  tenure account add prod --id 123456789012 --reason "…"      (then a second person approves it: tenure inbox)
                  tenure profile add developer --risk low --groups prod=developers --reason "…"
                  tenure person add "Jane Doe" --mail jane.doe@example.com --reason "…"

                """
        }
        return """
            made the sandbox home '\(directory)', with the simulated account 'demo' and three profiles. next:
              \(go)
              tenure person add "김지은" --latin-name "Jieun Kim" --mail jieun.kim@example.com --manager P-2 --reason "joins"
              tenure sync
              TENURE_ACTOR=jieun.kim@example.com tenure request new --profile readonly --reason "looks at dashboards"
              TENURE_ACTOR=P-2 tenure inbox

            """
    }
}
