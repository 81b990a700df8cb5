/// Who the credentials belong to, in IAM's own words.
public struct CallerIdentity: Hashable, Sendable {
    /// The account that every call will change.
    public let account: AccountID
    public let arn: ARN
    /// `AIDA…` for a user, `AROA…:session` for a role.
    public let id: String

    /// An identity.
    public init(account: AccountID, arn: ARN, id: String) {
        self.account = account
        self.arn = arn
        self.id = id
    }
}
