import Checks
import Foundation
import IAM
import Lifecycle

/// What checks said, as machines read it.
struct ExaminationJSON: Encodable {
    let asOf: Date
    let source: String
    let account: String
    /// Waived ones included: they have a waiver.
    let findings: [Entry]
    /// How many subjects passed, by check.
    let passed: [String: Int]
    let unknown: [Blank]
    /// What passed because somebody answers for it, and who.
    let vouched: [Ground]
    /// Waivers in force that match no finding of the checks that ran.
    let idleWaivers: [Permission]
    /// The thresholds that are looser than the standard.
    let deviations: [Deviation]

    struct Deviation: Encodable {
        let threshold: String
        let value: Int
        let standard: Int
    }

    struct Blank: Encodable {
        let check: String
        let subject: Thing
        let reason: String
    }

    struct Ground: Encodable {
        let check: String
        let subject: Thing
        let ground: String
    }

    /// A waiver.
    struct Permission: Encodable {
        let request: String
        let finding: String?
        let owner: String
        let reason: String
        let approvedBy: String?
        let until: Date

        init(_ waiver: WaiverOnRecord) {
            request = waiver.request.description
            finding = waiver.finding
            owner = waiver.owner
            reason = waiver.reason
            approvedBy = waiver.approvedBy
            until = waiver.until
        }
    }

    struct Thing: Encodable {
        let kind: String
        let id: String
        let user: String?
        let slot: Int?
    }

    struct Entry: Encodable {
        let id: String
        let check: String
        let verdict: String
        let severity: String
        let title: String
        let message: String
        let subject: Thing
        let resource: String
        let asOf: Date
        let evidence: [Proof]
        let remedy: Cure
        let cis: [String: [String]]
        let ismsP: [String]
        let law: [Law]
        /// Null without one, so that the member is always there.
        let waiver: Permission?

        enum CodingKeys: CodingKey {
            case id, check, verdict, severity, title, message, subject, resource, asOf, evidence, remedy, cis, ismsP, law, waiver
        }
    }

    struct Proof: Encodable {
        let what: String
        let value: String
        let source: String
    }

    struct Cure: Encodable {
        let tenure: String?
        let aws: [String]
        let note: String?

        enum CodingKeys: CodingKey {
            case tenure, aws, note
        }

        // Null where there is none, so that the members are always there.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(tenure, forKey: .tenure)
            try container.encode(aws, forKey: .aws)
            try container.encode(note, forKey: .note)
        }
    }

    struct Law: Encodable {
        let article: String
        let status: String
        let scope: String
        let text: String
    }

    init(_ examination: Examination, source: String, in language: Language) {
        asOf = examination.asOf
        self.source = source
        account = examination.account.text
        findings = examination.findings.map { Entry($0, language, examination.limits.regimes) }
        passed = Dictionary(uniqueKeysWithValues: examination.results.map { ($0.check.id.rawValue, $0.passed) })
        unknown = examination.unknowns.map { Blank(check: $0.check.rawValue, subject: Thing($0.subject), reason: $0.reason[language]) }
        vouched = examination.vouched.map { Ground(check: $0.check.rawValue, subject: Thing($0.subject), ground: $0.ground[language]) }
        idleWaivers = examination.idleWaivers.map(Permission.init)
        deviations = examination.limits.deviations.map {
            Deviation(threshold: $0.rawValue, value: examination.limits[$0], standard: $0.standard)
        }
    }
}

extension ExaminationJSON.Thing {
    init(_ subject: Subject) {
        kind = subject.kind
        id = subject.description
        user = subject.user?.text
        slot = subject.slot
    }
}

extension ExaminationJSON.Entry {
    init(_ finding: Finding, _ language: Language, _ regimes: Set<Regime>) {
        let (check, defect) = (finding.check.check, finding.defect)
        id = finding.id
        self.check = finding.check.rawValue
        verdict = "fail"
        severity = finding.severity.rawValue
        title = check.title[language]
        message = defect.message[language]
        subject = ExaminationJSON.Thing(finding.subject)
        resource = finding.resource
        asOf = finding.asOf
        evidence = defect.evidence.map { ExaminationJSON.Proof(what: $0.what, value: $0.value, source: $0.source) }
        remedy = ExaminationJSON.Cure(tenure: defect.remedy.tenure, aws: defect.remedy.aws, note: defect.remedy.note?[language])
        cis = Dictionary(uniqueKeysWithValues: (check.references.cis?.byEdition ?? []).map { ($0.edition, $0.numbers) })
        ismsP = check.references.ismsP.map(\.rawValue)
        law = check.references.law.filter { regimes.contains($0.regime) }.map {
            ExaminationJSON.Law(article: $0.name, status: $0.status.rawValue, scope: $0.regime.rawValue, text: $0.text[language])
        }
        waiver = finding.waiver.map(ExaminationJSON.Permission.init)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(check, forKey: .check)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(severity, forKey: .severity)
        try container.encode(title, forKey: .title)
        try container.encode(message, forKey: .message)
        try container.encode(subject, forKey: .subject)
        try container.encode(resource, forKey: .resource)
        try container.encode(asOf, forKey: .asOf)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(remedy, forKey: .remedy)
        try container.encode(cis, forKey: .cis)
        try container.encode(ismsP, forKey: .ismsP)
        try container.encode(law, forKey: .law)
        try container.encode(waiver, forKey: .waiver)
    }
}
