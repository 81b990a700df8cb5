import ArgumentParser
import Foundation
import IAM

/// `tenure policy prove`
struct PolicyProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Prove what policies allow: for every action, resource and context, not for samples.",
        discussion: """
            --no-mfa: whoever has all of these policies can do nothing without MFA but enrol it; with --user or --all, of the users of a \
            snapshot, under all the policies that apply to each.
            --live: the same of one user as the account is now; AWS's own simulator is asked as well, and both answers are kept.
            --subset: everything that the first file allows, the second allows. Several files that belong together stand with \
            commas between them: 'a.json,b.json'.
            Exit status: 0 proved; 3 refuted, with a request that shows it, or unknown; 4 proved, and AWS's simulator decides otherwise.
            """)

    @Flag(name: .long, help: "Can somebody without MFA do more than enrol it?") var noMfa = false
    @Flag(name: .long, help: "Does the second file allow all that the first allows?") var subset = false
    @Argument(help: ArgumentHelp("Policy documents.", valueName: "file")) var files: [String] = []
    @Option(name: .long, help: ArgumentHelp("A user of a snapshot; repeat it for several.", valueName: "name")) var user: [String] = []
    @Flag(name: .long, help: "Every user of a snapshot.") var all = false
    @Option(name: .long, help: ArgumentHelp("A user of an account, whose policies are read now.", valueName: "name")) var live: UserName?
    @OptionGroup var source: SnapshotSource
    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: ArgumentHelp("The permissions boundary, with --no-mfa.", valueName: "file")) var boundary: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Service control policies of one level, from the root to the account; repeat it.", valueName: "files"))
    var scp: [String] = []
    @Flag(name: .long, help: "The account's password policy lets users change their own password.") var usersMayChangePassword = false
    @Flag(name: .long, help: "Count a virtual device of any name as enrolling, as AWS's documented policy does.") var anyDeviceName = false
    @Flag(name: .long, help: "Print the evidence as JSON.") var json = false

    func validate() throws {
        guard live == nil else { return try validateLive() }
        guard noMfa != subset else { throw ValidationError("one of --no-mfa, --live and --subset says what is to be proved") }
        let ofSnapshot = all || !user.isEmpty
        if noMfa, files.isEmpty != ofSnapshot { throw ValidationError("name policy files, or users of a snapshot with --user or --all") }
        if all, !user.isEmpty { throw ValidationError("--all is every user; leave out --user") }
        if !ofSnapshot, source.snapshot != nil || source.account != nil { throw ValidationError("a snapshot is read with --user or --all") }
        if ofSnapshot, boundary != nil || usersMayChangePassword {
            throw ValidationError("a snapshot's users have their own boundaries and rules")
        }
        if ofSnapshot, !scp.isEmpty { throw ValidationError("service control policies go with policy files") }
        guard subset else { return }
        guard !ofSnapshot else { throw ValidationError("--subset compares files") }
        guard files.count == 2 else { throw ValidationError("--subset compares two, as in 'one.json other.json,another.json'") }
        guard boundary == nil, scp.isEmpty, !usersMayChangePassword, !anyDeviceName else {
            throw ValidationError("--subset compares files alone: boundaries and the like go with --no-mfa")
        }
    }

    private func validateLive() throws {
        guard !subset, files.isEmpty, user.isEmpty, !all, source.snapshot == nil, boundary == nil, scp.isEmpty, !usersMayChangePassword
        else {
            throw ValidationError("--live reads the account: only --account, --any-device-name and --json go with it")
        }
    }

    func run() async throws {
        do {
            if let live { return try await ofAccount(live) }
            if all || !user.isEmpty { return try await ofSnapshot() }
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

    private func ofSnapshot() async throws {
        let snapshot = try await source.read(in: place)
        let users = all ? snapshot.users : try user.map { try snapshot.named($0) }
        let telling = AccountTelling(users, of: snapshot, enrolment: anyDeviceName ? .anyDeviceName : .own)
        Terminal.out(json ? try JSONValue.text(of: telling.record) : telling.text)
        guard telling.isProved else {
            Terminal.note("tenure: hint: have them under what 'tenure policy show duty' prints, through a group")
            throw ExitStatus.findings.code
        }
    }

    private func ofAccount(_ user: UserName) async throws {
        try await run(in: place, onlyReads: false) { workplace in
            let telling = try await LiveTelling.make(
                of: user, in: source.account, workplace, enrolment: anyDeviceName ? .anyDeviceName : .own)
            Terminal.out(json ? telling.proof.evidence : telling.text)
            Terminal.note("tenure: both answers are kept in \(telling.proof.file.path)")
            if telling.status != .done { Terminal.note("tenure: hint: \(telling.hint)") }
            return telling.status
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
