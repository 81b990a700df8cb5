import Foundation
import IAM
import Lifecycle

/// Statements that open too much: taken out of the account's own policies by a further version, and out of inline policies by writing them
/// anew; AWS's policies are detached.
///
/// It takes permissions from people, so it is planned only for checks that were asked for by name.
struct EscalationRepair {
    private let planner: RepairPlanner
    private var snapshot: AccountSnapshot { planner.account.snapshot }

    init(_ planner: RepairPlanner) { self.planner = planner }

    static let checks: Set<CheckID> = [.policyFullAccess, .assumeAnyRole, .administrator, .privilegeEscalation, .auditCanBeDisabled]

    /// Where statements stand that were found.
    private enum Place: Hashable {
        case managed(ARN)
        case inline(InlinePolicy)
        /// What the snapshot has no document of.
        case unknown(String)

        var name: String {
            switch self {
            case .managed(let arn): "\(arn)"
            case .inline(let policy): "\(policy.subject)"
            case .unknown(let name): name
            }
        }
    }

    /// What was found in a policy.
    private struct Found {
        private(set) var positions: Set<TextPosition> = []
        private(set) var findings: [Finding] = []

        /// Takes a statement that a finding names. The statements of one finding come one after the other.
        mutating func take(_ position: TextPosition, of finding: Finding) {
            positions.insert(position)
            if findings.last !== finding { findings.append(finding) }
        }
    }

    func add(to drafts: inout RepairDrafts) {
        var asked: [Finding] = []
        for finding in planner.findings where Self.checks.contains(finding.check) {
            if planner.known.asked.contains(finding.check) {
                asked.append(finding)
            } else {
                drafts.leave(finding, Self.unasked(finding.check))
            }
        }
        let places = places(of: asked)
        let named = Set(places.values.flatMap(\.findings).map(\.id))
        for finding in asked where !named.contains(finding.id) { drafts.leave(finding, Self.unnamed(finding.check)) }
        for (place, found) in places.sorted(by: { $0.key.name < $1.key.name }) {
            if let reason = answer(found, at: place, in: &drafts) {
                for finding in found.findings { drafts.leave(finding, reason) }
            }
        }
    }

    /// The policies that findings name statements of.
    private func places(of findings: [Finding]) -> [Place: Found] {
        guard !findings.isEmpty else { return [:] }
        let inline = InlinePolicies(in: snapshot)
        var places: [Place: Found] = [:]
        for finding in findings {
            for case .policy(let name, let position) in finding.defect.evidence.map(\.place) {
                let place = inline[name].map(Place.inline) ?? (try? ARN(name)).map(Place.managed) ?? .unknown(name)
                places[place, default: Found()].take(position, of: finding)
            }
        }
        return places
    }

    /// Drafts what takes the statements away, or says why they stay.
    private func answer(_ found: Found, at place: Place, in drafts: inout RepairDrafts) -> Bilingual? {
        let (text, holders) = told(place)
        guard let text, let document = try? snapshot.document(text) else { return Self.unseen(place.name) }
        if let reason = planner.objection(toTakingFrom: holders) { return reason }
        let taken = TakenStatements(found.positions, of: document)
        switch place {
        case .managed(let arn): ManagedEscalationRepair(planner).add(arn, without: taken, answering: found.findings, to: &drafts)
        case .inline(let policy): InlineEscalationRepair(planner).add(policy, without: taken, answering: found.findings, to: &drafts)
        case .unknown: break
        }
        return nil
    }

    private func told(_ place: Place) -> (document: String?, holders: [Subject.Holder]) {
        switch place {
        case .managed(let arn): (snapshot.policies[arn]?.document, planner.account.holders(of: arn))
        case .inline(let policy): (policy.document, [policy.holder])
        case .unknown: (nil, [])
        }
    }

    private static func unasked(_ check: CheckID) -> Bilingual {
        Bilingual(
            ko: "사람에게서 권한을 빼앗으므로 이름을 대야 계획함: tenure fix plan --check \(check)",
            en: "it takes permissions from people, so it is planned by name only: tenure fix plan --check \(check)")
    }
    // A role that trusts somebody by name lets them in without any statement of theirs.
    private static func unnamed(_ check: CheckID) -> Bilingual {
        Bilingual(
            ko: "정책의 문이 아니라 역할의 신뢰 정책이 허용함. 근거를 보고 직접 고친다: tenure check run --only \(check)",
            en: "no statement opens it, but a role's trust: see 'tenure check run --only \(check)', and edit it by hand")
    }
    private static func unseen(_ name: String) -> Bilingual {
        Bilingual(ko: "\(name): 스냅샷에 문서가 없으므로 직접 고친다", en: "\(name): its document is not in the snapshot, edit it by hand")
    }
}

/// What is taken out of a policy, and what stays in it.
struct TakenStatements {
    /// Nil if nothing stays.
    let left: PolicyDocument?
    /// By their Sids, or by their numbers where they have none.
    private let names: [String]

    /// The statements that begin at these positions.
    init(_ positions: Set<TextPosition>, of document: PolicyDocument) {
        left = document.without { positions.contains($0.position) }
        names = document.statements.filter { positions.contains($0.position) }.map { $0.sid ?? "\($0.index + 1)" }
    }

    /// Who loses what.
    func losing(_ holders: [String]) -> Bilingual {
        let (statements, holders) = (names.joined(separator: ", "), holders.joined(separator: ", "))
        return Bilingual(
            ko: "다음은 문장 \(statements)이 주던 권한을 잃음: \(holders)", en: "these lose what statement \(statements) gives: \(holders)")
    }
}
