import IAM
import Lifecycle

/// `support-role`: somebody can open cases at AWS Support through a role.
struct SupportRoleExists: Check {
    let id = CheckID.supportRole
    let severity = Severity.low
    let references = References(cis: CIS("1.17", "1.17", "1.16"), ismsP: [.incidents])
    let title = Bilingual(ko: "AWS Support 역할이 있다", en: "There is a role for AWS Support")
    let explanation = Bilingual(
        ko: """
            사고가 났을 때 AWS Support에 문의할 수 있는 역할이 미리 있어야 한다. AWSSupportAccess가 역할에 연결되어 있거나, 서비스 연결이 아닌 역할이 \
            support:CreateCase를 할 수 있으면 양호이다. 누가 그 역할을 맡는지는 보지 않는다.
            """,
        en: """
            When something happens a role has to be there with which somebody may talk to AWS Support. It passes if AWSSupportAccess is on a \
            role, or if a role that is not service-linked may call support:CreateCase. Who assumes it is not looked at.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let arn = account.awsPolicy("AWSSupportAccess")
        let roles = account.snapshot.roles.filter { !$0.isServiceLinked }
        if roles.contains(where: { $0.attachedPolicies.map(\.arn).contains(arn) }) { return [Outcome(.account, .pass)] }
        if let create = try? ActionName("support:CreateCase"), roles.contains(where: { may(create, $0, account) }) {
            return [Outcome(.account, .pass)]
        }
        let unreadable = roles.flatMap { account.snapshot.principal($0).unreadable }
        guard unreadable.isEmpty else { return [Outcome(.account, .unknown(.unreadable(unreadable)))] }
        let message = Bilingual(ko: "AWS Support 역할이 없음", en: "no role may open cases at AWS Support")
        let evidence = Evidence("RoleDetailList", "\(roles.count) roles, none with AWSSupportAccess", in: .details)
        let remedy = Remedy(
            aws: [
                "aws iam create-role --role-name support --assume-role-policy-document file://trust.json",
                "aws iam attach-role-policy --role-name support --policy-arn \(arn)",
            ],
            note: Bilingual(ko: "trust.json에 사고 대응 담당자를 적는다.", en: "trust.json names those who respond to incidents"))
        return [Outcome(.account, .fail(Defect(message, [evidence], remedy)))]
    }

    private func may(_ action: ActionName, _ role: RoleDetail, _ account: ExaminedAccount) -> Bool {
        let session = ARN(
            partition: account.snapshot.partition, service: "sts", account: account.snapshot.account.text,
            resource: "assumed-role/\(role.name)/tenure-probe")
        let request = AuthorizationRequest(by: .roleSession(session, of: role.arn), action: action, on: .none)
        return evaluate(request, under: account.snapshot.principal(role).policies).decision == .allowed
    }
}
