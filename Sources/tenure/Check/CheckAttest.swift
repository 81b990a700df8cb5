import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure check attest`
struct CheckAttest: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "attest", abstract: "Say that a control that no API shows is as it should be; or list what was attested.",
        discussion: """
            Controls: \(AttestableControls.names.joined(separator: ", ")); manual-controls stands for all but the last.
            Of the file that shows it only the digest is kept: keep the file itself.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The control.", valueName: "id")) var control: String?
    @Option(name: .long, help: ArgumentHelp("What shows it: a screenshot, minutes, a report.", valueName: "file")) var evidence: String?
    @Option(name: .long, help: ArgumentHelp("The last day for which it counts, at most a year ahead.", valueName: "YYYY-MM-DD"))
    var until: String?
    @Option(name: .long, help: "The account; may be left out if there is one.") var account: AccountAlias?
    @Flag(name: .long, help: "List what was attested.") var list = false
    @OptionGroup var listing: ListingOptions

    func validate() throws {
        guard list == (control == nil) else { throw ValidationError("name a control, or say --list") }
        if control != nil, evidence == nil || until == nil { throw ValidationError("an attestation wants --evidence and --until") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard let control else {
            try show(workplace)
            return .done
        }
        let controls = AttestableControls.named(control)
        guard !controls.isEmpty else {
            throw Trouble(
                "'\(control)' is no control that is attested", hint: "it is one of \(AttestableControls.names.joined(separator: " "))",
                status: .usage)
        }
        let account = try workplace.account(account)
        let end = try workplace.endOfDay(until ?? "")
        let digest = try Self.digest(of: evidence ?? "")
        try workplace.office().decide(.attest(controls, evidence: digest, until: end), on: account.alias)
        for control in controls { Terminal.out("\(control): attested until \(workplace.text(end)), evidence \(digest.text.prefix(12))\n") }
        return .done
    }

    private static func digest(of path: String) throws -> Digest {
        try Invocation.mayRead(path, in: nil)
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else {
            throw Trouble("the evidence '\(path)' cannot be read", hint: "name a file that shows it", status: .usage)
        }
        var digest = RunningDigest()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { digest.add(piece) }
        return digest.digest
    }

    private func show(_ workplace: Workplace) throws {
        try workplace.require([.admin, .auditor], to: "see attestations")
        var list = Listing(columns: [
            ("ACCOUNT", "account"), ("CONTROL", "control"), ("UNTIL", "until"), ("BY", "by"), ("AT", "at"), ("EVIDENCE", "evidence"),
        ])
        list.whenEmpty = "nothing was attested"
        for alias in try workplace.accounts(named: account.map { [$0] } ?? []).map(\.alias) {
            let attestations = try workplace.ledger.register(alias)?.state.attestations ?? [:]
            list.rows += attestations.sorted { $0.key < $1.key }.map { control, attestation in
                [
                    .text(alias.text), .text(control.text), .time(attestation.until), .text(workplace.name(of: attestation.by)),
                    .time(attestation.at), .text(attestation.evidence.text),
                ]
            }
        }
        try list.print(listing, in: workplace)
    }
}
