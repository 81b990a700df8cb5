import Foundation
import IAM
import Lifecycle

/// What checks said, as machines read it: members sorted, times in UTC as RFC 3339.
///
/// It is written as it is worked out, some findings after the others, so that a hundred thousand of them need no more memory than a thousand.
public struct ExaminationJSON: Sendable {
    // So many findings are put into words at a time.
    private static let portion = 1_024
    private let examination: Examination
    private let source: String
    private let language: Language

    /// What was said of a snapshot that came from there.
    public init(_ examination: Examination, source: String, in language: Language) {
        self.examination = examination
        self.source = source
        self.language = language
    }

    /// Hands over the text, piece by piece.
    public func write(_ take: ([UInt8]) throws -> Void) rethrows {
        var json = PrettyJSON()
        try json.object { json in
            json.member("account", examination.account.text)
            json.member("asOf", examination.asOf.formatted(.iso8601))
            deviations(&json)
            try findings(&json, take)
            json.name("idleWaivers")
            json.array { json in
                for waiver in examination.idleWaivers {
                    json.item()
                    permission(waiver, &json)
                }
            }
            passed(&json)
            json.member("source", source)
            try said("unknown", examination.unknowns, &json, take) { ($0.check, $0.subject, "reason", $0.reason) }
            try said("vouched", examination.vouched, &json, take) { ($0.check, $0.subject, "ground", $0.ground) }
        }
        try json.end(take)
    }

    /// The thresholds that are looser than the standard.
    private func deviations(_ json: inout PrettyJSON) {
        json.name("deviations")
        json.array { json in
            for threshold in examination.limits.deviations {
                json.item()
                json.object { json in
                    json.member("standard", threshold.standard)
                    json.member("threshold", threshold.rawValue)
                    json.member("value", examination.limits[threshold])
                }
            }
        }
    }

    /// How many subjects passed, by check.
    private func passed(_ json: inout PrettyJSON) {
        json.name("passed")
        json.object { json in
            for result in examination.results.sorted(by: { $0.check.id.rawValue < $1.check.id.rawValue }) {
                json.name(of: result.check.id.rawValue)
                json.number(result.passed)
            }
        }
    }

    /// Waived findings included: they have a waiver.
    private func findings(_ json: inout PrettyJSON, _ take: ([UInt8]) throws -> Void) rethrows {
        let findings = examination.findings
        let rules = Dictionary(
            uniqueKeysWithValues: examination.results.filter { !$0.findings.isEmpty }.map { result in
                (result.check.id, RuleMembers(result.check.id, examination, language))
            })
        json.name("findings")
        try json.array { json in
            for start in stride(from: 0, to: findings.count, by: Self.portion) {
                let portion = findings[start..<min(start + Self.portion, findings.count)]
                let written = Abreast.made(of: portion, worthwhile: 32) { pieces(of: $0, rules) }
                try json.handOver(items: written, take)
            }
        }
    }

    /// Some of the findings, as they stand in the array of all.
    private func pieces(of findings: ArraySlice<Finding>, _ rules: [CheckID: RuleMembers]) -> [[UInt8]] {
        var json = PrettyJSON(depth: RuleMembers.depth - 1, behindOthers: findings.startIndex > 0)
        var pieces: [[UInt8]] = []
        for finding in findings {
            json.item()
            write(finding, rules[finding.check] ?? RuleMembers(finding.check, examination, language), &json)
            json.handOver { pieces.append($0) }
        }
        return pieces + [json.bytes]
    }

    private func write(_ finding: Finding, _ rule: RuleMembers, _ json: inout PrettyJSON) {
        let defect = finding.defect
        let subject = finding.subject.description
        json.object { json in
            json.members(rule.beforeEvidence)
            evidence(defect.evidence, &json)
            json.member("id", finding.id(of: subject))
            json.members(rule.beforeMessage)
            json.member("message", defect.message[language])
            remedy(defect.remedy, &json)
            json.member("resource", finding.resource)
            json.members(rule.beforeSubject)
            self.subject(finding.subject, called: subject, &json)
            json.members(rule.afterSubject)
            if let waiver = finding.waiver {
                json.name("waiver")
                permission(waiver, &json)
            } else {
                json.member("waiver", orNull: nil)
            }
        }
    }

