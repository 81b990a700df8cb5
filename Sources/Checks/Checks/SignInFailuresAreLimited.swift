import IAM
import Lifecycle

/// `sign-in-failure-limit`: sign-in is locked after some failures; IAM has no such rule.
struct SignInFailuresAreLimited: Check {
    let id = CheckID.signInFailureLimit
    let severity = Severity.low
    let references = References(ismsP: [.authentication], law: [.safety5])
    let title = Bilingual(ko: "로그인 실패 횟수를 제한한다", en: "Failures to sign in are limited")
    let explanation = Bilingual(
        ko:
            "IAM에는 로그인 실패 횟수를 제한하는 설정이 없다. 보완 통제(MFA, 접속 주소 제한, 경보)를 사람이 확인하고 'tenure check attest sign-in-failure-limit'로 기록할 때까지 알 수 없음이다.",
        en: """
            IAM has no limit on failures to sign in. What stands in for it (MFA, limits on addresses, alarms) somebody has to \
            confirm: it is unknown until they do, with 'tenure check attest sign-in-failure-limit'.
            """)
    let reads: [SnapshotFile] = []

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let reason = Bilingual(
            ko: "IAM에는 이 설정이 없음: 보완 통제를 사람이 확인해야 함", en: "IAM has no such setting: somebody has to confirm what stands in for it")
        return [Outcome(.account, account.attested("sign-in-failure-limit", else: reason))]
    }
}
