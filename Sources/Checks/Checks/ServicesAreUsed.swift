import IAM
import Lifecycle

/// `unused-service`: users use the services that their policies allow.
struct ServicesAreUsed: Check {
    let id = CheckID.unusedService
    let severity = Severity.low
    let references = References(ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "허용된 서비스를 실제로 사용한다", en: "Users use the services that they are allowed")
    let explanation = Bilingual(
        ko: """
            쓰지 않는 권한은 없애도 아무도 모르고, 남기면 공격자가 쓴다. 정책이 허용하는데 기간 안에 접근하지 않은 서비스가 있으면 취약이며 서비스를 모두 적는다. \
            기간보다 나중에 만들어진 사용자는 판단하지 않는다. 거부된 시도도 접근으로 남고, 최근 네 시간은 아직 보이지 않을 수 있다.
            """,
        en: """
            Nobody misses a permission that nobody uses, but an intruder. It fails if services are allowed and were not accessed within the \
            window; all are named. Users made within the window pass. Denied attempts count as access, and the last four hours may not show yet.
            """)
    let reads: [SnapshotFile] = [.details]
    let thresholds = [Threshold.serviceUnusedDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let facts = account.snapshot.users.map { account.snapshot.lastAccessed($0.name) }
        // Taken for nobody, it is one thing that is not known, and not one for each user.
        if !facts.isEmpty, facts.allSatisfy({ $0.value == nil }) {
            let reason = Bilingual(
                ko: "서비스 마지막 접근 정보가 없음 (tenure snapshot pull --last-accessed)",
                en: "nobody's last access of services was read (tenure snapshot pull --last-accessed)")
            return [Outcome(.account, .unknown(reason))]
        }
        return zip(account.snapshot.users, facts).map { user, fact in
            Outcome(.user(user.name), fact.known(.lastAccessed(user.name), { verdict(on: user, $0, account, limits) }, else: { $0 }))
        }
    }

    private func verdict(on user: SnapshotUser, _ access: LastAccessed, _ account: ExaminedAccount, _ limits: Limits) -> Verdict {
        guard access.asOf.timeIntervalSince(user.detail.user.created) >= limits.days(.serviceUnusedDays) else { return .pass }
        let idle = access.idle(limits)
        guard !idle.isEmpty else { return .pass }
        let names = idle.prefix(5).map(\.namespace).joined(separator: ", ") + (idle.count > 5 ? " (+\(idle.count - 5))" : "")
        let message = Bilingual(
            ko: "허용된 서비스 \(access.services.count)개 중 \(idle.count)개를 \(limits[.serviceUnusedDays])일 동안 사용하지 않음: \(names)",
            en: "\(idle.count) of \(access.services.count) allowed services not used for \(limits[.serviceUnusedDays]) days: \(names)")
        let evidence = idle.map { service in
            Evidence(service.namespace, service.last.map(ReportTime.text) ?? "never", in: .lastAccessed(user.name))
        }
        let note = Bilingual(
            ko: "권한을 주는 그룹의 정책에서 이 서비스를 빼거나, 더 좁은 그룹으로 옮긴다.",
            en: "take these services out of the groups' policies, or move the user to a narrower group")
        return .fail(Defect(message, evidence, Remedy(tenure: account.command("show", user.name), note: note)))
    }
}

extension LastAccessed {
    /// The services that were not used within the window.
    func idle(_ limits: Limits) -> [ServiceAccess] {
        services.filter { service in service.last.map { asOf.timeIntervalSince($0) >= limits.days(.serviceUnusedDays) } ?? true }
    }
}
