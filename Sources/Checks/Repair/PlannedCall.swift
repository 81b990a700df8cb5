import Foundation
import IAM
import Lifecycle

extension PlannedChange {
    /// The call as it would be typed with the AWS CLI.
    public var call: String {
        switch self {
        case .deactivateKey(let key, let user): Self.set(key, of: user, to: "Inactive")
        case .deleteKey(let key, let user): "aws iam delete-access-key --user-name \(user) --access-key-id \(key)"
        case .deletePassword(let user): "aws iam delete-login-profile --user-name \(user)"
        case .joinDutyGroup(let user, let group), .addToGroup(let user, let group): Self.add(user, to: group)
        case .setPasswordRules(let rules, _): rules.command
        case .createGroup(let group): "aws iam create-group --group-name \(group)"
        case .attachGroupPolicy(let arn, let group): "aws iam attach-group-policy --group-name \(group) --policy-arn \(arn)"
        case .putGroupPolicy(let policy, _, let group, let user):
            "aws iam put-group-policy --group-name \(group) --policy-name \(policy) --policy-document "
                + "\"$(aws iam get-user-policy --user-name \(user) --policy-name \(policy) --query PolicyDocument)\""
        case .detachUserPolicy(let arn, let user): "aws iam detach-user-policy --user-name \(user) --policy-arn \(arn)"
        case .deleteUserPolicy(let policy, let user, _), .dropUserPolicy(let policy, let user, _):
            "aws iam delete-user-policy --user-name \(user) --policy-name \(policy)"
        case .detachGroupPolicy(let arn, let group): "aws iam detach-group-policy --group-name \(group) --policy-arn \(arn)"
        case .deletePolicyVersion(let version, let arn): "aws iam delete-policy-version --policy-arn \(arn) --version-id \(version)"
        case .replacePolicy(let arn, let document, _):
            "aws iam create-policy-version --policy-arn \(arn) --set-as-default --policy-document \(Self.quoted(document))"
        case .rewriteUserPolicy(let policy, let user, let document, _): Self.put(policy, document, on: user)
        case .rewriteGroupPolicy(let policy, let group, let document, _): Self.put(policy, document, on: group)
        case .dropGroupPolicy(let policy, let group, _): "aws iam delete-group-policy --group-name \(group) --policy-name \(policy)"
        }
    }

    /// What takes it back: a call as it would be typed, or what to do where none does.
    public var undo: Bilingual {
        switch self {
        case .deactivateKey(let key, let user): .same(Self.set(key, of: user, to: "Active"))
        case .deleteKey:
            Bilingual(ko: "없음: 삭제한 키는 되살릴 수 없고 새 키를 만들어야 한다", en: "none: a deleted key does not come back, a new one has to be made")
        case .deletePassword(let user):
            .same("aws iam create-login-profile --user-name \(user) --password … --password-reset-required")
        case .joinDutyGroup(let user, let group), .addToGroup(let user, let group):
            .same("aws iam remove-user-from-group --user-name \(user) --group-name \(group)")
        case .setPasswordRules(_, let before): .same(before.map(\.command) ?? "aws iam delete-account-password-policy")
        case .createGroup(let group): .same("aws iam delete-group --group-name \(group)")
        case .attachGroupPolicy(let arn, let group): .same("aws iam detach-group-policy --group-name \(group) --policy-arn \(arn)")
        case .putGroupPolicy(let policy, _, let group, _):
            .same("aws iam delete-group-policy --group-name \(group) --policy-name \(policy)")
        case .detachUserPolicy(let arn, let user): .same("aws iam attach-user-policy --user-name \(user) --policy-arn \(arn)")
        case .deleteUserPolicy(let policy, let user, let group):
            .same(
                "aws iam put-user-policy --user-name \(user) --policy-name \(policy) --policy-document "
                    + "\"$(aws iam get-group-policy --group-name \(group) --policy-name \(policy) --query PolicyDocument)\"")
        case .detachGroupPolicy(let arn, let group): .same("aws iam attach-group-policy --group-name \(group) --policy-arn \(arn)")
        case .deletePolicyVersion:
            Bilingual(ko: "없음: 삭제한 버전은 되살릴 수 없다", en: "none: a deleted version does not come back")
        case .replacePolicy(let arn, _, let before):
            .same("aws iam set-default-policy-version --policy-arn \(arn) --version-id \(before)")
        case .rewriteUserPolicy(let policy, let user, _, let before), .dropUserPolicy(let policy, let user, let before):
            .same(Self.put(policy, before, on: user))
        case .rewriteGroupPolicy(let policy, let group, _, let before), .dropGroupPolicy(let policy, let group, let before):
            .same(Self.put(policy, before, on: group))
        }
    }

    private static func set(_ key: AccessKeyID, of user: UserName, to status: String) -> String {
        "aws iam update-access-key --user-name \(user) --access-key-id \(key) --status \(status)"
    }

    private static func add(_ user: UserName, to group: GroupName) -> String {
        "aws iam add-user-to-group --user-name \(user) --group-name \(group)"
    }

    private static func put(_ policy: PolicyName, _ document: String, on user: UserName) -> String {
        "aws iam put-user-policy --user-name \(user) --policy-name \(policy) --policy-document \(quoted(document))"
    }

    private static func put(_ policy: PolicyName, _ document: String, on group: GroupName) -> String {
        "aws iam put-group-policy --group-name \(group) --policy-name \(policy) --policy-document \(quoted(document))"
    }

    // A document on one line; an apostrophe would end the shell's quotes.
    static func quoted(_ document: String) -> String {
        let line = (try? PolicyDocument(parsing: document, as: .identity))?.canonicalText ?? document
        return "'" + line.replacing("'", with: "'\\''") + "'"
    }
}

extension Bilingual {
    /// What reads the same in both languages: a command.
    static func same(_ text: String) -> Bilingual { Bilingual(ko: text, en: text) }
}
