import Foundation
import Testing

/// Who may do what: the exit status of every command that changes something, or shows other people's affairs, for each kind of person.
struct RoleTable {
    static let file = "roles.txt"

    // P-4 asks, P-3 approves, P-1 administers, P-5 audits, P-6 holds U-1, and P-9 is nobody.
    static let people = [
        ("requester", "P-4"), ("approver", "P-3"), ("admin", "P-1"), ("auditor", "P-5"), ("subject", "P-6"), ("stranger", "P-9"),
    ]

    /// Makes the home in which everything that the commands name is there: R-10 waits, U-1 enrols.
    static let prepare = """
        set -e
        tenure init home --sandbox
        tenure person add 'Ann Prover' --mail ann@example.com --role approver --group team-leads --reason x
        tenure person add 'Rae Quester' --mail rae@example.com --manager P-3 --reason x
        tenure person add 'Au Ditor' --mail audit@example.com --role auditor --reason x
        tenure person add 'Sue Bject' --mail sue@example.com --manager P-3 --reason x
        tenure sync
        tenure request new --for P-6 --profile readonly --reason x
        TENURE_ACTOR=P-3 tenure request approve R-9
        tenure run
        tenure snapshot pull
        cp -r home/snapshots/* files
        TENURE_ACTOR=P-4 tenure request new --profile developer --reason x
        tenure check waive password-length:123456789012:account --owner P-3 --reason x --until $(date -d '+9 days' +%F)
        """

    static let commands = [
        "inbox", "request new --for P-5 --profile readonly --reason x", "request change U-1 --profile developer --reason x",
        "request revoke U-1 --reason x",
        "request list", "request show R-10", "request approve R-10", "request reject R-10 --reason x", "request return R-10 --reason x",
        "request withdraw R-10", "request amend R-10 --reason y", "user list", "user show U-1", "user adopt --all --dry-run",
        "user suspend U-1 --reason x",
        "user resume U-1 --reason x", "user revoke U-1 --reason x", "user remind U-1", "user extend U-1 --until 2099-01-01 --reason x",
        "user confirm U-1 --serial arn:aws:iam::123456789012:mfa/x", "explain U-1", "explain R-10", "run", "run --dry-run", "sync", "stuck",
        "snapshot pull", "snapshot load files", "snapshot show", "snapshot show --latest",
        "check run --only password-length --fail-on critical", "check list", "check explain key-age",
        "check waive root-mfa:123456789012:root --owner P-3 --reason x --until $(date -d '+9 days' +%F)",
        "check waive --withdraw R-11 --reason x", "check waive --list",
        "check purpose add --from 2026-01-01 --to 2026-01-01 --ticket T --reason x",
        "check purpose list", "check attest life-cycle --evidence edited.yaml --until $(date -d '+9 days' +%F)", "check attest --list",
        "guide list",
        "guide write U-1 --for new", "guide send U-1 --for new", "account add other --id 210987654321 --simulated --reason x",
        "account list", "account duty demo --variant aws --accept-refuted --reason x", "guide prove new",
        "account policy demo", "profile add p --risk low --groups demo=readers --reason x", "profile list",
        "person add 'New One' --mail new@example.com --reason x",
        "person list", "person show P-6", "person move P-4 --grant admin --reason x", "person move P-4 --team x --reason x",
        "person leave P-6 --reason x",
        "person key P-6 --key 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxvbmdlbm91Z2gtdG8tYmUtYS1rZXk=' --reason x", "workflow list",
        "workflow load edited.yaml --reason x", "audit log", "audit export", "audit export --output exported-$$",
        "audit pack $(date +%Y-Q$(( ($(date +%-m) - 1) / 3 + 1 ))) --output packed-$$", "audit verify", "audit verify --account",
        "audit checkpoint", "audit prove 7", "audit key show", "audit key rotate", "audit checkpoint --renew-copy", "sandbox advance 1d",
        "sandbox act U-1 sign-in", "doctor", "backup kept", "person erase P-6 --reason x", "audit retention",
    ]

    @Test func `every role may do what the table says and no more`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let prepared = try stage.run(Self.prepare)
        try #require(prepared.status == 0, "\(prepared.errors)")
        _ = try stage.run("sed 's/^  expires: 14d/  expires: 13d/' home/workflows/standard.yaml > edited.yaml; mv home first")
        let width = (Self.commands.map(\.count).max() ?? 0) + 2
        var table = line("", Self.people.map(\.0), width)
        for command in Self.commands {
            table += line(command, try Self.people.map { try status(of: command, by: $0.1, on: stage) }, width)
        }
        try Golden.expect(table, Self.file)
    }

    private func status(of command: String, by person: String, on stage: Stage) throws -> String {
        let outcome = try stage.run("rm -rf home; cp -a first home; TENURE_ACTOR=\(person) tenure \(command)")
        let breaches = ErrorRule.breaches(of: outcome)
        #expect(breaches.isEmpty, "\(person): \(command): \(breaches)")
        return String(outcome.status)
    }

    private func line(_ head: String, _ cells: [String], _ width: Int) -> String {
        let padded = cells.map { $0 + String(repeating: " ", count: max(0, 11 - $0.count)) }
        return (head + String(repeating: " ", count: width - head.count) + padded.joined()).trimmingCharacters(in: .init(charactersIn: " "))
            .leading(head.isEmpty, width) + "\n"
    }
}

extension String {
    // The head of the table begins with blanks.
    fileprivate func leading(_ isHead: Bool, _ width: Int) -> String { isHead ? String(repeating: " ", count: width) + self : self }
}
