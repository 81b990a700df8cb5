import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Lifecycle

/// `tenure guide prove`
struct GuideProve: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Prove that people can do what the guides say, in their order, under the duty policy.",
        discussion: """
            Each guide is walked step by step: what is enrolled, how the person is signed in, and whether IAM would then allow each call \
            that the step declares in its template's front matter. For users with and without a path, for authenticator apps and passkeys.
            """)
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("new, existing, admin or notice; all of them if left out.", valueName: "guide")) var kinds: [GuideKind] =
        []
    @Option(name: .customLong("lang"), help: "ko or en; both if left out.") var language: Language?
    @Option(name: .long, help: "strict, aws or seed; those of the accounts if left out.") var variant: DutyVariant?
    @Flag(name: .long, help: "Take it that the account's password rules let users change their own password.")
    var usersMayChangePassword = false
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let templates = Templates(try Catalog.templates(in: workplace.directory))
        let kinds = kinds.isEmpty ? GuideKind.allCases : kinds
        var proofs: [ProofTable.Entry] = []
        for (partition, duty) in try duties(in: workplace) {
            for guide in GuideCase.all(of: kinds, in: language.map { [$0] } ?? Language.allCases, [partition]) {
                proofs.append(.init(guide: guide, duty: duty, proof: try proof(of: guide, under: duty, in: templates)))
            }
        }
        let table = ProofTable(proofs)
        try table.print(listing, in: workplace)
        return table.isProved ? .done : .findings
    }

    /// The partitions and duty policies that the home's accounts have, each pair once.
    private func duties(in workplace: Workplace) throws -> [(Partition, DutyVariant)] {
        let accounts = try workplace.accounts(named: [])
        let pairs = accounts.isEmpty ? [(.aws, variant ?? .strict)] : accounts.map { ($0.partition, variant ?? $0.duty) }
        var seen: Set<String> = []
        return pairs.filter { seen.insert("\($0.0) \($0.1)").inserted }
    }

    private func proof(of guide: GuideCase, under duty: DutyVariant, in templates: Templates) throws -> GuideProof {
        let document = try PolicyDocument(parsing: duty.document(in: guide.partition), as: .managed)
        let least = try PolicyDocument(
            parsing: LeastPolicy(partition: guide.partition, id: GuideReader.exampleAccount).document(readOnly: false), as: .identity)
        return try guide.proof(
            under: AppliedPolicy("the duty policy '\(duty.rawValue)'", document),
            tenure: AppliedPolicy("the policy of 'tenure account policy'", least),
            mayChangePassword: usersMayChangePassword, templates: templates)
    }
}

/// Proofs as they are told: languages with the same proof in one row, and what stands in the way in words.
struct ProofTable {
    private let rows: [Row]

    /// One proof of one guide.
    struct Entry {
        let guide: GuideCase
        let duty: DutyVariant
        let proof: GuideProof
    }

    private struct Row {
        let entry: Entry
        var languages: [Language]
        var guide: GuideCase { entry.guide }
        var proof: GuideProof { entry.proof }
    }

    init(_ proofs: [Entry]) {
        var rows: [Row] = []
        for entry in proofs {
            if let last = rows.last, last.guide.isTwin(of: entry.guide), last.entry.duty == entry.duty, last.proof == entry.proof {
                rows[rows.count - 1].languages.append(entry.guide.language)
            } else {
                rows.append(Row(entry: entry, languages: [entry.guide.language]))
            }
        }
        self.rows = rows
    }

    var isProved: Bool { rows.allSatisfy { $0.proof.refutation == nil } }

    func print(_ options: ListingOptions, in place: Workplace) throws {
        guard options.chosen == .table else { return try complete.print(options, in: place) }
        var list = Listing(columns: Self.columns)
        list.rows = rows.map(Self.cells)
        try list.print(options, in: place)
        var told: Set<String> = []
        for refutation in rows.compactMap(\.proof.refutation) where told.insert("\(refutation)").inserted {
            Terminal.out("\n\(refutation)\n    \(refutation.remedy)\n")
        }
    }

    private static let columns = [
        ("GUIDE", "guide"), ("LANGUAGE", "languages"), ("PATH", "path"), ("DEVICE", "device"), ("PARTITION", "partition"),
        ("POLICY", "policy"), ("CALLS", "calls"), ("PROOF", "proof"),
    ].map { (title: $0.0, key: $0.1) }

    private static func cells(of row: Row) -> [Value] {
        let calls: Int? = if case .proved(let calls) = row.proof { calls } else { nil }
        return [
            .text(row.guide.kind.rawValue), .list(row.languages.map(\.rawValue)), .text(row.guide.path.text),
            .optional(row.guide.device?.rawValue), .text(row.guide.partition.rawValue), .text(row.entry.duty.rawValue),
            .number(orNone: calls),
            .text(calls == nil ? "refuted" : "proved"),
        ]
    }

    /// The rows with all that a refutation says.
    private var complete: Listing {
        let more = ["file", "line", "step", "id", "call", "resource", "decision", "statements", "why", "remedy"]
        var list = Listing(columns: Self.columns + more.map { (title: $0.uppercased(), key: $0) })
        list.rows = rows.map { row in
            let refutation = row.proof.refutation
            let (source, place, denial) = (refutation?.source, refutation?.place, refutation?.denial)
            return Self.cells(of: row) + [
                .optional(source?.file), .number(orNone: source?.line), .number(orNone: place?.step),
                .optional(place?.id), .optional(denial?.call.description), .optional(denial?.resource),
                .optional(denial?.decision.rawValue), .list(denial?.statements.map { $0.sid ?? "number \($0.index + 1)" } ?? []),
                .optional(refutation.map { "\($0.obstacle)" }), .optional(refutation?.remedy),
            ]
        }
        return list
    }
}

extension GuideCase {
    /// Whether the other is the same in another language.
    fileprivate func isTwin(of other: GuideCase) -> Bool {
        kind == other.kind && path == other.path && device == other.device && partition == other.partition
    }
}

extension Value {
    fileprivate static func number(orNone number: Int?) -> Value { number.map { .number($0) } ?? .optional(nil) }
}
