import ArgumentParser
import Foundation
import IAM

/// `tenure policy prove`
struct PolicyProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Prove what policies allow: for every action, resource and context, not for samples.",
        discussion: """
            --no-mfa: whoever has all of these policies can do nothing without MFA but enrol it.
            --subset: everything that the first file allows, the second allows. Several files that belong together stand with \
            commas between them: 'a.json,b.json'.
            Exit status: 0 proved; 3 refuted, with a request that shows it, or unknown.
            """)

    @Flag(name: .long, help: "Can somebody without MFA do more than enrol it?") var noMfa = false
    @Flag(name: .long, help: "Does the second file allow all that the first allows?") var subset = false
    @Argument(help: ArgumentHelp("Policy documents.", valueName: "file")) var files: [String] = []
    @Option(name: .long, help: ArgumentHelp("The permissions boundary, with --no-mfa.", valueName: "file")) var boundary: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Service control policies of one level, from the root to the account; repeat it.", valueName: "files"))
    var scp: [String] = []
    @Flag(name: .long, help: "The account's password policy lets users change their own password.") var usersMayChangePassword = false
    @Flag(name: .long, help: "Count a virtual device of any name as enrolling, as AWS's documented policy does.") var anyDeviceName = false
    @Flag(name: .long, help: "Print the evidence as JSON.") var json = false

    func validate() throws {
        guard noMfa != subset else { throw ValidationError("one of --no-mfa and --subset says what is to be proved") }
        if noMfa, files.isEmpty { throw ValidationError("no policy files are named") }
        guard subset else { return }
        guard files.count == 2 else { throw ValidationError("--subset compares two, as in 'one.json other.json,another.json'") }
        guard boundary == nil, scp.isEmpty, !usersMayChangePassword, !anyDeviceName else {
            throw ValidationError("--subset compares files alone: boundaries and the like go with --no-mfa")
        }
    }

    func run() async throws {
        do {
            let telling = noMfa ? try withoutMFA() : try comparison()
            Terminal.out(json ? try JSONValue.text(of: telling.record) : telling.text)
            guard telling.isProved else {
                Terminal.note("tenure: hint: \(telling.hint)")
                throw ExitStatus.findings.code
            }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func withoutMFA() throws -> ProofTelling {
        var set = PolicySet(identity: try files.map { try PolicyFile.applied($0) }, usersMayChangePassword: usersMayChangePassword)
        set.boundary = try boundary.map { try PolicyFile.applied($0, as: .boundary) }
        set.serviceControl = try scp.map { try Self.together($0, as: .serviceControl) }
        return NoMFATelling(set: set, enrolment: anyDeviceName ? .anyDeviceName : .own).telling
    }

    private func comparison() throws -> ProofTelling {
        let sets = try files.map { PolicySet(identity: try Self.together($0)) }
        return SubsetTelling(smaller: sets[0], larger: sets[1], names: files).telling
    }

    private static func together(_ names: String, as kind: PolicyKind = .identity) throws -> [AppliedPolicy] {
        try names.split(separator: ",").map { try PolicyFile.applied(String($0), as: kind) }
    }
}
