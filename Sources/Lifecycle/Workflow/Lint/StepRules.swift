extension Linter {
    /// A guide is named exactly where one is delivered.
    mutating func lintGuide(of transition: Transition) {
        let delivers = transition.steps.contains(.deliverGuide)
        if delivers, transition.guide == nil {
            report(
                .guideMissing, "\(transition.key).steps", "'\(transition.name)' delivers a guide and names none",
                remedy: "add 'guide:' with one of \(GuideKind.allCases.map(\.rawValue).listed)")
        }
        if !delivers, let guide = transition.guide {
            report(
                .guideNotDelivered, "\(transition.key).guide",
                "'\(transition.name)' names the guide '\(guide.rawValue)' and does not deliver it",
                remedy: "add deliver-guide to 'steps', or remove 'guide'")
        }
    }

    /// Steps stand in an order in which IAM accepts them and nobody is exposed between two of them.
    mutating func lintSteps(of transition: Transition) {
        let places = Dictionary(transition.steps.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (first, second) in StepOrder.opposites {
            guard let one = places[first], let other = places[second] else { continue }
            let key = "\(transition.key).steps[\(max(one, other))]"
            report(
                .stepOrder, key, "'\(first.rawValue)' and '\(second.rawValue)' undo each other",
                remedy: "keep one of them, or put them into two transitions")
        }
        lintOrder(of: transition, places)
        if draft.kind == .existing, let place = places[.createUser] {
            report(
                .stepOrder, "\(transition.key).steps[\(place)]", "a workflow of kind 'existing' takes over users and creates none",
                remedy: "remove create-user, or write 'kind: new'")
        }
    }

    // The step that takes part in most of the disorder is the one that was put in the wrong place: it is named once, with the others.
    private mutating func lintOrder(of transition: Transition, _ places: [Step: Int]) {
        var disorder = StepOrder.required.filter { earlier, later in
            guard let place = places[earlier], let end = places[later] else { return false }
            return place > end
        }
        while !disorder.isEmpty {
            let counts = transition.steps.map { step in disorder.filter { $0.0 == step || $0.1 == step }.count }
            guard let most = counts.max(), let place = counts.firstIndex(of: most) else { return }
            let step = transition.steps[place]
            let followers = disorder.filter { $0.0 == step }.map(\.1.rawValue)
            let leaders = disorder.filter { $0.1 == step }.map(\.0.rawValue)
            let wish = leaders.isEmpty ? "before \(followers.listed)" : "after \(leaders.listed)"
            report(
                .stepOrder, "\(transition.key).steps[\(place)]", "'\(step.rawValue)' is done \(wish)",
                remedy: "put \(step.rawValue) \(wish)")
            disorder.removeAll { $0.0 == step || $0.1 == step }
        }
    }
}

/// Which steps must come before which, when one transition has both.
enum StepOrder {
    /// The first before the second.
    static let required: [(Step, Step)] = building + dismantling

    /// Never both in one transition.
    static let opposites: [(Step, Step)] = [
        (.createUser, .deleteUser), (.denyAll, .liftDeny), (.deactivateKeys, .reactivateKeys), (.setPassword, .deletePassword),
        (.reactivateKeys, .deleteKeys), (.grantProfile, .leaveGroups), (.grantProfile, .withdrawProfile), (.joinDutyGroup, .leaveGroups),
    ]

    // Nothing is there before the user is; nobody has a password or rights without being under the duty policy; a guide tells what is.
    private static let building: [(Step, Step)] =
        Step.allCases.filter { $0 != .createUser && $0 != .deleteUser }.map { (.createUser, $0) } + [
            (.joinDutyGroup, .setPassword), (.joinDutyGroup, .grantProfile), (.joinDutyGroup, .removeInheritedDuty),
            (.joinDutyGroup, .liftDeny), (.setPassword, .deliverGuide),
        ]

    // Access is cut first; the deny falls last, with the policies; IAM deletes a user that nothing hangs on, and nothing follows that.
    private static let dismantling: [(Step, Step)] =
        Step.allCases.filter { ![.denyAll, .createUser, .liftDeny, .deliverGuide].contains($0) }.map { (.denyAll, $0) }
        + Step.allCases.filter { $0 != .createUser && $0 != .deleteUser && $0 != .denyAll }.map { ($0, .deleteUser) }
        + [.deletePassword, .deleteKeys, .deleteCredentials, .deleteMFADevices, .leaveGroups].map { ($0, .deletePolicies) }
}
