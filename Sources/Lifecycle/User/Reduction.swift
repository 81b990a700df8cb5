import Foundation
import IAM

/// Groups that a review takes from a user, and nothing else; carried out by `tenure run`.
public struct Reduction: Hashable, Sendable, Codable {
    public let groups: SortedSet<GroupName>
    /// What is granted once it is done.
    public let leaving: Grant
    public let reason: Sealed
    public let decided: Date
    /// When it was done at IAM; nil while it waits.
    public var done: Date?

    static let transition = TransitionName.known("reduce")

    /// As a transition that leads back to where it began: no workflow has to declare that access can be taken away.
    func transition(in state: StateName) -> Transition {
        Transition(name: Self.transition, from: [state], to: state, by: .admin, guards: [], steps: [.removeGroups], guide: nil)
    }
}
