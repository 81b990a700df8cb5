import IAM
import Lifecycle

/// `privilege-escalation`: nobody can make themselves administrator.
struct NobodyEscalates: Check {
    let id = CheckID.privilegeEscalation
    let severity = Severity.critical
    let references = References(ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "스스로 관리자가 될 수 있는 사용자가 없다", en: "Nobody can make themselves administrator")
    let explanation = Bilingual(
        ko: """
            전체 관리자가 아닌데 될 수 있는 사용자를 찾는다. 알려진 \(EscalationPath.all.count)개 경로를 사용자의 모든 정책, 그룹, 권한 경계, Deny와 실제 사용자, 그룹, \
            역할(신뢰 정책), 정책에 대해 평가하며, 역할을 거치는 길은 길이에 상관없이 따라가고, 도중에 다른 \
            사용자나 역할의 권한이나 태그를 바꾸는 것도 본다. 스냅샷에 보이지 않는 조건에 달린 길은 알 수 없음이다. \
            함수나 인스턴스가 어느 역할로 실행되는지는 보이지 않으므로, 그 서비스를 신뢰하는 역할로 실행되는 것이 있다고 본다. \
            이미 전체 관리자인 사용자는 administrator가 다룬다. 서비스 제어 정책(SCP)과 리소스 정책은 보지 않는다.
            """,
        en: """
            It looks for users who are no full administrators and can become one: \(EscalationPath.all.count) published paths, evaluated \
            under all of the user's policies, groups, boundary and denials, and on the users, groups, roles (with their trust policies) and \
            policies that there are. Chains through roles and users are followed to any length, and so is who changes permissions or tags of \
            others on the way. A way that depends on a condition that no snapshot shows is unknown. Which function or instance runs as \
            which role no snapshot shows: where a role trusts the service, one is taken to run as it. Full administrators are a matter of \
            administrator. Service control policies and policies on resources are not seen.
            """)
    let reads: [SnapshotFile] = [.details, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.standing.map { user, standing in Outcome(.user(user.name), verdict(user, standing, account)) }
    }

    private func verdict(_ user: SnapshotUser, _ standing: Standing, _ account: ExaminedAccount) -> Verdict {
        if case .allowed = standing.administration {
            return .notApplicable(Bilingual(ko: "이미 전체 관리자임 (administrator)", en: "is a full administrator already (administrator)"))
        }
        switch account.escalation(of: user.name, standing) {
        case .none: return .pass
        case .unseen(let policies): return .unknown(.unreadable(policies))
        case .depends(let route, let keys):
            let matter = Bilingual(ko: "관리자가 될 수 있는지", en: "whether they can make themselves administrator (\(route.sentence.en))")
            return .unknown(.depends(on: keys, matter))
        case .open(let routes): return .fail(defect(user, routes))
        }
    }

    private func defect(_ user: SnapshotUser, _ routes: [EscalationRoute]) -> Defect {
        let first = routes.first?.sentence ?? Bilingual(ko: "", en: "")
        let more = routes.count > 1 ? " (+\(routes.count - 1))" : ""
        let message = Bilingual(ko: "관리자가 될 수 있음: \(first.ko)\(more)", en: "can become administrator: \(first.en)\(more)")
        let ways = routes.map { Evidence($0.id, $0.sentence.en, in: .details, at: .line(user.line)) }
        return Defect(
            message, ways + Evidence.statements(routes.statements),
            Remedy(
                note: Bilingual(
                    ko: "위의 문이 있는 정책이나 그룹에서 빼거나, 문의 Resource를 필요한 것으로 좁힌다.",
                    en: "take the user out of the policies or groups with these statements, or narrow their Resource to what is needed")))
    }
}
