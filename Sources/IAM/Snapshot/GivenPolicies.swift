/// An inline policy of a user's own.
public struct OwnPolicy: Sendable {
    public let name: PolicyName
    /// As `AppliedPolicy.name`.
    public let appliedName: String
    /// What it says, or why that cannot be understood.
    public let document: Result<PolicyDocument, PolicySyntaxError>

    init(name: PolicyName, applied: String, _ document: Result<PolicyDocument, PolicySyntaxError>) {
        self.name = name
        appliedName = applied
        self.document = document
    }

    /// The policy as it applies; nil if it cannot be understood.
    public var applied: AppliedPolicy? { (try? document.get()).map { AppliedPolicy(appliedName, $0) } }

    var unreadable: UnreadablePolicy? {
        guard case .failure(let error) = document else { return nil }
        return UnreadablePolicy(name: appliedName, reason: error.description)
    }
}

/// What a user has from elsewhere: attached policies, those of groups, and the boundary.
///
/// It never changes, and is an object so that what was worked out of it can be recognised as being of this one.
public final class GivenPolicies: Sendable {
    public let identity: [AppliedPolicy]
    public let boundary: AppliedPolicy?
    public let unreadable: [UnreadablePolicy]

    init(identity: [AppliedPolicy], boundary: AppliedPolicy?, unreadable: [UnreadablePolicy]) {
        self.identity = identity
        self.boundary = boundary
        self.unreadable = unreadable
    }
}

/// Gathers what users have from elsewhere, one after another: users with the same attachments, groups and boundary get the same object.
public struct GivenPolicyGathering {
    // In an account whose users have nothing in common everybody would be kept, and nobody found again.
    private static let room = 1_000
    private struct Key: Hashable { let attached: [ARN], groups: [GroupName], boundary: ARN? }

    private let snapshot: AccountSnapshot
    private var known: [Key: GivenPolicies] = [:]

    /// Gathers in a snapshot.
    public init(_ snapshot: AccountSnapshot) { self.snapshot = snapshot }

    /// What a user of the snapshot has from elsewhere.
    public mutating func policies(given user: SnapshotUser) -> GivenPolicies {
        let detail = user.detail
        let key = Key(attached: detail.attachedPolicies.map(\.arn), groups: detail.groups, boundary: detail.user.boundary)
        if let found = known[key] { return found }
        let gathered = snapshot.givenPolicies(to: user)
        if known.count < Self.room { known[key] = gathered }
        return gathered
    }
}
