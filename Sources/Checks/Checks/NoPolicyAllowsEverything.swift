import IAM
import Lifecycle

/// `policy-full-access`: no policy in use allows everything on everything.
struct NoPolicyAllowsEverything: Check {
    let id = CheckID.policyFullAccess
    let severity = Severity.critical
    let references = References(cis: CIS("1.16", "1.16", "1.15"), ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "모든 것을 허용하는 정책을 사용하지 않는다", en: "No policy in use allows everything")
    let explanation = Bilingual(
        ko: """
            연결된 관리형 정책(AWS의 것도)이나 인라인 정책에 Action "*"를 Resource "*"에 허용하는 문이 있으면 취약이다. 조건이 붙어 있어도 취약이며, 조건을 근거에 적는다. \
            경계로만 쓰이는 정책은 아무것도 주지 않으므로 보지 않는다. 누가 실제로 관리자인지는 administrator 점검이 말한다.
            """,
        en: """
            It fails if an attached managed policy, AWS's own included, or an inline policy has a statement that allows Action "*" on \
            Resource "*". A condition does not save it; it is named. Policies that serve as boundaries only give nothing and are left out. \
            Who is an administrator in effect the check administrator says.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let message = Bilingual(ko: "모든 작업을 모든 리소스에 허용함", en: "allows every action on every resource")
        let note = Bilingual(ko: "먼저 업무에 필요한 만큼의 정책을 준다.", en: "first give the policies that the work needs")
        return account.eachPolicy(message, where: \.isOfEverything) { .detach($0, note: note) }
    }
}
