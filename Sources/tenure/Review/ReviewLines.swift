import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// The items of a report, one a line.
struct ReviewLines {
    let summary: ReviewSummary
    let place: Workplace

    static let columns = [
        "item", "account", "user", "iamId", "person", "profile", "groups", "risk", "flags", "reviewer", "capacity", "decision", "detail",
        "reason", "decidedBy", "decided", "manner", "silence", "gone", "carriedOut", "verified", "complete",
    ]

    func csv(forPeople: Bool) -> String {
        let ending = forPeople ? "\r\n" : "\n"
        let head = CSV.line(Self.columns, ending: ending)
        return (forPeople ? "\u{FEFF}" : "") + head + rows.map { CSV.line($0.map(\.plain), ending: ending) }.joined()
    }

    var rows: [[Value]] {
        var names: [PersonID: String] = [:]
        func name(_ id: PersonID?) -> Value {
            guard let id else { return .optional(nil) }
            let known = names[id] ?? place.name(of: id)
            names[id] = known
            return .text(known)
        }
        return summary.items.map { item in
            let (entry, decision) = (item.entry, item.decision)
            return [
                .text("\(item.id)"), .text(entry.account.text), .text(entry.name.description), .text(entry.user.text), name(entry.person),
                .optional(entry.profile?.text), .list(entry.groups.map(\.text)), .text(entry.risk.rawValue),
                .list(entry.flags.map(\.rawValue)), name(item.reviewer), .text(entry.capacity.rawValue), .optional(decision?.verdict.word),
                .optional(decision?.verdict.detail), .optional(decision?.reason?.description), name(decision?.by),
                .time(decision?.at), .optional(decision?.manner.rawValue), .optional(item.silence?.rawValue), .time(item.gone),
                .time(item.carriedOut), .time(item.verified), .flag(item.isComplete),
            ]
        }
    }
}

/// A report as machines read it.
struct ReviewJSON: Encodable {
    let id: String
    let name: String
    let scope: String
    let opened: Date
    let due: Date
    let closed: Date?
    let isComplete: Bool
    let population: Proof
    let tally: Closing.Tally
    let exceptions: [[String: String]]
    let reviewers: [Reviewer]
    let latencies: [Latency]
    let differences: [String: Int]?
    let facts: String
    let signOffs: [Signature]
    let items: [[String: JSONValue]]

    struct Proof: Encodable {
        let count: Int
        let digest: String
        let isWhole: Bool
        let sources: [PopulationSource]
    }

    struct Reviewer: Encodable {
        let reviewer: String
        let decided: Int
        let kept: Int
        let secondsBetweenDecisions: Int?
        let signs: [String]
    }

    struct Latency: Encodable {
        let item: String
        let settled: Date
        let carriedOut: Date?
        let verified: Date?
    }

    struct Signature: Encodable {
        let by: String
        let at: Date
        let facts: String
        let remark: String?
    }

    init(_ summary: ReviewSummary, place: Workplace) throws {
        let (campaign, population) = (summary.campaign, summary.campaign.opening.population)
        id = "\(campaign.id)"
        name = campaign.opening.name.text
        scope = campaign.opening.scope.text
        opened = campaign.opened
        due = campaign.opening.due
        closed = campaign.closing?.at
        isComplete = summary.isComplete
        self.population = Proof(
            count: population.count, digest: population.digest.text, isWhole: summary.isPopulationWhole, sources: population.sources)
        tally = summary.tally
        exceptions = summary.exceptions.map { ["item": "\($0.item.id)", "why": $0.why.rawValue] }
        reviewers = ReviewerRecord.all(of: summary.items).map { record in
            Reviewer(
                reviewer: place.name(of: record.reviewer), decided: record.decided, kept: record.kept, secondsBetweenDecisions: record.pace,
                signs: record.signs.map { ReviewWords(.english).sign($0) })
        }
        latencies = summary.latencies.map {
            Latency(item: "\($0.item)", settled: $0.settled, carriedOut: $0.carriedOut, verified: $0.verified)
        }
        differences = summary.differences.map {
            ["appeared": $0.appeared, "vanished": $0.vanished, "changedGroups": $0.changedGroups, "changedOutcome": $0.changedOutcome]
        }
        facts = try summary.facts().text
        signOffs = campaign.signOffs.map {
            Signature(by: place.name(of: $0.by), at: $0.at, facts: $0.facts.text, remark: $0.remark?.description)
        }
        items = ReviewLines(summary: summary, place: place).rows.map { row in
            Dictionary(uniqueKeysWithValues: zip(ReviewLines.columns, row.map(JSONValue.init)))
        }
    }
}
