import Foundation
import IAM

/// What can happen to a plan of repairs.
public enum PlanEvent: Hashable, Sendable, Codable {
    /// The first event: somebody has read the account and says what should be changed.
    case proposed(proposal: RepairProposal)
    /// A second person has read it; from here on it may be carried out.
    case approved
    /// The change of that number is about to be made.
    case announced(change: Int)
    /// Those whom it touches at once were told of it; it is made from then on.
    case told(change: Int, until: Date)
    /// It was made, or found made after an interruption.
    case done(change: Int)
    /// It was not made, and is tried again by whoever applies the plan again.
    case failed(change: Int, reason: Sealed)
    /// What it stands on is not what it was when the plan was made: it is never made.
    case overtaken(change: Int, reason: Sealed)
    /// Nothing of the plan is open any more.
    case finished
}

/// What the ledger knows of a plan. The plan itself names people and lies outside the ledger, where it can be erased; it is known by its digest.
public struct RepairProposal: Hashable, Sendable, Codable {
    public let account: AccountAlias
    /// The snapshot whose findings the plan answers.
    public let snapshot: Digest
    /// In their order; a change's number is its place, from one.
    public let changes: [ProposedChange]

    /// A proposal.
    public init(account: AccountAlias, snapshot: Digest, changes: [ProposedChange]) {
        self.account = account
        self.snapshot = snapshot
        self.changes = changes
    }
}

/// One change of a plan, as far as the ledger tells it.
public struct ProposedChange: Hashable, Sendable, Codable {
    /// The action at IAM: `iam:UpdateAccessKey`.
    public let action: String
    /// What is changed: `user/jane/key/AKIA…`.
    public let target: Sealed
    /// The key that is taken out of use; that it waits long enough before it is deleted is proved by this.
    public let deactivates: AccessKeyID?

    /// A change.
    public init(action: String, target: Sealed, deactivates: AccessKeyID?) {
        self.action = action
        self.target = target
        self.deactivates = deactivates
    }
}
