import Checks
import Foundation
import Lifecycle

/// What applying a plan did, change by change, as it happens.
public enum PlanLine: Sendable {
    case made(Plan.Item)
    /// It was interrupted before, and is found made.
    case found(Plan.Item)
    /// Only looked at: it would be made.
    case wouldMake(Plan.Item)
    /// It is tried again by whoever applies the plan again.
    case failed(Plan.Item, reason: String)
    /// What it stands on is not what it was: it is never made.
    case overtaken(Plan.Item, reason: String)
    /// Changes that have to come before are not made.
    case waits(Plan.Item, on: [Int])
    /// Those whom it touches were told now; it is made from then on.
    case told(Plan.Item, until: Date)
    /// The day of which people were told has not come.
    case notYet(Plan.Item, until: Date)
    /// It cannot be taken back, and nobody has confirmed it.
    case wantsConfirmation(Plan.Item)

    /// Whether the change is not as it should be afterwards.
    public var isOpen: Bool {
        switch self {
        case .made, .found, .wouldMake: false
        case .failed, .overtaken, .waits, .told, .notYet, .wantsConfirmation: true
        }
    }
}
