import IAM
import Lifecycle

/// `assume-any-role`: no policy in use allows AssumeRole with a wildcard.
struct NobodyAssumesAnyRole: Check {
    let id = CheckID.assumeAnyRole
    let severity = Severity.high
    let references = References(ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "임의의 역할을 맡을 수 있는 정책이 없다", en: "No policy allows any role to be assumed")
    let explanation = Bilingual(
        ko: """
            역할 이름에 와일드카드를 쓰면 나중에 만들어질 더 강한 역할까지 허용된다. 사용 중인 정책이 와일드카드 리소스에 sts:AssumeRole을 허용하면 취약이다. \
            모든 것을 허용하는 문은 policy-full-access가 다룬다.
            """,
        en: """
            A wildcard opens roles that do not exist yet, and stronger ones than was meant. It fails if a policy in use allows \
            sts:AssumeRole on a resource with a wildcard, or on all but some. Statements that allow everything are a matter of policy-full-access.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let message = Bilingual(ko: "와일드카드로 임의의 역할을 맡도록 허용함", en: "allows roles to be assumed by a wildcard")
        let note = Bilingual(ko: "역할의 ARN을 하나씩 적는다.", en: "name the roles by their ARNs")
        return account.eachPolicy(message, where: \.assumesByWildcard) { .detach($0, note: note) }
    }
}

extension PolicyStatement {
    private static let assumeRole = try? ActionName("sts:AssumeRole")

    /// Whether it allows roles to be assumed by a wildcard; statements about everything aside.
    var assumesByWildcard: Bool {
        guard effect == .allow, let resources, let assumeRole = Self.assumeRole, !isOfEverything else { return false }
        guard actions.items.contains(where: { $0.matches(assumeRole) }) != actions.isNegated else { return false }
        return resources.isNegated || resources.items.contains { Self.isWild($0.text) }
    }

    // `*` in the account's place of an otherwise exact ARN means every account. `${…}` is no wildcard.
    private static func isWild(_ text: String) -> Bool {
        let plain = text.replacing(/\$\{[^}]*\}/, with: "")
        guard plain == "*" || plain.contains(":role") || plain.contains("arn:*") || plain.hasPrefix("arn:aws") else { return false }
        let couldBeRole = plain == "*" || plain.hasPrefix("arn:*") || plain.contains(":iam:") || plain.contains(":*:")
        return couldBeRole && plain.contains { $0 == "*" || $0 == "?" }
    }
}
