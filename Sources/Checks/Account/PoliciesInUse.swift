import IAM
import Lifecycle

/// A policy that gives somebody something.
struct PolicyInUse: Sendable {
    let subject: Subject
    /// As `AppliedPolicy.name` has it.
    let name: String
    let holders: [Subject.Holder]

    /// What an inline policy is called in verdicts on policies.
    static func name(ofInline policy: PolicyName, of holder: Subject.Holder) -> String { "inline policy '\(policy)' of \(holder)" }
}

extension ExaminedAccount {
    /// One outcome for each policy that is attached or inline: the statements that are found fault with. Policies that are only boundaries
    /// allow nothing and are not among them.
    func eachPolicy(
        _ message: Bilingual, where isWrong: (PolicyStatement) -> Bool, remedy: @escaping @Sendable (PolicyInUse) -> Remedy
    ) -> [Outcome] {
        func judge(_ policy: PolicyInUse, _ document: Result<PolicyDocument, PolicySyntaxError>) -> Outcome {
            switch document {
            case .failure(let error): return Outcome(policy.subject, .unknown(.unreadable(policy.name, error.description)))
            case .success(let document):
                let found = document.statements.filter { $0.effect == .allow && isWrong($0) }
                guard !found.isEmpty else { return Outcome(policy.subject, .pass) }
                return Outcome(policy.subject, .fail(Defect(message, self.evidence(found, policy), remedy(policy))))
            }
        }
        let managed = attachments.ordered.map { name, arn, holders in
            let policy = PolicyInUse(subject: .managedPolicy(arn), name: name, holders: holders)
            guard let text = snapshot.policies[arn]?.document else {
                return Outcome(policy.subject, .unknown(.unreadable(policy.name, "its document is not in the snapshot")))
            }
            return judge(policy, read(text))
        }
        let own = standing.flatMap { user, standing in
            user.detail.inlinePolicies.keys.sorted().map { name -> Outcome in
                guard let document = standing.inline[name] else { return Outcome(.inlinePolicy(name, of: .user(user.name)), .pass) }
                return judge(Self.inline(name, .user(user.name)), document)
            }
        }
        let shared =
            snapshot.groups.values.sorted { $0.group.name < $1.group.name }.map { (Subject.Holder.group($0.group.name), $0.inlinePolicies) }
            + snapshot.roles.map { (.role($0.name), $0.inlinePolicies) }
        return managed + own
            + shared.flatMap { holder, policies in
                policies.sorted { $0.key < $1.key }.map { name, text in judge(Self.inline(name, holder), read(text)) }
            }
    }

    private static func inline(_ name: PolicyName, _ holder: Subject.Holder) -> PolicyInUse {
        PolicyInUse(subject: .inlinePolicy(name, of: holder), name: PolicyInUse.name(ofInline: name, of: holder), holders: [holder])
    }

    private func read(_ text: String) -> Result<PolicyDocument, PolicySyntaxError> {
        Result { () throws(PolicySyntaxError) in try snapshot.document(text) }
    }

    private func evidence(_ statements: [PolicyStatement], _ policy: PolicyInUse) -> [Evidence] {
        let holders = policy.holders.prefix(5).map(\.description).joined(separator: ", ")
        let more = policy.holders.count > 5 ? " (+\(policy.holders.count - 5))" : ""
        return statements.map { statement in
            let actions = (statement.actions.isNegated ? "NotAction " : "") + statement.actions.items.map(\.text).joined(separator: ", ")
            let resources = statement.resources?.items.map(\.text).joined(separator: ", ") ?? "*"
            let condition = statement.conditions.isEmpty ? "" : " if \(statement.conditions.map(\.key.text).joined(separator: ", "))"
            return Evidence(
                statement.sid.map { "Statement '\($0)'" } ?? "Statement \(statement.index + 1)",
                "Allow \(actions) on \(resources)\(condition)", in: .details, at: .policy(policy.name, statement.position))
        } + [Evidence("attached to", holders + more, in: .details)]
    }
}

extension PolicyStatement {
    /// Whether it is about every action on everything.
    var isOfEverything: Bool {
        let isEveryAction = !actions.isNegated && actions.items.contains { $0.text == "*" || $0.text == "*:*" }
        guard isEveryAction, let resources, !resources.isNegated else { return false }
        return resources.items.contains { $0 == .everything || $0.text == "arn:*" || $0.text == "arn:*:*:*:*:*" }
    }
}

extension Remedy {
    /// Takes a policy from everybody who has it.
    static func detach(_ policy: PolicyInUse, note: Bilingual) -> Remedy {
        let calls = policy.holders.prefix(5).map { holder in
            switch (policy.subject, holder) {
            case (.inlinePolicy(let name, _), .user(let user)): "aws iam delete-user-policy --user-name \(user) --policy-name \(name)"
            case (.inlinePolicy(let name, _), .group(let group)): "aws iam delete-group-policy --group-name \(group) --policy-name \(name)"
            case (.inlinePolicy(let name, _), .role(let role)): "aws iam delete-role-policy --role-name \(role) --policy-name \(name)"
            case (_, .user(let user)): "aws iam detach-user-policy --user-name \(user) --policy-arn \(policy.name)"
            case (_, .group(let group)): "aws iam detach-group-policy --group-name \(group) --policy-arn \(policy.name)"
            case (_, .role(let role)): "aws iam detach-role-policy --role-name \(role) --policy-arn \(policy.name)"
            }
        }
        return Remedy(aws: calls, note: note)
    }
}
