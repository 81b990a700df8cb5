import Foundation
import IAM
import Lifecycle

/// Every request that AWS's simulator was asked about, with both answers: what is kept, and what programs read.
struct LiveEvidence: Encodable {
    let claim = "no-mfa"
    let user: String
    /// The snapshot whose policies were proved.
    let snapshot: String
    let asOf: Date
    let verdict: String
    /// Policies that apply and are not known.
    let unreadable: [String]
    let requests: [Request]

    init(_ principal: SnapshotPrincipal, _ proof: Proof?, _ comparison: LiveComparison, snapshot: KeptSnapshot) {
        user = principal.arn.description
        self.snapshot = snapshot.digest.text
        asOf = snapshot.taken
        verdict = (proof?.verdict ?? .unknown).rawValue
        unreadable = principal.unreadable.map(\.description)
        requests = comparison.rows.map(Request.init)
    }

    /// The JSON text.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// One request.
    struct Request: Encodable {
        let session: String
        let action: String
        let resource: String
        let context: [String: [String]]
        let isEnrolment: Bool
        let tenure: String
        let tenurePolicies: [String]
        let aws: String
        let awsPolicies: [String]
        let allowedByOrganizations: Bool?
        let agreement: String

        init(_ row: LiveComparison.Row) {
            session = row.probe.session.rawValue
            action = row.probe.request.action.text
            resource = row.probe.request.resource.text
            context = Dictionary(row.probe.keys.map { ($0.name, $0.values) }) { first, _ in first }
            isEnrolment = row.probe.isEnrolment
            tenure = row.ours.decision.rawValue
            tenurePolicies = Set(row.ours.matched.map(\.policy)).sorted()
            aws = row.theirs.decision.rawValue
            awsPolicies = Set(row.theirs.policies).sorted()
            allowedByOrganizations = row.theirs.allowedByOrganizations
            agreement = row.agreement.rawValue
        }
    }
}
