import IAM
import Lifecycle

/// An inline policy, and whose it is.
struct InlinePolicy: Hashable, Sendable {
    let name: PolicyName
    let holder: Subject.Holder
    let document: String

    var subject: Subject { .inlinePolicy(name, of: holder) }
}

/// The inline policies of an account, by what they are called where their statements are named.
struct InlinePolicies {
    private var named: [String: InlinePolicy] = [:]

    init(in snapshot: AccountSnapshot) {
        for user in snapshot.users {
            add(user.detail.inlinePolicies, of: .user(user.name)) { SnapshotPrincipal.name(ofInline: $0, of: user.name) }
        }
        for group in snapshot.groups.values {
            let name = group.group.name
            add(group.inlinePolicies, of: .group(name)) { SnapshotPrincipal.name(ofInline: $0, of: name) }
        }
        for role in snapshot.roles {
            add(role.inlinePolicies, of: .role(role.name)) { SnapshotPrincipal.name(ofInline: $0, of: role.name) }
        }
    }

    /// The policy of which a verdict, on somebody or on the policy itself, names statements; nil if no inline policy is called so.
    subscript(name: String) -> InlinePolicy? { named[name] }

    private mutating func add(_ policies: [PolicyName: String], of holder: Subject.Holder, _ applied: (PolicyName) -> String) {
        for (name, document) in policies {
            let policy = InlinePolicy(name: name, holder: holder, document: document)
            named[applied(name)] = policy
            named[PolicyInUse.name(ofInline: name, of: holder)] = policy
        }
    }
}
