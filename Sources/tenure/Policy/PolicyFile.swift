import ArgumentParser
import Foundation
import IAM

/// A policy document that was named on the command line.
struct PolicyFile {
    /// The file as it was named; `-` for standard input.
    let name: String
    let policy: PolicyText

    /// Reads a file, or standard input for `-`: a bare document, or one in an answer of the AWS CLI.
    static func read(_ path: String) throws -> PolicyFile {
        PolicyFile(
            name: path, policy: PolicyText(try text(of: path, hint: "name a file with a policy document, or '-' for standard input")))
    }

    /// The text of a file in UTF-8; standard input for `-`.
    static func text(of path: String, hint: String) throws -> String {
        if path != "-" { try Invocation.mayRead(path, in: nil) }
        guard let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path) else {
            throw Trouble("'\(path)' cannot be read", hint: hint, status: .usage)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw Trouble("'\(path)' is not UTF-8", hint: "save it as UTF-8", status: .usage)
        }
        return text
    }
}

extension PolicyFile {
    /// The policy in a file, called as the file; refused with the place of the first mistake.
    static func applied(_ path: String, as kind: PolicyKind = .identity) throws -> AppliedPolicy {
        let file = try read(path)
        do throws(PolicySyntaxError) {
            return AppliedPolicy(path, try file.policy.document(as: kind))
        } catch {
            throw Trouble(
                "'\(path)', \(error.position): \(error.problem)", hint: "mend \(error.position) of '\(path)', then type the same again",
                status: .refused)
        }
    }

    /// What came of each file, and of those that could not be done why.
    static func each<Result>(_ paths: [String], _ work: (String) throws -> Result) -> (done: [(path: String, Result)], failed: [Failure]) {
        var done: [(path: String, Result)] = []
        var failed: [Failure] = []
        for path in paths {
            do {
                done.append((path, try work(path)))
            } catch {
                failed.append(Failure(error))
            }
        }
        return (done, failed)
    }

    /// Says what could not be done; throws the status that this means when others were done.
    static func tell(_ failed: [Failure], besides done: Int) throws {
        for failure in failed { failure.print() }
        guard let first = failed.first else { return }
        throw done == 0 ? first.status.code : ExitStatus.attention.code
    }
}

/// Where a policy document stands, as it is typed.
enum PolicyKindWord: String, ExpressibleByArgument, CaseIterable {
    case identity, managed, user, group, role, boundary, session, scp, rcp, resource, trust

    var kind: PolicyKind {
        switch self {
        case .identity: .identity
        case .managed: .managed
        case .user: .userInline
        case .group: .groupInline
        case .role: .roleInline
        case .boundary: .boundary
        case .session: .session
        case .scp: .serviceControl
        case .rcp: .resourceControl
        case .resource: .resource
        case .trust: .trust
        }
    }
}

/// Which kind of documents the files hold.
struct PolicyKindOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the documents are: identity (the default; no length is enforced), managed, user, group or role (inline), boundary, session, scp, rcp, resource, trust.",
            valueName: "kind"))
    var kind: PolicyKindWord = .identity
}

/// How a command prints that prints lines unless a format is named.
struct LinesOptions: ParsableArguments {
    @Option(name: .long, help: "table, json or csv, which hold the same facts; lines otherwise.")
    var format: ListingFormat?

    @Flag(name: .long, help: "The same as --format json.")
    var json = false

    var chosen: ListingFormat? { json ? .json : format }
}
