import Foundation

extension Request {
    /// What a person signs to say that to the request as it is now; throws what speaks against saying it.
    public func statement(
        of command: RequestCommand, version: Int, in context: ApprovalContext, log: String, by actor: PersonID,
        dated dating: DecisionStatement.Dating
    ) throws(Refusal) -> DecisionStatement {
        let events = try Self.decideUnsigned(command, on: self, in: context, by: .person(actor), at: dating.time)
        guard let matter = events.first.flatMap({ self.matter(of: $0, version: version) }) else {
            throw Refusal(
                .signatureRefused, "only a yes, a no and a return are signed",
                hint: "leave out '--sign', or see 'tenure request show \(id)'")
        }
        return DecisionStatement(log: log, matter: matter, actor: actor, dating: dating)
    }

    /// What a person decides with an event on the request at that version, as a statement says it; nil for what nobody signs.
    public func matter(of event: RequestEvent, version: Int) -> DecidedMatter? {
        event.stated(on: form).map {
            DecidedMatter(
                request: id, version: version, content: $0.content ?? form.content, decision: $0.decision, reason: $0.reason)
        }
    }

    /// Whether an event on the request is one that its stage takes only signed.
    public func demandsSignature(of event: RequestEvent) -> Bool { form.demandsSignature(of: event) }

    /// The event with the signature of the context, which must be that of the event.
    func sign(_ event: RequestEvent, version: Int, in context: ApprovalContext, by actor: Actor, at now: Date) throws(Refusal)
        -> RequestEvent
    {
        guard let signature = context.signature else {
            guard !demandsSignature(of: event) else { throw .signatureMissing(self) }
            return event
        }
        guard let person = actor.person, let matter = matter(of: event, version: version) else {
            throw Refusal(
                .signatureRefused, "a signature came with what nobody signs", hint: "leave out '--sign'; see 'tenure request show \(id)'")
        }
        try signature.check(matter, by: person, at: now)
        return event.signed(signature.signed)
    }
}

extension RequestForm {
    /// What a person signs to file it as that request; throws what speaks against filing it.
    public func statement(
        as id: RequestID, in context: ApprovalContext, log: String, by actor: PersonID, dated dating: DecisionStatement.Dating
    ) throws(Refusal) -> DecisionStatement {
        _ = try Request.decideUnsigned(.submit(self), on: nil, in: context, by: .person(actor), at: dating.time)
        guard let matter = matter(as: id) else {
            throw Refusal(.signatureRefused, "a request is not signed, only what breaks the glass", hint: "leave out '--sign'")
        }
        return DecisionStatement(log: log, matter: matter, actor: actor, dating: dating)
    }

    /// Whether an event on what is asked is one that its stage takes only signed.
    func demandsSignature(of event: RequestEvent) -> Bool {
        guard case .endorsed(let name, _, _) = event else { return false }
        return stages.contains { $0.name == name && $0.isSigned }
    }

    /// What its holder signs to break the glass; nil for what is asked without a signature.
    public func matter(as id: RequestID, version: Int = 0) -> DecidedMatter? {
        guard case .breakGlass = ask else { return nil }
        return DecidedMatter(request: id, version: version, content: content, decision: "break-glass", reason: reason)
    }
}

extension RequestEvent {
    /// What a statement says of a decision on a request: its words, and content and reason as far as event and form tell them. Nil for
    /// what nobody signs; what breaks the glass is signed with its form.
    func stated(on form: RequestForm?) -> (decision: String, content: Digest?, reason: Sealed?)? {
        switch self {
        // Whoever says yes says it to the reason that they were given.
        case .endorsed(let stage, let content, _): ("approve   stage \(stage)", content, form?.reason)
        case .rejected(let remark, _): ("reject", form?.content, remark)
        case .returned(let remark, _): ("return", form?.content, remark)
        case .submitted, .amended, .approved, .withdrawn, .expired, .voided, .assigned, .fulfilled: nil
        }
    }

    /// The filing with the signature of the context, which what is asked must take, or must do without.
    func signedByRequester(as id: RequestID?, in context: ApprovalContext, by actor: Actor, at now: Date) throws(Refusal) -> RequestEvent {
        guard case .submitted(let form, _) = self else { return self }
        guard let id, let person = actor.person, let matter = form.matter(as: id) else {
            guard form.matter(as: RequestID(1)) == nil, context.signature == nil else { throw .glassUnsigned }
            return self
        }
        guard let signature = context.signature else { throw .glassUnsigned }
        try signature.check(matter, by: person, at: now)
        return signed(signature.signed)
    }

    /// The signature that stands in the event.
    public var signature: SignedStatement? {
        switch self {
        case .endorsed(_, _, let signed), .rejected(_, let signed), .returned(_, let signed), .submitted(_, let signed): signed
        case .amended, .approved, .withdrawn, .expired, .voided, .assigned, .fulfilled: nil
        }
    }

    fileprivate func signed(_ signed: SignedStatement) -> RequestEvent {
        switch self {
        case .endorsed(let stage, let content, _): .endorsed(stage: stage, content: content, signed: signed)
        case .rejected(let remark, _): .rejected(remark: remark, signed: signed)
        case .returned(let remark, _): .returned(remark: remark, signed: signed)
        case .submitted(let form, _): .submitted(form: form, signed: signed)
        case .amended, .approved, .withdrawn, .expired, .voided, .assigned, .fulfilled: self
        }
    }
}
