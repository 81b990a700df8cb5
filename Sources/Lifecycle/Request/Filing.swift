import Foundation
import IAM

/// What a requester types, before the rules have been asked.
public struct Draft: Sendable {
    public var reason: Sealed
    public var ticket: Sealed?
    /// When the access is to end; nil for no end.
    public var end: Date?

    /// A draft.
    public init(reason: Sealed, ticket: Sealed?, end: Date?) {
        self.reason = reason
        self.ticket = ticket
        self.end = end
    }
}

/// Turns what was typed into a form that can be submitted, or says what is missing.
public struct Filing: Sendable {
    private let rules: Rules
    private let isSandboxHome: Bool
    private let now: Date

    /// Filing under these rules, at that time.
    public init(rules: Rules, isSandboxHome: Bool, now: Date) {
        self.rules = rules
        self.isSandboxHome = isSandboxHome
        self.now = now
    }

    /// How long a request for a change of the rules, or for a return of access, is open.
    public static let expires = Period.days(14)

    /// A form for a new user, or for the adoption of one that is there.
    public func access(
        _ draft: Draft, for person: Person, profile: Profile, workflow: (digest: Digest, Workflow), in view: AccountView,
        name: Sealed, adopts: UserID?
    ) throws(Refusal) -> RequestForm {
        let (digest, plan) = workflow
        guard plan.kind == (adopts == nil ? .new : .existing) else {
            throw Refusal(
                .unknownWorkflow, "workflow '\(plan.name)' is for \(plan.kind.rawValue) users", hint: "see 'tenure workflow list'")
        }
        try check(draft, person: person, against: plan)
        let ask = Ask.access(
            AskedAccess(
                person: person.id, account: view.alias, profile: profile.name, workflow: digest, name: name, adopts: adopts,
                grant: try grant(of: profile, in: view), end: draft.end))
        return try form(ask, draft, subject: person.id, risk: profile.risk, plan: plan.approval)
    }

    /// A form for another profile or end of a user.
    public func change(
        _ draft: Draft, of record: UserRecord, for person: Person, profile: Profile, plan: Workflow, in view: AccountView
    ) throws(Refusal) -> RequestForm {
        try check(draft, person: person, against: plan)
        let grant = try grant(of: profile, in: view)
        guard record.profile != profile.name || record.grant != grant || record.end != draft.end || !record.inherited.isEmpty else {
            throw Refusal(.noChange, "\(record.id) has profile '\(profile.name)' already", hint: "see 'tenure user show \(record.id)'")
        }
        guard plan.glassTime == nil else {
            throw Refusal(
                .wrongState, "\(record.id) cannot change into a break-glass user, nor out of one: its groups are for an emergency only",
                hint: "in an emergency its holder breaks the glass: tenure request new --break-glass \(record.id) --reason … --sign")
        }
        guard record.stage == .active, record.revocation == nil else {
            throw Refusal(.wrongState, "\(record.id) is not active", hint: "see 'tenure explain \(record.id)'")
        }
        let ask = Ask.change(AskedChange(record: record.id, profile: profile.name, grant: grant, end: draft.end))
        return try form(ask, draft, subject: person.id, risk: profile.risk, plan: plan.approval)
    }

    /// A form for the return of a suspended user's access. Restoring needs approval.
    public func resume(_ draft: Draft, of record: UserRecord, plan: Workflow) throws(Refusal) -> RequestForm {
        guard record.stage == .suspended, record.revocation == nil else {
            throw Refusal(.wrongState, "\(record.id) is not suspended", hint: "see 'tenure user show \(record.id)'")
        }
        let risk = rules.profiles[record.profile]?.risk ?? .critical
        return try form(.resume(record: record.id), draft, subject: record.person, risk: risk, plan: plan.approval)
    }

    /// A form for the end of a user. Cutting needs no approval.
    public func revoke(_ draft: Draft, of record: UserRecord) throws(Refusal) -> RequestForm {
        let none = ApprovalPlan(expires: Self.expires, beginWithin: Self.expires, stages: [])
        return try form(.revoke(record: record.id), draft, subject: record.person, risk: .low, plan: none)
    }

    /// A form for a change of the rules: a second admin approves it, but in a sandbox home, where it is in force at once.
    public func rules(_ change: RuleChange, _ draft: Draft) throws(Refusal) -> RequestForm {
        try check(change, draft)
        let stage = ApprovalStage(name: .rules, groups: [.admins], quorum: 1, from: nil)
        let plan = ApprovalPlan(expires: Self.expires, beginWithin: Self.expires, stages: isSandboxHome ? [] : [stage])
        return try form(.rules(change), draft, subject: change.subject, risk: .critical, plan: plan)
    }

