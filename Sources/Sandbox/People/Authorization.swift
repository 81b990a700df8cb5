import Foundation
import IAM

/// May this be done? Everything that the answer depends on.
public struct AuthorizationQuestion: Sendable {
    /// A policy that applies to the user, and through what.
    public struct IdentityPolicy: Hashable, Sendable {
        /// Where it comes from: `user/jane`, `group/staff`, and the policy's name or ARN.
        public let source: String
        public let document: String
    }

    public let user: UserName
    public let userID: UserID
    public let arn: ARN
    /// `iam:ChangePassword`.
    public let action: String
    /// The canonical ARN with its path, or `*` for what has no resource.
    public let resource: String
    /// Inline and managed, the user's and their groups'.
    public let policies: [IdentityPolicy]
    /// The document of the permissions boundary, if one is set.
    public let boundary: String?
    /// The request's context by key. `aws:MultiFactorAuthPresent` is missing for long-term access keys.
    public let context: [String: [String]]
    /// Whether the account's password policy lets every user do this without any policy (their own ChangePassword, and
    /// GetAccountPasswordPolicy). An explicit Deny still wins.
    public let isGrantedByAccount: Bool
}

/// What the policies say.
public enum AuthorizationAnswer: String, Hashable, Sendable, CaseIterable {
    case allowed
    case explicitDeny
    case implicitDeny
}

/// Who answers: the policy evaluator, which is given to the sandbox.
public typealias Authorizer = @Sendable (AuthorizationQuestion) -> AuthorizationAnswer

/// What a simulated person acts with.
public enum ActingCredentials: Hashable, Sendable {
    case console(ConsoleSession)
    case accessKey(AccessKeyID)
}

/// A signed-in console. Whether MFA was shown is fixed until the person signs in again.
public struct ConsoleSession: Hashable, Sendable {
    public let user: UserID
    public let hasMFA: Bool
    public let issued: Date
}

extension Transaction {
    /// The user behind the credentials; their name may have changed since. What was deleted or deactivated is refused.
    func user(behind credentials: ActingCredentials) throws(Refusal) -> UserRecord {
        let found: UserRecord?
        switch credentials {
        case .console(let session): found = state.users[session.user.text]
        case .accessKey(let id):
            let owner = state.keyOwners[id.text].flatMap { state.users[$0] }
            found = owner.flatMap { $0.keys.contains { $0.id == id && $0.isActive } ? $0 : nil }
        }
        guard let found else { throw Refusal(.invalidClientToken, "The security token included in the request is invalid.") }
        return found
    }

    /// Lets the request through, or refuses as IAM does.
    func authorize(_ action: String, on resource: String, for user: UserRecord, with credentials: ActingCredentials) throws(Refusal) {
        switch answer(to: action, on: resource, for: user, with: credentials) {
        case .allowed: return
        case .explicitDeny: throw denied(action, resource, user, "with an explicit deny in an identity-based policy")
        case .implicitDeny: throw denied(action, resource, user, "because no identity-based policy allows the \(action) action")
        }
    }

    func answer(
        to action: String, on resource: String, for user: UserRecord, with credentials: ActingCredentials
    ) -> AuthorizationAnswer {
        settings.authorizer(question(action, resource, user, credentials))
    }

    private func denied(_ action: String, _ resource: String, _ user: UserRecord, _ why: String) -> Refusal {
        Refusal(.accessDenied, "User: \(arn(of: user)) is not authorized to perform: \(action) on resource: \(resource) \(why)")
    }

    private func question(
        _ action: String, _ resource: String, _ user: UserRecord, _ credentials: ActingCredentials
    ) -> AuthorizationQuestion {
        AuthorizationQuestion(
            user: user.name, userID: user.id, arn: arn(of: user), action: action, resource: resource,
            policies: policies(of: user), boundary: user.boundary.flatMap { policy($0) }.flatMap { $0.versions[$0.defaultVersion] },
            context: context(of: user, credentials), isGrantedByAccount: isGrantedByAccount(action, resource, user))
    }

    private func policies(of user: UserRecord) -> [AuthorizationQuestion.IdentityPolicy] {
        let own = policies(inline: user.inline, attached: user.attached, of: "user/\(user.name)")
        let groups = user.groups.compactMap { state.groups[$0.text] }
        return own + groups.flatMap { policies(inline: $0.inline, attached: $0.attached, of: "group/\($0.name)") }
    }

    private func policies(inline: [PolicyName: String], attached: [ARN], of source: String) -> [AuthorizationQuestion.IdentityPolicy] {
        let own = inline.sorted { $0.key < $1.key }.map {
            AuthorizationQuestion.IdentityPolicy(source: "\(source) \($0.key)", document: $0.value)
        }
        let managed = attached.compactMap { arn in
            policy(arn).flatMap { $0.versions[$0.defaultVersion] }
                .map { AuthorizationQuestion.IdentityPolicy(source: "\(source) \(arn)", document: $0) }
        }
        return own + managed
    }

    // IAM User Guide, "AWS global condition context keys": which keys a request has depends on what signed it.
    private func context(of user: UserRecord, _ credentials: ActingCredentials) -> [String: [String]] {
        var context = [
            "aws:username": [user.name.text], "aws:userid": [user.id.text], "aws:PrincipalArn": [arn(of: user).description],
            "aws:PrincipalAccount": [account.text], "aws:PrincipalType": ["User"], "aws:CurrentTime": [ReportTime.text(now)],
            "aws:EpochTime": [String(Int(now.timeIntervalSince1970))], "aws:SecureTransport": ["true"], "aws:ViaAWSService": ["false"],
        ]
        for tag in user.tags { context["aws:PrincipalTag/\(tag.key)"] = [tag.value] }
        switch credentials {
        case .accessKey: break
        case .console(let session):
            context["aws:MultiFactorAuthPresent"] = [String(session.hasMFA)]
            context["aws:TokenIssueTime"] = [ReportTime.text(session.issued)]
            if session.hasMFA { context["aws:MultiFactorAuthAge"] = [String(Int(now.timeIntervalSince(session.issued)))] }
        }
        return context
    }

    // IAM User Guide, "Permit IAM users to change their own passwords".
    private func isGrantedByAccount(_ action: String, _ resource: String, _ user: UserRecord) -> Bool {
        guard state.account.passwordPolicy?.usersMayChange ?? false else { return false }
        switch action {
        case "iam:ChangePassword": return resource == arn(of: user).description
        case "iam:GetAccountPasswordPolicy": return true
        default: return false
        }
    }
}
