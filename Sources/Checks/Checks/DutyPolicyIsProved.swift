import IAM
import Lifecycle

/// `duty-policy-proved`: without MFA users can do nothing but enrol it.
struct DutyPolicyIsProved: Check {
    let id = CheckID.dutyPolicyProved
    let severity = Severity.high
    let references = References(ismsP: [.authentication], law: [.safety6])
    let title = Bilingual(ko: "MFA 없이는 MFA 등록 말고 아무것도 할 수 없음이 증명된다", en: "It is proved that without MFA users can only enrol it")
    let explanation = Bilingual(
        ko: """
            표본이 아니라 모든 작업, 모든 리소스, 모든 조건값에 대해 증명한다. 콘솔 사용자와, 의무 정책 아래에 있는 액세스 키 사용자를 사용자의 모든 정책, \
            그룹, 권한 경계와 함께 본다. 반박되면 MFA 없이 통과하는 요청 하나를 보인다. 증명도 반박도 되지 않으면 알 수 없음이다. \
            리소스 정책과 서비스 제어 정책(SCP)은 스냅샷에 없다.
            """,
        en: """
            Proved for every action, every resource and every value of conditions, not for samples: of console users, and of those with an \
            access key who stand under a duty policy, with all of the user's policies, groups and boundary. Where it is refuted, one request \
            that goes through without MFA is shown; neither proved nor refuted is unknown. Policies on resources and service control \
            policies are not in a snapshot.
            """)
    let reads: [SnapshotFile] = [.report, .details, .passwordPolicy]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachUser(limits) { user, row, standing in
            guard row.passwordEnabled != false || standing.isUnderDuty else {
                return .notApplicable(Bilingual(ko: "콘솔 비밀번호도 의무 정책도 없음", en: "there is neither a console password nor a duty policy"))
            }
            switch standing.proof {
            case .proved: return .pass
            case .noWayIn: return .notApplicable(.noPassword)
            case .unknown(let reason): return .unknown(reason)
            case .refuted(let example):
                return .fail(
                    Defect(
                        example.message, example.evidence,
                        Remedy(
                            tenure: account.command("show", user.name),
                            note: Bilingual(
                                ko: "'tenure policy show duty'가 보이는 정책을 그룹으로 적용한다.",
                                en: "have the user under what 'tenure policy show duty' prints, through a group"))))
            }
        }
    }
}
