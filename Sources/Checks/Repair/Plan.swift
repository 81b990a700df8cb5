import Foundation
import IAM
import Lifecycle

/// Repairs of one account, to be read before they are applied: which changes, in which order, why, and what they stand on.
public struct Plan: Hashable, Sendable, Codable {
    public let account: AccountAlias
    /// The account's number: a plan is never applied to another.
    public let number: AccountID
    /// The snapshot whose findings it answers, and when that was taken.
    public let snapshot: Digest
    public let taken: Date
    /// When the account was read for it.
    public let made: Date
    public let changes: [Item]
    /// Findings that it does not mend, and why.
    public let left: [LeftOut]

    /// A plan.
    public init(
        account: AccountAlias, number: AccountID, snapshot: Digest, taken: Date, made: Date, changes: [Item], left: [LeftOut]
    ) {
        self.account = account
        self.number = number
        self.snapshot = snapshot
        self.taken = taken
        self.made = made
        self.changes = changes
        self.left = left
    }

    /// One change, with all that somebody has to know who reads it.
    public struct Item: Hashable, Sendable, Codable {
        /// From one, in the order in which they are made.
        public let number: Int
        public let change: PlannedChange
        /// The ids of the findings that it answers.
        public let findings: [String]
        /// What has to be as it was when the plan was made.
        public let standsOn: [Ground]
        /// The numbers of changes that have to be made before.
        public let after: [Int]
        /// Those who have to be told before it is made, and how many days before.
        public let tells: [UserName]
        public let noticeDays: Int
        public let breaks: Bilingual
        public let undo: Bilingual
        public let call: String
        public let isIrreversible: Bool
    }

    /// A part of the account and how it was, or will be once the changes before are made.
    public struct Ground: Hashable, Sendable, Codable {
        public let part: AccountPart
        public let state: Digest

        /// A part in that state.
        public init(_ part: AccountPart, _ state: PartState) throws {
            self.part = part
            self.state = try state.digest
        }
    }

    /// A finding that is left as it is.
    public struct LeftOut: Hashable, Sendable, Codable {
        public let finding: String
        /// Why, and what to type or do instead.
        public let reason: Bilingual

        /// A finding that is left for that reason.
        public init(_ finding: String, _ reason: Bilingual) {
            self.finding = finding
            self.reason = reason
        }
    }

    /// What the ledger knows of it.
    public func proposal(sealing seal: (String) -> Sealed) -> RepairProposal {
        RepairProposal(
            account: account, snapshot: snapshot,
            changes: changes.map { item in
                ProposedChange(
                    action: item.change.action.rawValue, target: seal(item.change.target.description), deactivates: item.change.deactivates)
            })
    }
}
