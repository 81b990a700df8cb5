/// One call at AWS that is to be allowed or denied: who does what, to what, and what AWS knows about it.
public struct AuthorizationRequest: Sendable {
    public let caller: Caller
    public let action: ActionName
    public let resource: RequestedResource
    /// The account that the resource belongs to; nil if its ARN says so, or if it is the caller's own.
    public let resourceAccount: AccountID?
    /// What was given; what follows from the caller is added when it is not.
    public let context: RequestContext

    /// A request. The resource is the canonical ARN, path included, as IAM authorises it; `*` for actions that know no resources.
    public init(
        by caller: Caller, action: ActionName, on resource: RequestedResource, resourceAccount: AccountID? = nil,
        context: RequestContext = RequestContext()
    ) {
        self.caller = caller
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.context = caller.derivedContext.merging(context)
    }

    /// A request whose context already has what follows from the caller.
    init(by caller: Caller, action: ActionName, on resource: RequestedResource, wholeContext: RequestContext) {
        self.init(simulated: caller, action: action, on: resource, resourceAccount: nil, context: wholeContext)
    }

    /// A request of which nothing is known but what is given: nothing follows from the caller.
    init(
        simulated caller: Caller, action: ActionName, on resource: RequestedResource, resourceAccount: AccountID?, context: RequestContext
    ) {
        self.caller = caller
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.context = context
    }

    /// Whether the resource belongs to another account than the caller.
    var crossesAccounts: Bool {
        guard caller != .unnamed, let owner = resourceAccount?.text ?? resource.account else { return false }
        return owner != caller.account
    }
}

/// Whose credentials sign a call.
public enum Caller: Hashable, Sendable {
    /// An IAM user, with an access key, at the console, or in a session of GetSessionToken.
    case user(ARN)
    /// A session of a role: the ARN of STS (`assumed-role/…`), and the role's own.
    case roleSession(ARN, of: ARN)
    /// A session of GetFederationToken: the ARN of STS (`federated-user/…`), and the ARN of the user that called it.
    case federatedUser(ARN, of: ARN)
    /// The account's root user.
    case root(ARN)
    /// An AWS service by its principal: `ec2.amazonaws.com`.
    case service(String)
    /// Somebody with permissions of whom nothing else is known, as in a simulation without a caller: no key follows from
    /// who it is, no resource policy names it but for everyone, and every resource is of its own account.
    case unnamed

    /// The caller's account; empty for a service and where it is not known.
    var account: String {
        switch self {
        case .user(let arn), .roleSession(let arn, _), .federatedUser(let arn, _), .root(let arn): arn.account
        case .service, .unnamed: ""
        }
    }

    /// The keys that AWS puts into every request of such a caller, as far as they follow from who it is.
    /// `aws:username` exists for users only.
    var derivedContext: RequestContext {
        switch self {
        case .user(let arn):
            context(principal: arn, type: "User", name: ARN.lastPart(of: arn.resource) ?? "")
        case .roleSession(_, let role): context(principal: role, type: "AssumedRole")
        case .federatedUser(let arn, _): context(principal: arn, type: "FederatedUser")
        case .root(let arn): context(principal: arn, type: "Account")
        case .unnamed: RequestContext()
        case .service(let name): RequestContext(["aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": .single(name)])
        }
    }

    private func context(principal: ARN, type: String, name: String? = nil) -> RequestContext {
        var values: [ContextKey: ContextValue] = [
            .principalARN: .single(principal.description), .principalAccount: .single(principal.account),
            .principalType: .single(type), .principalIsService: "false",
        ]
        values[.userName] = name.map(ContextValue.single)
        return RequestContext(values)
    }
}

extension ContextKey {
    // Folded once, and not for each request.
    fileprivate static let principalARN: ContextKey = "aws:PrincipalArn"
    fileprivate static let principalAccount: ContextKey = "aws:PrincipalAccount"
    fileprivate static let principalType: ContextKey = "aws:PrincipalType"
    fileprivate static let principalIsService: ContextKey = "aws:PrincipalIsAWSService"
    fileprivate static let userName: ContextKey = "aws:username"
    static let hasMFA: ContextKey = "aws:MultiFactorAuthPresent"
}

/// What a call is about: `*`, or an ARN.
public struct RequestedResource: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    /// The six parts of the ARN; empty for `*`.
    let segments: [[UInt16]]
    let units: [UInt16]

    /// What actions are checked against that know no resources.
    public static let none = RequestedResource(text: "*", parts: [])

    /// Reads `*` or an ARN of six parts, of any partition.
    public init(_ text: String) throws(InvalidText) {
        let parts = ARNPattern.split(text, version: nil)
        guard text == "*" || (parts.count == 6 && parts[0] == "arn") else {
            throw InvalidText(noun: "resource", text: text, shape: "it is * or arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE")
        }
        self.init(text: text, parts: text == "*" ? [] : parts)
    }

    /// The resource of that name.
    public init(_ arn: ARN) {
        self.init(text: arn.description, parts: ["arn", arn.partition.rawValue, arn.service, arn.region, arn.account, arn.resource])
    }

    private init(text: String, parts: [String]) {
        self.text = text
        segments = parts.map { Array($0.utf16) }
        units = Array(text.utf16)
    }

    /// Whether it is an ARN whose partition, service and resource are not empty.
    var isNamed: Bool { segments.count == 6 && [1, 2, 5].allSatisfy { !segments[$0].isEmpty } }

    /// The account in the ARN; nil if it has none.
    var account: String? {
        guard segments.count == 6, !segments[4].isEmpty else { return nil }
        let account = String(decoding: segments[4], as: UTF16.self)
        return account == "aws" ? nil : account
    }

    public var description: String { text }
}
