import Foundation
import IAM

/// What a decision about an item rests on besides the item.
public struct ReviewContext: Sendable {
    public let campaign: Campaign
    public let rules: Rules
    /// The person who acts; nil if tenure does.
    public let actor: Person?
    /// The person whose access it is about; nil if no request explains the user.
    public let subject: Person?
    /// The signature that comes with the decision, if one does, and how many events of the item it was given after.
    public let signature: DecisionSignature?
    public let version: Int

    /// A context.
    public init(
        campaign: Campaign, rules: Rules, actor: Person?, subject: Person?, signature: DecisionSignature? = nil, version: Int = 0
    ) {
        self.signature = signature
        self.version = version
        self.campaign = campaign
        self.rules = rules
        self.actor = actor
        self.subject = subject
    }
}

extension Campaign {
    /// Those who may decide in the place of a reviewer at that time.
    public func delegates(of reviewer: PersonID, at now: Date) -> [PersonID] {
        delegations.filter { $0.from == reviewer && now < $0.until }.map(\.to)
    }

    /// The reviewers whose items a person may decide at that time, their own first.
    public func represented(by person: PersonID, at now: Date) -> [PersonID] {
        [person] + delegations.filter { $0.to == person && now < $0.until }.map(\.from)
    }
}
