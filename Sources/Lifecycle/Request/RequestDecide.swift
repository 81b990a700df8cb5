import Foundation
import IAM

/// What can be said to a request.
public enum RequestCommand: Hashable, Sendable {
    /// File it. In the name of a person only.
    case submit(RequestForm)
    /// Send it in again after it was returned, changed or not.
    case amend(RequestForm)
    case approve
    case reject(Sealed)
    case sendBack(Sealed)
    case withdraw(Sealed?)
    /// Its time is up. `tenure` only.
    case expire
    /// What it would grant allows something else now. `tenure` only.
    case void(Grant)
    /// Carried out. `tenure` only.
    case fulfil
    /// Its user was revoked before it was carried out. `tenure` only.
    case close
}

extension Request {
    /// What follows from a command, or why nothing does. Total: every command has an answer in every status from every actor.
    ///
    /// A signature in the context must be that of this decision on the request at that version, and then stands in its event.
    public static func decide(
        _ command: RequestCommand, on request: Request?, version: Int = 0, as id: RequestID? = nil, in context: ApprovalContext,
        by actor: Actor, at now: Date
    ) throws(Refusal) -> [RequestEvent] {
        let events = try decideUnsigned(command, on: request, in: context, by: actor, at: now)
        guard let first = events.first else { return events }
        guard let request else { return [try first.signedByRequester(as: id, in: context, by: actor, at: now)] + events.dropFirst() }
        return [try request.sign(first, version: version, in: context, by: actor, at: now)] + events.dropFirst()
    }

    /// What follows from a command, its signature aside.
    static func decideUnsigned(
        _ command: RequestCommand, on request: Request?, in context: ApprovalContext, by actor: Actor, at now: Date
    ) throws(Refusal) -> [RequestEvent] {
        switch (command, request) {
        case (.submit(let form), nil): return try submit(form, in: context, by: actor, at: now)
        case (.submit, let request?): throw .notOpen(request)
        case (_, nil): throw Refusal(.notOpen, "there is no such request", hint: "see 'tenure request list'")
        case (.amend(let form), let request?): return try request.amend(form, in: context, by: actor, at: now)
        case (.approve, let request?): return try request.approve(in: context, by: actor, at: now)
        case (.reject(let remark), let request?):
            _ = try request.approver(actor, in: context, at: now)
            return [.rejected(remark: remark)]
        case (.sendBack(let remark), let request?):
            _ = try request.approver(actor, in: context, at: now)
            return [.returned(remark: remark)]
        case (.withdraw(let remark), let request?): return try request.withdraw(remark, by: actor)
        case (.expire, let request?): return try request.expire(by: actor, at: now)
        case (.void(let grant), let request?): return try request.void(grant, by: actor)
        case (.fulfil, let request?):
            guard actor == .tenure else { throw .tenureOnly }
            guard request.status == .approved else { throw .notOpen(request) }
            return [.fulfilled]
        case (.close, let request?):
            guard actor == .tenure else { throw .tenureOnly }
            guard !request.status.isFinal else { throw .notOpen(request) }
            return [.withdrawn(remark: nil)]
        }
    }

    private static func submit(
        _ form: RequestForm, in context: ApprovalContext, by actor: Actor, at now: Date
    ) throws(Refusal) -> [RequestEvent] {
        guard let person = actor.person else { throw .personOnly }
        try mayFile(form.ask, person, in: context)
        if let subject = form.subject { try mustBeHere(subject, for: form.ask, in: context) }
        guard !form.stages.isEmpty else { return [.submitted(form: form), .approved] }
        if let stage = Approvers(requester: person, subject: form.subject, in: context).unattainable(of: form.stages) {
            throw .nobodyCouldApprove(stage, subject: context.subject)
        }
        return [.submitted(form: form)]
    }

    private static func mustBeHere(_ subject: PersonID, for ask: Ask, in context: ApprovalContext) throws(Refusal) {
        guard context.rules.left.contains(subject), !ask.onlyTakesAway else { return }
        throw Refusal(
            .personLeft, "'\(subject)' has left", hint: "ask for somebody who is here, or end what they have with 'tenure user revoke'")
    }

    private static func mayFile(_ ask: Ask, _ person: PersonID, in context: ApprovalContext) throws(Refusal) {
        guard context.rules.has(.requester, person) else {
            throw Refusal(.personLeft, "'\(person)' has left and cannot ask for anything", hint: "ask somebody who is here to file it")
        }
        switch ask {
        case .access(let access):
            if access.adopts != nil { try require(.admin, person, in: context, to: "adopt a user") }
        case .change, .resume: break
        case .breakGlass(let glass):
            guard context.subject?.id == person else {
                throw Refusal(
                    .notPermitted, "only its holder breaks the glass of \(glass.record)",
                    hint: "see who it is: tenure user show \(glass.record)")
            }
        case .revoke:
            let attributes = context.subject?.attributes
            let close = [context.subject?.id, attributes?.manager, attributes?.sponsor].contains(person)
            if !close { try require(.admin, person, in: context, to: "end somebody else's user") }
        case .rules(.addKey(let owner, _)):
            if owner != person { try require(.admin, person, in: context, to: "add somebody else's key") }
        case .rules(.removeKey(let owner, _)):
            if owner != person { try require(.admin, person, in: context, to: "take away somebody else's key") }
        case .rules:
            try require(.admin, person, in: context, to: "change the rules")
        }
    }

