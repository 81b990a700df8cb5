import ArgumentParser
import Foundation
import IAM

/// `tenure policy simulate`
struct PolicySimulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Say what policies allow: what 'aws iam simulate-custom-policy' takes and prints, without AWS.",
        usage: """
            tenure policy simulate --cli-input-json <file>
            tenure policy simulate --policy-input-list <policy> ... --action-names <action> ... [<options>]
            tenure policy simulate --batch [<file>]
            tenure policy simulate --user <name> --action-names <action> ... [--snapshot <dir>] [<options>]
            """,
        discussion: """
            Options and answer are those of the AWS CLI; a value 'file://NAME' is the content of a file, '-' as a file is standard \
            input. With --batch each line of the file, or of standard input, is an input as --cli-input-json takes it, and each \
            answer is a line, in the same order: the results, or an 'Error' with AWS's code and what is wrong. Exit status 4 if \
            there were any.

            With --user the policies are those that apply to a user of a snapshot, as 'aws iam simulate-principal-policy' takes them from \
            the account; --policy-input-list adds more.

            Where AWS's own behaviour is unclear and decides, EvalDecision is what AWS most probably answers, and \
            'TenureUndetermined' says why that is not certain. As at AWS, an action is implicitly denied on resources that it is \
            never about. More lenient than AWS: an assumed role may call, a resource policy may name any resource, and there are no \
            pages.
            """)

    @Option(name: .long, help: ArgumentHelp("All of the input, as JSON; options beside it win.", valueName: "file"))
    var cliInputJson: String?

    @Flag(name: .long, help: "One input a line, one answer a line.") var batch = false

    @OptionGroup var options: SimulationOptions
    @Option(name: .long, help: ArgumentHelp("A user of a snapshot, under its own policies.", valueName: "name")) var user: String?
    @OptionGroup var source: SnapshotSource
    @OptionGroup var place: PlaceOptions

    @Argument(help: ArgumentHelp("The lines of --batch; otherwise standard input.", valueName: "file")) var file: String?

    func validate() throws {
        guard file == nil || batch else { throw ValidationError("a file is read with --batch, or named by --cli-input-json") }
        if user != nil, batch || cliInputJson != nil { throw ValidationError("--user goes with options, not with JSON") }
        if user == nil, source.snapshot != nil || source.account != nil { throw ValidationError("a snapshot is read with --user") }
        guard !batch || !options.areAny else { throw ValidationError("with --batch every line holds all of its input") }
        guard batch || cliInputJson != nil || options.areAny else {
            throw ValidationError("nothing to simulate: give --policy-input-list and --action-names, --cli-input-json or --batch")
        }
    }

    func run() async throws {
        do {
            if let user { return try await answer(for: user) }
            guard batch else { return try answer() }
            let lines = try InputLines(of: file ?? cliInputJson ?? "-")
            guard try SimulationBatch.run(lines) == 0 else { throw ExitStatus.attention.code }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func answer() throws {
        try refusing {
            let given = try cliInputJson.map { try SimulationInput(json: InputFile.text(of: $0)) }
            var simulator = Simulator()
            Terminal.out(SimulationWriter.text(try simulator.results(of: try options.applied(to: given))))
        }
    }

    private func answer(for name: String) async throws {
        let snapshot = try await source.read(in: place)
        let user = try snapshot.named(name)
        let principal = snapshot.principal(user)
        guard principal.isComplete else {
            throw Trouble(
                "not all policies of '\(name)' are known: \(principal.unreadable.map(\.description).joined(separator: "; "))",
                hint: "take a new snapshot with 'tenure snapshot pull'", status: .refused)
        }
        try refusing {
            guard !options.actionNames.isEmpty else {
                throw SimulationError(.parameters, "the following arguments are required: --action-names")
            }
            var given = SimulationInput()
            given.caller = principal.arn.description
            var simulator = Simulator()
            let input = try options.applied(to: given)
            Terminal.out(SimulationWriter.text(try simulator.results(of: input, under: snapshot.simulated(principal.policies, of: user))))
        }
    }

    /// Tells what AWS would refuse as every other error is told.
    private func refusing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as SimulationError {
            let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            throw Trouble(
                "refused as AWS would (\(error.code.rawValue)): \(message)", hint: "see 'tenure policy simulate --help'", status: .usage)
        }
    }
}

/// Many inputs, one after another.
enum SimulationBatch {
    /// Answers every line, and says how many could not be simulated.
    static func run(_ lines: consuming InputLines) throws -> Int {
        var simulator = Simulator()
        var failures = 0
        while let some = try lines.next() {
            var answers = ""
            for line in some where !line.allSatisfy(\.isWhitespace) {
                do {
                    answers += SimulationWriter.line(try simulator.results(of: SimulationInput(json: line)))
                } catch {
                    answers += SimulationWriter.line(error)
                    failures += 1
                }
            }
            Terminal.out(answers)
        }
        return failures
    }
}
