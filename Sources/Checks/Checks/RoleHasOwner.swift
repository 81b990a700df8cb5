import IAM
import Lifecycle

/// `role-without-owner`: somebody answers for every role.
struct RoleHasOwner: Check {
    let id = CheckID.roleWithoutOwner
    let severity = Severity.low
    let references = References(ismsP: [.accounts])
    let title = Bilingual(ko: "모든 역할에 담당자가 있다", en: "Somebody answers for every role")
    let explanation = Bilingual(
        ko: "누구의 것인지 모르는 역할은 검토하거나 없앨 수 없다. owner, team, contact, 담당자 태그(대소문자 무관)가 비어 있거나 없으면 취약이다. 서비스 연결 역할은 해당 없음이다.",
        en: """
            A role that is nobody's cannot be reviewed and is never removed. It fails if none of the tags owner, team, contact or 담당자 (in \
            any case) has a value. Service-linked roles are left out.
            """)
    let reads: [SnapshotFile] = [.details]
    private static let keys: Set<String> = ["owner", "team", "contact", "담당자"]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.roles.map { role in
            guard !role.isServiceLinked else { return Outcome(.role(role.name), .notApplicable(.serviceLinked)) }
            if role.tags.contains(where: { Self.keys.contains($0.key.lowercased()) && !$0.value.isEmpty }) {
                return Outcome(.role(role.name), .pass)
            }
            let tags = role.tags.map(\.key).joined(separator: ", ")
            let evidence = Evidence("Tags", "\(role.name): [\(tags)]", in: .details)
            let remedy = Remedy(
                aws: ["aws iam tag-role --role-name \(role.name) --tags Key=owner,Value=TEAM"],
                note: Bilingual(ko: "TEAM에 담당 팀이나 사람을 적는다.", en: "TEAM is the team or person that answers for it"))
            let message = Bilingual(ko: "담당자를 알 수 없는 역할", en: "nobody is named who answers for the role")
            return Outcome(.role(role.name), .fail(Defect(message, [evidence], remedy)))
        }
    }
}