    private static func require(
        _ role: Role, _ person: PersonID, in context: ApprovalContext, to act: String
    ) throws(Refusal) {
        guard context.rules.has(role, person) else { throw .notPermitted(person, needs: role, to: act) }
    }

    private func amend(_ form: RequestForm, in context: ApprovalContext, by actor: Actor, at now: Date) throws(Refusal) -> [RequestEvent] {
        guard status == .returned || status == .submitted else { throw .notOpen(self) }
        guard actor.person == by else {
            throw Refusal(.notPermitted, "only its requester can change \(id)", hint: "file another with 'tenure request new'")
        }
        guard now < self.form.expires else {
            throw Refusal(.approvalExpired, "\(id) has expired undecided", hint: "file it again with 'tenure request new'")
        }
        // A user rests on this request already: another ask would reach that user with an approval given for somebody else.
        guard record == nil || form.ask.isSame(as: self.form.ask) else {
            throw Refusal(
                .contentChanged, "a user is being made on \(id): it cannot ask for something else now",
                hint: "withdraw it and file another with 'tenure request new'")
        }
        let filed = try Self.submit(form, in: context, by: actor, at: now)
        return [.amended(form: form)] + filed.dropFirst()
    }

    private func approve(in context: ApprovalContext, by actor: Actor, at now: Date) throws(Refusal) -> [RequestEvent] {
        let (person, stage) = try approver(actor, in: context, at: now)
        if let subject = form.subject { try Self.mustBeHere(subject, for: form.ask, in: context) }
        if let grant, context.grantNow != grant {
            throw Refusal(
                .contentChanged, "what \(id) would grant is not what it was when it was filed",
                hint: "run 'tenure sync', then read 'tenure request show \(id)' again")
        }
        let yes = RequestEvent.endorsed(stage: stage.name, content: form.content)
        var after = self
        after.approvals.append(Approval(stage: stage.name, by: person, at: now, content: form.content))
        return after.openStage == nil ? [yes, .approved] : [yes]
    }

    /// The person and the stage that they may decide on now.
    private func approver(_ actor: Actor, in context: ApprovalContext, at now: Date) throws(Refusal) -> (PersonID, ApprovalStage) {
        guard let person = actor.person else { throw .personOnly }
        guard status == .submitted, let stage = openStage else { throw .notOpen(self) }
        guard now < form.expires else {
            throw Refusal(.approvalExpired, "\(id) has expired undecided", hint: "its requester files it again with 'tenure request new'")
        }
        guard person != by else { throw .ownRequest(self, stage) }
        guard person != form.subject else { throw .ownAccess(self, stage) }
        guard !approvals.contains(where: { $0.by == person && $0.content == form.content }) else { throw .secondApproval(self, stage) }
        guard awaited(in: context).contains(person) else { throw .notInStage(self, stage) }
        return (person, stage)
    }

    private func withdraw(_ remark: Sealed?, by actor: Actor) throws(Refusal) -> [RequestEvent] {
        guard let person = actor.person, person == by || person == form.subject else {
            throw Refusal(
                .notPermitted, "only its requester or its subject can withdraw \(id)",
                hint: "an approver can reject it: tenure request reject \(id) --reason …")
        }
        guard status == .submitted || status == .returned else {
            throw status == .approved && record != nil
                ? Refusal(.notOpen, "\(id) is approved and being carried out", hint: "end it with 'tenure request revoke'") : .notOpen(self)
        }
        return [.withdrawn(remark: remark)]
    }

    private func expire(by actor: Actor, at now: Date) throws(Refusal) -> [RequestEvent] {
        guard actor == .tenure else { throw .tenureOnly }
        guard let lapses, now >= lapses else { throw .notOpen(self) }
        return [.expired]
    }

    private func void(_ grant: Grant, by actor: Actor) throws(Refusal) -> [RequestEvent] {
        guard actor == .tenure else { throw .tenureOnly }
        guard status == .submitted || status == .returned || status == .approved, let asked = self.grant else { throw .notOpen(self) }
        guard asked != grant else {
            throw Refusal(.notInvalidatable, "what \(id) would grant has not changed", hint: "see 'tenure request show \(id)'")
        }
        return [.voided(grant: grant)]
    }
}

extension Ask {
    /// Whether the same is asked for the same user; what its groups are and allow by now aside.
    func isSame(as other: Ask) -> Bool {
        switch (self, other) {
        case (.access(let one), .access(let two)):
            one.person == two.person && one.account == two.account && one.profile == two.profile && one.workflow == two.workflow
                && one.adopts == two.adopts && one.name.text == two.name.text && one.end == two.end
        case (.change(let one), .change(let two)): one.record == two.record && one.profile == two.profile && one.end == two.end
        case (.resume(let one), .resume(let two)), (.revoke(let one), .revoke(let two)): one == two
        case (.rules(let one), .rules(let two)): one == two
        case (.breakGlass(let one), .breakGlass(let two)): one.record == two.record
        case (.access, _), (.change, _), (.breakGlass, _), (.resume, _), (.revoke, _), (.rules, _): false
        }
    }

    /// Whether granting it can only leave somebody with less.
    var onlyTakesAway: Bool {
        switch self {
        case .revoke, .rules(.leave), .rules(.removeKey): true
        case .access, .change, .breakGlass, .resume, .rules: false
        }
    }
}
