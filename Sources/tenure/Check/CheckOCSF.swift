import Checks
import Foundation
import IAM
import Lifecycle

/// Findings and what is not known as events of the Open Cybersecurity Schema Framework, one JSON object a line: class 2003, Compliance
/// Finding, of version 1.3.0. A waived finding is a suppressed one; what is not known is a warning.
struct CheckOCSF {
    let examination: Examination
    let language: Language

    func write(_ take: ([UInt8]) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for finding in examination.findings { try take(Array(try encoder.encode(event(finding))) + "\n".utf8) }
        for unknown in examination.unknowns { try take(Array(try encoder.encode(event(unknown))) + "\n".utf8) }
    }

    private func event(_ finding: Finding) -> OCSFEvent {
        let defect = finding.defect
        let remedy = defect.remedy
        let commands = ([remedy.tenure].compactMap(\.self) + remedy.aws).joined(separator: "\n")
        let advice = [remedy.note?[language], commands.isEmpty ? nil : commands].compactMap(\.self).joined(separator: "\n")
        var event = event(finding.check, finding.subject, resource: finding.resource)
        event.findingInfo.desc = defect.message[language]
        event.message = defect.message[language]
        event.compliance.status = "Fail"
        event.compliance.statusId = 3
        event.compliance.statusDetail = defect.evidence.map { "\($0.source): \($0.what) = \($0.value)" }.joined(separator: "; ")
        if !advice.isEmpty { event.remediation = OCSFEvent.Remediation(desc: advice) }
        if let waiver = finding.waiver {
            (event.status, event.statusId) = ("Suppressed", 3)
            event.comment = "\(waiver.request), \(waiver.owner), \(waiver.until.formatted(.iso8601)): \(waiver.reason)"
        }
        return event
    }

    private func event(_ unknown: Unknown) -> OCSFEvent {
        var event = event(unknown.check, unknown.subject, resource: "")
        event.findingInfo.desc = unknown.reason[language]
        event.message = unknown.reason[language]
        event.compliance.status = "Warning"
        event.compliance.statusId = 2
        event.compliance.statusDetail = unknown.reason[language]
        return event
    }

    private func event(_ id: CheckID, _ subject: Subject, resource: String) -> OCSFEvent {
        let check = id.check
        let cis = (check.references.cis?.byEdition ?? []).flatMap { edition, numbers in
            numbers.map { "CIS-AWS-Foundations-\(edition) \($0)" }
        }
        let controls = check.references.ismsP.map { "ISMS-P \($0.rawValue)" }
        let standards = (cis.isEmpty ? [] : ["CIS AWS Foundations Benchmark"]) + (controls.isEmpty ? [] : ["KISA ISMS-P"])
        let number = examination.account.text
        return OCSFEvent(
            time: examination.asOf, severity: check.severity,
            finding: .init(uid: "\(id):\(number):\(subject)", title: check.title[language]),
            compliance: .init(
                control: id.rawValue, requirements: cis + controls, standards: standards.isEmpty ? ["tenure"] : standards, status: "",
                statusId: 0, statusDetail: ""),
            resource: .init(
                uid: resource.isEmpty ? subject.description : resource, name: subject.description, type: subject.kind,
                cloudPartition: examination.partition.rawValue),
            cloud: .init(account: .init(uid: number, name: examination.alias?.text)))
    }
}

/// A Compliance Finding, with the members that its schema demands or recommends. In JSON they are spelled as the schema spells them: `class_uid`.
struct OCSFEvent: Encodable {
    let activityId = 1
    let activityName = "Create"
    let categoryName = "Findings"
    let categoryUid = 2
    let className = "Compliance Finding"
    let classUid = 2_003
    let cloud: Cloud
    var comment: String?
    var compliance: Compliance
    var findingInfo: Info
    var message = ""
    let metadata = Metadata()
    var remediation: Remediation?
    let resources: [Resource]
    let severity: String
    let severityId: Int
    var status = "New"
    var statusId = 1
    /// Milliseconds since 1970.
    let time: Int
    let typeName = "Compliance Finding: Create"
    let typeUid = 200_301

    struct Metadata: Encodable {
        let version = "1.3.0"
        let product = Product()
        let profiles = ["cloud"]
    }

    struct Product: Encodable {
        let name = "tenure"
        let vendorName = "tenure"
    }

    struct Info: Encodable {
        let uid: String
        let title: String
        var desc = ""
    }

    struct Compliance: Encodable {
        let control: String
        let requirements: [String]
        let standards: [String]
        var status: String
        var statusId: Int
        var statusDetail: String
    }

    struct Remediation: Encodable {
        let desc: String
    }

    struct Resource: Encodable {
        let uid: String
        let name: String
        let type: String
        let cloudPartition: String
    }

    struct Cloud: Encodable {
        let provider = "AWS"
        let account: Account
    }

    struct Account: Encodable {
        let uid: String
        let name: String?
        let type = "AWS Account"
        let typeId = 10
    }

    init(time: Date, severity: Severity, finding: Info, compliance: Compliance, resource: Resource, cloud: Cloud) {
        self.time = Int(time.timeIntervalSince1970) * 1_000
        (self.severity, severityId) = severity.ocsf
        findingInfo = finding
        self.compliance = compliance
        resources = [resource]
        self.cloud = cloud
    }
}

extension Severity {
    fileprivate var ocsf: (name: String, id: Int) {
        switch self {
        case .low: ("Low", 2)
        case .medium: ("Medium", 3)
        case .high: ("High", 4)
        case .critical: ("Critical", 5)
        }
    }
}