    private func check(_ change: RuleChange, _ draft: Draft) throws(Refusal) {
        switch change {
        case .waive(_, _, _, let until): try AccountRegister.check(end: until, at: now)
        case .addPurpose(_, let from, let to):
            guard from <= to else {
                throw Refusal(
                    .requirementMissing, "the purpose ends before it begins", hint: "give '--to' a day that is not before '--from'")
            }
            try AccountRegister.check(end: max(to, now + Period(seconds: 1)), at: now)
            guard draft.ticket != nil else {
                throw Refusal(.requirementMissing, "a use of root wants a ticket that says more", hint: "add '--ticket ID'")
            }
        case .addPerson, .changePerson, .move, .leave, .addKey, .removeKey, .setAccount, .setProfile, .loadWorkflow, .erase: break
        }
    }

    func form(_ ask: Ask, _ draft: Draft, subject: PersonID?, risk: Risk, plan: ApprovalPlan) throws(Refusal) -> RequestForm {
        do {
            return try RequestForm(
                ask: ask, subject: subject, reason: draft.reason, ticket: draft.ticket, risk: risk, stages: plan.stages(for: risk),
                expires: now + plan.expires, beginWithin: plan.beginWithin)
        } catch {
            throw Refusal(.requirementMissing, "what is asked cannot be written down", hint: "try again with plainer text")
        }
    }

    /// What a profile grants in an account, as its groups were last read.
    public func grant(of profile: Profile, in view: AccountView) throws(Refusal) -> Grant {
        guard let groups = profile.groups[view.alias], !groups.isEmpty else {
            throw Refusal(
                .profileNotInAccount, "profile '\(profile.name)' has no groups in account '\(view.alias)'",
                hint: "see 'tenure profile show \(profile.name)'")
        }
        return try Grant.current(groups, in: view)
    }

    private func check(_ draft: Draft, person: Person, against plan: Workflow) throws(Refusal) {
        for requirement in plan.requires {
            if let (what, hint) = missing(requirement, draft, person) {
                throw Refusal(.requirementMissing, "workflow '\(plan.name)' requires \(what)", hint: hint)
            }
        }
        guard let end = draft.end else { return }
        guard end > now else { throw Refusal(.endInPast, "the end date has passed", hint: "give a later one with '--until YYYY-MM-DD'") }
        if let longest = plan.maximumTerm, end > now + longest {
            throw Refusal(
                .termTooLong, "workflow '\(plan.name)' grants access for at most \(longest)",
                hint: "give an earlier end with '--until YYYY-MM-DD'")
        }
    }

    private func missing(_ requirement: Workflow.Requirement, _ draft: Draft, _ person: Person) -> (String, String)? {
        switch requirement {
        case .ticket: draft.ticket == nil ? ("a ticket", "add '--ticket ID'") : nil
        case .endDate: draft.end == nil ? ("an end date", "add '--until YYYY-MM-DD'") : nil
        case .company:
            person.attributes.company == nil
                ? ("the person's company", "add it with 'tenure person move \(person.id) --company NAME'") : nil
        case .sponsor:
            person.attributes.sponsor == nil ? ("a sponsor", "name one with 'tenure person move \(person.id) --sponsor PERSON'") : nil
        case .pledge:
            person.attributes.pledge == nil
                ? ("a signed security pledge", "say where it is kept with 'tenure person move \(person.id) --pledge REFERENCE'") : nil
        }
    }
}

extension Grant {
    /// The grant of those groups, as they were last read in that account.
    public static func current(_ groups: [GroupName], in view: AccountView) throws(Refusal) -> Grant {
        var lines: [String] = []
        for group in groups.sorted() {
            guard let digest = view.grants[group] else {
                throw Refusal(
                    .groupNotSeen, "group '\(group)' was not seen in account '\(view.alias)', so what it allows is unknown",
                    hint: "make the group in the account, then run 'tenure sync'")
            }
            lines.append("\(group):\(digest)")
        }
        return Grant(groups: groups.sorted(), policies: Digest.of(text: lines.joined(separator: "\n")))
    }
}

extension StageName {
    /// The stage that every change of the rules passes.
    static let rules = known("rules")
}
