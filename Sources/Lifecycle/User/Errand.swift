import IAM

/// Help that a person asked the desk for; decided by an admin, never about themselves, and carried out by `tenure run`.
public enum Errand: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// A fresh password, handed over like the first.
    case resetPassword = "reset-password"
    /// All MFA devices are taken away; the user goes back to enrolling.
    case resetMFA = "reset-mfa"
    /// What a broken-off enrolment left behind is deleted.
    case clearDevice = "clear-device"

    /// The steps that carry it out; the user stays in its state.
    public var steps: [Step] {
        switch self {
        case .resetPassword: [.setPassword]
        case .resetMFA: [.deleteMFADevices]
        case .clearDevice: [.clearDevices]
        }
    }

    /// As a transition that leads back to where it began.
    func transition(in state: StateName) -> Transition {
        Transition(name: .known(rawValue), from: [state], to: state, by: .admin, guards: [], steps: steps, guide: nil)
    }

    public static func < (left: Errand, right: Errand) -> Bool { left.rawValue < right.rawValue }
}
