import IAM
import Lifecycle

/// One thing by which a user has permissions, and which can be taken away.
public enum UserHolding: Hashable, Sendable {
    case membership(GroupName)
    case attachment(ARN)
    case inline(PolicyName)
    /// A statement of an inline policy of the user's own, by its index.
    case statement(Int, of: PolicyName)

    /// `group admins`, in both languages.
    public var name: Bilingual {
        switch self {
        case .membership(let group): Bilingual(ko: "그룹 \(group)", en: "group \(group)")
        case .attachment(let arn): Bilingual(ko: "연결된 정책 \(arn.name)", en: "attached policy \(arn.name)")
        case .inline(let name): Bilingual(ko: "인라인 정책 \(name)", en: "inline policy \(name)")
        case .statement(let index, let name):
            Bilingual(ko: "인라인 정책 \(name)의 문 \(index + 1)", en: "statement \(index + 1) of inline policy \(name)")
        }
    }

    /// `group/admins`: the same from run to run.
    public var id: String {
        switch self {
        case .membership(let group): "group/\(group)"
        case .attachment(let arn): "\(arn.account == "aws" ? "aws-policy" : "policy")/\(arn.name)"
        case .inline(let name): "inline/\(name)"
        case .statement(let index, let name): "inline/\(name)/\(index + 1)"
        }
    }

    /// What takes it away.
    public func call(for user: UserName) -> String {
        switch self {
        case .membership(let group): "aws iam remove-user-from-group --user-name \(user) --group-name \(group)"
        case .attachment(let arn): "aws iam detach-user-policy --user-name \(user) --policy-arn \(arn)"
        case .inline(let name): "aws iam delete-user-policy --user-name \(user) --policy-name \(name)"
        case .statement(_, let name):
            "aws iam put-user-policy --user-name \(user) --policy-name \(name) --policy-document file://without-it.json"
        }
    }

    /// What a user holds of their own, in the order of the details: groups, attached policies, inline ones.
    static func all(of detail: UserDetail) -> [UserHolding] {
        detail.groups.map(UserHolding.membership) + detail.attachedPolicies.map { .attachment($0.arn) }
            + detail.inlinePolicies.keys.sorted().map(UserHolding.inline)
    }
}

extension UserDetail {
    /// The user without these. A statement that cannot be found leaves its policy as it is.
    func without(_ taken: [UserHolding]) -> UserDetail {
        var inline = inlinePolicies
        for holding in taken {
            switch holding {
            case .inline(let name): inline[name] = nil
            case .statement(let index, let name):
                guard let text = inline[name], let document = try? PolicyDocument(parsing: text, as: .identity) else { continue }
                inline[name] = document.without(index).text
            case .membership, .attachment: break
            }
        }
        return UserDetail(
            user: user, groups: groups.filter { !taken.contains(.membership($0)) }, inlinePolicies: inline,
            attachedPolicies: attachedPolicies.filter { !taken.contains(.attachment($0.arn)) })
    }
}
