import IAM
import Lifecycle

/// `duty-policy-attached`: console users stand under a duty policy that is known to hold.
struct ConsoleUserHasDutyPolicy: Check {
    let id = CheckID.dutyPolicyAttached
    let severity = Severity.high
    let references = References(ismsP: [.authentication], law: [.safety6])
    let title = Bilingual(ko: "콘솔 사용자에게 MFA 의무 정책이 적용되어 있다", en: "Console users stand under the duty policy")
    let explanation = Bilingual(
        ko: """
            의무 정책은 MFA가 없는 동안 MFA 등록 말고는 아무것도 할 수 없게 한다. tenure의 의무 정책이 그룹이나 사용자에 있으면 양호이다. \
            MFA 없는 콘솔 세션이나 액세스 키로 표본 요청 하나라도 명시적으로 거부되지 않으면 취약이다. \
            다른 정책이 표본을 모두 거부하면, 이 사용자가 정말 등록 말고는 아무것도 할 수 없음이 증명되어야 양호이고, 반박되면 취약이다 (duty-policy-proved).
            """,
        en: """
            The duty policy leaves a user without MFA nothing but enrolling MFA. It passes if the policy that tenure ships is on one of the \
            user's groups or on the user. It fails if a single sample request, from a console session without MFA or with an access key, is \
            not explicitly denied. Where another policy denies all samples, it passes if it is proved that this user can do nothing but \
            enrol, and fails if that is refuted (duty-policy-proved).
            """)
    let reads: [SnapshotFile] = [.report, .details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachConsoleUser(limits) { user, row, standing in
            switch standing.duty {
            case .shipped: .pass
            case .unseen(let policies): .unknown(.unreadable(policies))
            case .other:
                switch standing.proof {
                case .proved, .noWayIn: .pass
                case .unknown(let reason): .unknown(reason)
                case .refuted(let example): .fail(Defect(example.message, example.evidence, Self.remedy))
                }
            case .none(let action, let session):
                .fail(
                    Defect(
                        Bilingual(
                            ko: "MFA 없이 \(action)이 명시적으로 거부되지 않음 (\(session == "console" ? "콘솔" : "액세스 키"))",
                            en: "without MFA \(action) is not explicitly denied (\(session))"),
                        [
                            Evidence(
                                "GroupList", user.detail.groups.map(\.text).joined(separator: ", "), in: .details, at: .line(user.line)),
                            .report(row, "password_enabled", "true"),
                        ],
                        Self.remedy))
            }
        }
    }

    private static let remedy = Remedy(
        note: Bilingual(ko: "사용자를 의무 정책이 연결된 그룹에 넣는다.", en: "put the user into the group that carries the duty policy"))
}