    private func evidence(_ evidence: [Evidence], _ json: inout PrettyJSON) {
        json.name("evidence")
        json.array { json in
            for each in evidence {
                json.item()
                json.object { json in
                    json.member("source", each.source)
                    json.member("value", each.value)
                    json.member("what", each.what)
                }
            }
        }
    }

    private func remedy(_ remedy: Remedy, _ json: inout PrettyJSON) {
        json.name("remedy")
        json.object { json in
            json.name("aws")
            json.texts(remedy.aws)
            json.member("note", orNull: remedy.note?[language])
            json.member("tenure", orNull: remedy.tenure)
        }
    }

    private func subject(_ subject: Subject, called description: String, _ json: inout PrettyJSON) {
        json.name("subject")
        json.object { json in
            json.member("id", description)
            json.member("kind", subject.kind)
            if let slot = subject.slot { json.member("slot", slot) }
            if let user = subject.user { json.member("user", user.text) }
        }
    }

    private func permission(_ waiver: WaiverOnRecord, _ json: inout PrettyJSON) {
        json.object { json in
            if let approver = waiver.approvedBy { json.member("approvedBy", approver) }
            if let finding = waiver.finding { json.member("finding", finding) }
            json.member("owner", waiver.owner)
            json.member("reason", waiver.reason)
            json.member("request", waiver.request.description)
            json.member("until", waiver.until.formatted(.iso8601))
        }
    }

    /// What is not known, and what passed because somebody answers for it.
    private func said<Item>(
        _ name: StaticString, _ items: [Item], _ json: inout PrettyJSON, _ take: ([UInt8]) throws -> Void,
        _ parts: (Item) -> (check: CheckID, subject: Subject, what: StaticString, text: Bilingual)
    ) rethrows {
        json.name(name)
        try json.array { json in
            for item in items {
                let (check, subject, what, text) = parts(item)
                json.item()
                json.object { json in
                    json.member("check", check.rawValue)
                    // Sorted: "ground" and "reason" stand before "subject".
                    json.member(what, text[language])
                    self.subject(subject, called: subject.description, &json)
                }
                try json.handOver(take)
            }
        }
    }
}

/// What all findings of a check have in common, written once.
private struct RuleMembers: Sendable {
    // Within the text's object, the array of findings, and the finding.
    static let depth = 3
    let check: CheckID
    var beforeEvidence = PrettyJSON(depth: depth)
    var beforeMessage = PrettyJSON(depth: depth)
    var beforeSubject = PrettyJSON(depth: depth)
    var afterSubject = PrettyJSON(depth: depth)

    init(_ id: CheckID, _ examination: Examination, _ language: Language) {
        check = id
        let check = id.check
        beforeEvidence.member("asOf", examination.asOf.formatted(.iso8601))
        beforeEvidence.member("check", id.rawValue)
        beforeEvidence.name("cis")
        beforeEvidence.object { json in
            for (edition, numbers) in (check.references.cis?.byEdition ?? []).sorted(by: { $0.edition < $1.edition }) {
                json.name(of: edition)
                json.texts(numbers)
            }
        }
        beforeMessage.name("ismsP")
        beforeMessage.texts(check.references.ismsP.map(\.rawValue))
        beforeMessage.name("law")
        beforeMessage.array { json in
            for article in check.references.law where examination.limits.regimes.contains(article.regime) {
                json.item()
                json.object { json in
                    json.member("article", article.name)
                    json.member("scope", article.regime.rawValue)
                    json.member("status", article.status.rawValue)
                    json.member("text", article.text[language])
                }
            }
        }
        beforeSubject.member("severity", check.severity.rawValue)
        afterSubject.member("title", check.title[language])
        afterSubject.member("verdict", "fail")
    }
}
