extension Refusal {
    static let tenureOnly = Refusal(
        .notPermitted, "only tenure itself records this, when it is due", hint: "carry out what is due with 'tenure run'")
    static let personOnly = Refusal(
        .notPermitted, "only a person can decide this", hint: "type it yourself; nothing decides in your place")

    static func notPermitted(_ person: PersonID, needs role: Role, to act: String) -> Refusal {
        Refusal(
            .notPermitted, "'\(person)' cannot \(act): that takes the role \(role.rawValue)",
            hint: "see who can with 'tenure person list --role \(role.rawValue)'")
    }

    static func notOpen(_ request: Request) -> Refusal {
        let answer =
            switch request.status {
            case .submitted: "waits for approval"
            case .returned: "was sent back to its requester"
            case .approved: "is already approved"
            case .rejected: "was rejected"
            case .withdrawn: "was withdrawn"
            case .expired: "has expired"
            case .fulfilled: "is fulfilled"
            }
        return Refusal(.notOpen, "\(request.id) \(answer)", hint: "see 'tenure request show \(request.id)'")
    }

    static func ownRequest(_ request: Request, _ stage: ApprovalStage) -> Refusal {
        Refusal(
            .ownRequest, "'\(request.by)' cannot decide on their own request",
            hint: "ask another approver of stage '\(stage.name)'; see 'tenure request show \(request.id)'")
    }

    static func ownAccess(_ request: Request, _ stage: ApprovalStage) -> Refusal {
        Refusal(
            .ownAccess, "'\(request.form.subject.map(\.description) ?? "-")' cannot decide on \(request.form.ask.own)",
            hint: "ask another approver of stage '\(stage.name)'; see 'tenure request show \(request.id)'")
    }

    static func secondApproval(_ request: Request, _ stage: ApprovalStage) -> Refusal {
        Refusal(
            .secondApproval, "you have approved \(request.id) before: two approvals are two persons",
            hint: "ask another approver of stage '\(stage.name)'; see 'tenure request show \(request.id)'")
    }

    static func notInStage(_ request: Request, _ stage: ApprovalStage) -> Refusal {
        let groups = stage.groups.map(\.text).joined(separator: ", ")
        return Refusal(
            .notInStage, "\(request.id) waits for stage '\(stage.name)', which \(groups) decides",
            hint: "see who can decide with 'tenure request show \(request.id)'")
    }

    static func nobodyCouldApprove(_ stage: ApprovalStage, subject: Person?) -> Refusal {
        let groups = stage.groups.map(\.text).joined(separator: ", ")
        let whom = "stage '\(stage.name)' needs \(stage.quorum) of \(groups) besides requester and subject, and there are not enough"
        let hint =
            switch (stage.groups.contains(.manager), stage.groups.contains(.sponsor)) {
            case (true, _) where subject?.attributes.manager == nil:
                "name their manager with 'tenure person move \(subject.map { "\($0.id)" } ?? "PERSON") --manager PERSON'"
            case (_, true) where subject?.attributes.sponsor == nil:
                "name their sponsor with 'tenure person move \(subject.map { "\($0.id)" } ?? "PERSON") --sponsor PERSON'"
            case (_, _) where stage.groups == [.admins]:
                "a second admin is needed: 'tenure person list --role admin'"
            default:
                "ask an admin to add an approver: 'tenure person move PERSON --grant approver --join \(stage.groups.first { !$0.isComputed }?.text ?? "GROUP")'"
            }
        return Refusal(.nobodyCouldApprove, "nobody could approve this: \(whom)", hint: hint)
    }
}

extension Ask {
    /// What it is to the person whom it is about.
    fileprivate var own: String {
        switch self {
        case .rules(.waive): "what they are to answer for"
        case .access, .change, .breakGlass, .resume, .revoke, .rules: "their own access"
        }
    }
}
