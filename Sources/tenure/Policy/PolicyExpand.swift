import ArgumentParser
import Foundation
import IAM

/// `tenure policy expand`
struct PolicyExpand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expand", abstract: "Print the actions that a policy's Allow statements name: wildcards and NotAction spelled out.",
        discussion: """
            Without --actions: those of the built-in catalogue, whose source and date '--version' shows. With it, as the file spells them.
            Names alone count: resources and conditions narrow nothing, and what a Deny statement takes away is printed all the same.
            One action a line, sorted. With several files, each line begins with its file: 'FILE: ACTION'.
            A file holds a policy document, or an answer of the AWS CLI with one in it (get-policy-version, get-user-policy and the like).
            """,
        version: CatalogueSource.builtIn.description)

    @Option(help: ArgumentHelp("The actions to choose from: one a line, as in iam:GetUser; '#' begins a comment.", valueName: "file"))
    var actions: String?
    @OptionGroup var kind: PolicyKindOptions
    @OptionGroup var lines: LinesOptions
    @Argument(help: ArgumentHelp("Policy documents; '-' is standard input.", valueName: "policy")) var policies: [String]

    func run() throws {
        do {
            let (read, unread) = PolicyFile.each(policies) { try document($0) }
            let (list, isWhole) = try list(for: read.map(\.1))
            try print(read.map { (file: $0, actions: list.named(by: $1)) })
            try PolicyFile.tell(unread, besides: read.count)
            if !isWhole { throw ExitStatus.attention.code }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    /// The actions to choose from, and whether all of the file could be read.
    private func list(for documents: [PolicyDocument]) throws -> (ActionList, isWhole: Bool) {
        guard let actions else { return (ActionList(ActionCatalogue(), namedBy: documents), true) }
        guard actions != "-" || !policies.contains("-") else {
            throw Trouble("standard input cannot be both the list and a policy", hint: "name a file for one of them", status: .usage)
        }
        let reader = ActionListReader(try PolicyFile.text(of: actions, hint: "name a file with one action a line, as in iam:GetUser"))
        for stranger in reader.strangers {
            Terminal.note("tenure: warning: \(actions):\(stranger.line): '\(stranger.text)' is no action and counts for nothing")
        }
        return (reader.list, reader.strangers.isEmpty)
    }

    private func document(_ path: String) throws -> PolicyDocument {
        let file = try PolicyFile.read(path)
        do {
            return try file.policy.document(as: kind.kind.kind)
        } catch {
            throw Trouble("\(path):\(error.position.line):\(error.position.column): \(error.problem)", hint: hint(for: error, path))
        }
    }

    private func hint(for error: PolicySyntaxError, _ path: String) -> String {
        if case .forbiddenElement("Principal", _) = error.problem { return "say what it is with '--kind resource' or '--kind trust'" }
        return "see all that is wrong with 'tenure policy lint \(path)'"
    }

    private func print(_ named: [(file: String, actions: [String])]) throws {
        guard let format = lines.chosen else {
            let isAlone = policies.count == 1
            let text = named.map { file, actions in actions.map { isAlone ? "\($0)\n" : "\(file): \($0)\n" }.joined() }.joined()
            return Terminal.out(text)
        }
        var listing = Listing(columns: [("FILE", "file"), ("ACTION", "action")])
        listing.rows = named.flatMap { file, actions in actions.map { [.text(file), .text($0)] } }
        Terminal.out(try listing.text(as: format))
    }
}
