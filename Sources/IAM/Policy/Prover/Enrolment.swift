/// What a user without MFA may do and still count as one who can do nothing but enrol MFA.
public struct Enrolment: Sendable {
    /// The permissions, as statements that allow them.
    public let statements: [PolicyStatement]

    /// The user's own devices, and virtual devices called as the user or with the user's name and a hyphen; the account's
    /// password rules and the list of its virtual devices, which know no resources; and what no policy can deny.
    ///
    /// IAM's names are unique in an account whatever the path, and IAM never acts in another account or partition: so the
    /// user of that name is the caller.
    public static let own = Enrolment(deviceNames: ["mfa/${aws:username}", "mfa/${aws:username}-*"])

    /// The same, with virtual devices of any name, as AWS's documented policy has it: users can then take the names of each
    /// other's devices, and fill the account's list of them.
    public static let anyDeviceName = Enrolment(deviceNames: ["mfa/*"])

    /// Nothing at all.
    static let nothing = Enrolment(statements: [])

    private init(statements: [PolicyStatement]) { self.statements = statements }

    private init(deviceNames: [String]) {
        self.init(statements: [
            Self.statement(0, Self.onUser, on: ["user/${aws:username}", "user/*/${aws:username}"]),
            Self.statement(1, [Self.creation], on: deviceNames),
            Self.statement(2, Self.onAccount + Self.undeniable, on: nil),
        ])
    }

    /// What a user does to its own devices while enrolling.
    static let onUser = ["iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"]
    static let creation = "iam:CreateVirtualMFADevice"
    static let onAccount = ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"]
    /// Source: STS API Reference, GetCallerIdentity and GetSessionToken.
    static let undeniable = ["sts:GetCallerIdentity", "sts:GetSessionToken"]

    private static func statement(_ index: Int, _ actions: [String], on resources: [String]?) -> PolicyStatement {
        PolicyStatement(
            index: index, position: TextPosition(line: 1, column: 1), sid: nil, effect: .allow, principals: nil,
            actions: Clause(isNegated: false, items: actions.compactMap(ActionPattern.init)),
            resources: resources.map { names in
                Clause(isNegated: false, items: names.compactMap { ResourcePattern("arn:*:iam::*:\($0)", version: .v2012) })
            },
            conditions: [])
    }

    /// Whether a request counts as enrolling.
    public func permits(_ request: AuthorizationRequest) -> Bool {
        statements.contains { statement in
            statement.actions.match { Match($0.matches(request.action)) } != .no
                && (statement.resources?.match { $0.match(request.resource, in: request.context) } ?? .yes) != .no
        }
    }
}
