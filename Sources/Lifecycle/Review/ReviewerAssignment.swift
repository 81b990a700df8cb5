import Foundation
import IAM

/// Names a reviewer for each user: never the user's own person, by any alias. The same people and rules always give the same reviewers.
public struct ReviewerAssignment: Sendable {
    private let rules: Rules
    private let people: [PersonID: Person]

    /// Assignment among these people.
    public init(rules: Rules, people: [PersonID: Person]) {
        self.rules = rules
        self.people = people
    }

    /// The approval group that reviews privileged users.
    public static let security = ApprovalGroup.known("security")

    /// Who reviews the user of that name, and as what; nil if nobody is left who could.
    ///
    /// Privileged users go to security. Others go to the sponsor of a person from another company, to the manager, to the owner of the
    /// profile, then to an admin. `turn` spreads those who could equally well.
    public func reviewer(
        of person: Person?, named name: String?, profile: Profile?, risk: Risk, turn: Int
    ) -> (PersonID, ReviewerCapacity)? {
        let security = (rules.groups[Self.security] ?? []).filter { rules.has(.approver, $0) }
        let named: [(PersonID?, ReviewerCapacity)] = [
            (person?.isExternal == true ? person?.attributes.sponsor : nil, .sponsor), (person?.attributes.manager, .manager),
            (profile?.owner, .owner),
        ]
        let ranks: [([PersonID], ReviewerCapacity)] =
            (risk >= .high ? [(security, .security)] : []) + named.map { ([$0.0].compactMap(\.self), $0.1) }
            + [(Array(rules.holders(of: .admin)), .admin)]
        for (candidates, capacity) in ranks {
            let able = candidates.filter { mayReview($0, person, name) }
            if !able.isEmpty { return (able[turn % able.count], capacity) }
        }
        return nil
    }

    private func mayReview(_ candidate: PersonID, _ subject: Person?, _ name: String?) -> Bool {
        guard let reviewer = people[candidate], reviewer.left == nil, !rules.left.contains(candidate) else { return false }
        return !(subject.map(reviewer.isSame) ?? false) && !(name.map(reviewer.answers) ?? false)
    }
}
