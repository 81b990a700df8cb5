import IAM
import Lifecycle

/// `role-trusts-outside`: a role trusts nobody outside without a condition.
struct RoleTrustsOwnAccounts: Check {
    let id = CheckID.roleTrustsOutside
    let severity = Severity.high
    let references = References(ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "역할이 외부 주체를 조건 없이 신뢰하지 않는다", en: "No role trusts outsiders without a condition")
    let explanation = Bilingual(
        ko: """
            다른 계정이나 외부 신원 공급자가 조건 없이 맡을 수 있는 역할은 우리 손을 떠난 문이다. 관리 중인 계정 밖의 AWS 주체, 모든 주체(*), 웹 신원과 OIDC \
            공급자를 조건(sts:ExternalId, aws:PrincipalOrgID, …:sub 등) 없이 신뢰하면 취약이다. OIDC의 …:aud와 aws:SecureTransport는 상대를 가리지 않으므로 \
            조건으로 보지 않는다. 서비스 주체와 이 계정의 SAML 공급자는 내부로 본다.
            """,
        en: """
            A role that other accounts or outside identity providers may assume without a condition is a door that others keep. It fails if a \
            trust policy allows an AWS principal outside the accounts under management, everybody (*), a web identity or an OIDC provider, \
            without a condition such as sts:ExternalId, aws:PrincipalOrgID or …:sub. OIDC's …:aud and aws:SecureTransport tell nobody apart and \
            do not count. Services and the account's own SAML providers are inside.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.roles.map { role in
            do {
                let trust = try account.snapshot.document(role.trust, as: .trust)
                return Outcome(.role(role.name), verdict(on: role, trust, account))
            } catch {
                return Outcome(.role(role.name), .unknown(.unreadable("trust policy of '\(role.name)'", String(describing: error))))
            }
        }
    }

    private func verdict(on role: RoleDetail, _ trust: PolicyDocument, _ account: ExaminedAccount) -> Verdict {
        let open = trust.statements.filter { $0.effect == .allow }.flatMap { statement in
            outsiders(statement, account).map { (statement, $0) }
        }
        guard !open.isEmpty else { return .pass }
        // A Deny may shut whom the Allow lets in; that takes more than a look at the statement.
        guard !trust.statements.contains(where: { $0.effect == .deny }) else {
            return .unknown(Bilingual(ko: "신뢰 정책의 Deny가 외부 주체를 막는지", en: "whether a Deny in the trust policy keeps the outsiders out"))
        }
        let evidence = open.map { statement, outsider in
            Evidence("Principal", outsider, in: .details, at: .policy("trust policy of '\(role.name)'", statement.position))
        }
        let names = open.map(\.1).prefix(3).joined(separator: ", ")
        let message = Bilingual(ko: "외부 주체를 조건 없이 신뢰함: \(names)", en: "trusts outsiders without a condition: \(names)")
        let remedy = Remedy(
            aws: ["aws iam update-assume-role-policy --role-name \(role.name) --policy-document file://trust.json"],
            note: Bilingual(
                ko: "trust.json에 조건(sts:ExternalId, aws:PrincipalOrgID 등)을 더한 신뢰 정책을 쓴다. 알려진 계정이면 tenure account add로 등록한다.",
                en:
                    "trust.json is the trust policy with a condition, as on sts:ExternalId or aws:PrincipalOrgID; an account of your own is made known with 'tenure account add'"
            ))
        return .fail(Defect(message, evidence, remedy))
    }

    private func outsiders(_ statement: PolicyStatement, _ account: ExaminedAccount) -> [String] {
        guard let principals = statement.principals else { return [] }
        let keys = statement.conditions.map { $0.key.text.lowercased() }.filter { $0 != "aws:securetransport" }
        if principals.isNegated { return keys.isEmpty ? ["NotPrincipal"] : [] }
        return principals.items.filter { principal in
            switch principal.type {
            case .service?: false
            case .aws?, nil, .canonicalUser?: keys.isEmpty && isOutside(principal.text, account)
            case .federated?:
                !principal.text.contains(":saml-provider/") && !keys.contains { !$0.hasSuffix(":aud") }
            }
        }.map(\.text)
    }

    // `*`, a number, or an ARN; the id of somebody who was deleted (AROA…) can never come back.
    private func isOutside(_ text: String, _ account: ExaminedAccount) -> Bool {
        if text == "*" { return true }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let owner = parts.count >= 6 ? String(parts[4]) : text
        guard let id = try? AccountID(owner) else { return parts.count >= 6 }
        return !account.ownAccounts.contains(id)
    }
}
