import IAM
import Lifecycle

/// Whether a user without MFA can do nothing but enrol it: for every request, not for samples.
enum DutyProof: Sendable {
    case proved
    /// This request goes through without MFA.
    case refuted(Counterexample)
    case unknown(Bilingual)
    /// There is neither a console password nor an active key.
    case noWayIn
}

/// Proves it of one user after another: each policy is read once, however many users have it.
struct DutyProving {
    private let snapshot: AccountSnapshot
    private var prover = MFAProver()

    init(_ snapshot: AccountSnapshot) { self.snapshot = snapshot }

    mutating func proof(of user: SnapshotUser, _ principal: SnapshotPrincipal) -> DutyProof {
        if let row = user.row, row.passwordEnabled == false, !row.keys.contains(where: \.isActive) { return .noWayIn }
        // An unknown policy may allow, and may deny.
        guard principal.isComplete else { return .unknown(.unreadable(principal.unreadable)) }
        let proof = prove(principal.policies, of: principal.arn)
        guard case .proved = proof, snapshot.usersMayChangePassword == nil else { return proof }
        var policies = principal.policies
        policies.usersMayChangePassword = true
        if case .proved = prove(policies, of: principal.arn) { return .proved }
        let reason = Bilingual(ko: "사용자가 비밀번호를 바꿀 수 있는지 알 수 없음", en: "it does not tell whether users may change their password")
        return .unknown(.unseen(.passwordPolicy, reason))
    }

    private mutating func prove(_ policies: PolicySet, of user: ARN) -> DutyProof {
        switch prover.prove(policies, of: user) {
        case .proved: .proved
        case .refuted(let example) where example.isCertain: .refuted(example)
        case .refuted(let example):
            .unknown(
                Bilingual(
                    ko: "MFA 없이 \(example.request.action)이 허용되는지 AWS의 동작이 명확하지 않음",
                    en: "whether \(example.request.action) is allowed without MFA depends on what AWS does not document"))
        case .unknown(let obstacles):
            .unknown(
                Bilingual(
                    ko: "증명되지도 반박되지도 않음\(obstacles.first?.action.map { " (\($0))" } ?? "")",
                    en: "neither proved nor refuted: \(obstacles.first?.reason.rawValue ?? "")"))
        }
    }
}

extension Counterexample {
    /// What goes through, as a finding says it.
    var message: Bilingual {
        let isConsole = request.context["aws:MultiFactorAuthPresent"] != nil
        return Bilingual(
            ko: "MFA 없이 \(request.action)을 할 수 있음: \(request.resource) (\(isConsole ? "콘솔" : "액세스 키"))",
            en: "without MFA can call \(request.action) on \(request.resource) (\(isConsole ? "console" : "access key"))")
    }

    /// What allows it, and what else has to be so.
    var evidence: [Evidence] {
        let given = assumptions.map { Evidence("\($0.key)", $0.value.all.joined(separator: ", "), in: .details) }
        let grant =
            evaluation.deciders.contains(.passwordPolicy) ? [Evidence("AllowUsersToChangePassword", "true", in: .passwordPolicy)] : []
        return [Evidence("request", "\(request.action) on \(request.resource)", in: .details)] + given
            + Evidence.statements(evaluation.statements) + grant
    }
}
