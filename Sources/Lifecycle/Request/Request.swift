import Foundation
import IAM

/// One access request, from the form to its end.
public struct Request: Hashable, Sendable, Codable {
    public let id: RequestID
    public let by: PersonID
    public var form: RequestForm
    public var status: Status
    /// When the present status began.
    public var since: Date
    /// Approvals of what is asked now; a change of it voids them all.
    public var approvals: [Approval] = []
    /// Why it was returned, rejected or withdrawn, or what became of it.
    public var remark: Sealed?
    /// The user that carries it out.
    public var record: RecordID?

    /// Where a request stands. `approved` waits to be carried out; the last four are ends.
    public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case submitted, returned, approved, rejected, withdrawn, expired, fulfilled

        /// Whether nothing can happen any more.
        public var isFinal: Bool {
            switch self {
            case .submitted, .returned, .approved: false
            case .rejected, .withdrawn, .expired, .fulfilled: true
            }
        }
    }
}

/// A request as its requester filled it in, with what follows from that under the rules of the moment.
public struct RequestForm: Hashable, Sendable, Codable {
    public var ask: Ask
    /// Whose access or power it is about; nil for a rule about nobody.
    public var subject: PersonID?
    public var reason: Sealed
    public var ticket: Sealed?
    public var risk: Risk
    /// The stages to pass, in order; empty if nothing has to be approved.
    public var stages: [ApprovalStage]
    /// What is asked, as approvals are bound to it.
    public var content: Digest
    /// When it expires undecided.
    public var expires: Date
    /// For how long an approval of it may be carried out.
    public var beginWithin: Period

    /// A form; `content` is worked out from what is asked.
    public init(
        ask: Ask, subject: PersonID?, reason: Sealed, ticket: Sealed?, risk: Risk, stages: [ApprovalStage], expires: Date,
        beginWithin: Period
    ) throws {
        self.ask = ask
        self.subject = subject
        self.reason = reason
        self.ticket = ticket
        self.risk = risk
        self.stages = stages
        self.content = try Digest.of(value: ask)
        self.expires = expires
        self.beginWithin = beginWithin
    }
}

/// One person's yes to one stage.
public struct Approval: Hashable, Sendable, Codable {
    public let stage: StageName
    public let by: PersonID
    public let at: Date
    public let content: Digest
    // Approvals that were given before they could be signed read as they always did.
    private let signed: Bool?

    /// Whether it came with a signature, which stands in the ledger.
    public var isSigned: Bool { signed ?? false }

    /// An approval.
    public init(stage: StageName, by: PersonID, at: Date, content: Digest, isSigned: Bool = false) {
        self.signed = isSigned ? true : nil
        self.stage = stage
        self.by = by
        self.at = at
        self.content = content
    }
}

/// What can happen to a request.
public enum RequestEvent: Hashable, Sendable, Codable {
    /// With its requester's signature, where what is asked takes one.
    case submitted(form: RequestForm, signed: SignedStatement? = nil)
    /// Sent in again after it was returned.
    case amended(form: RequestForm)
    case returned(remark: Sealed, signed: SignedStatement? = nil)
    /// One person's yes, to exactly that content; with their signature, if they gave one.
    case endorsed(stage: StageName, content: Digest, signed: SignedStatement? = nil)
    /// The last stage is passed.
    case approved
    case rejected(remark: Sealed, signed: SignedStatement? = nil)
    case withdrawn(remark: Sealed?)
    case expired
    /// What is asked means something else now: the approvals given so far are void.
    case voided(grant: Grant)
    /// The user that carries it out.
    case assigned(record: RecordID)
    case fulfilled
}

extension Request {
    /// The request after an event; nil before it was submitted.
    public static func evolve(_ request: Request?, id: RequestID, _ event: RequestEvent, at time: Date, by actor: Actor) -> Request? {
        guard var request else {
            guard case .submitted(let form, _) = event, let person = actor.person else { return nil }
            return Request(id: id, by: person, form: form, status: .submitted, since: time)
        }
        switch event {
        case .submitted(let form, _), .amended(let form):
            request.form = form
            request.approvals = []
            request.enter(.submitted, at: time)
        case .returned(let remark, _): request.enter(.returned, at: time, remark)
        case .endorsed(let stage, let content, let signed):
            guard let person = actor.person else { return request }
            request.approvals.append(Approval(stage: stage, by: person, at: time, content: content, isSigned: signed != nil))
        case .approved: request.enter(.approved, at: time)
        case .rejected(let remark, _): request.enter(.rejected, at: time, remark)
        case .withdrawn(let remark): request.enter(.withdrawn, at: time, remark)
        case .expired: request.enter(.expired, at: time)
        case .voided(let grant):
            request.form = request.form.granting(grant)
            request.approvals = []
            // It may have been approved long ago: whoever decides anew has the time that a decision stands for. One that was never
            // approved keeps its end.
            if request.status == .approved { request.form.expires = max(request.form.expires, time + request.form.beginWithin) }
            request.enter(.submitted, at: time)
        case .assigned(let record): request.record = record
        case .fulfilled: request.enter(.fulfilled, at: time)
        }
        return request
    }

    private mutating func enter(_ status: Status, at time: Date, _ remark: Sealed? = nil) {
        self.status = status
        since = time
        self.remark = remark ?? self.remark
    }

    /// The first stage that has not got its quorum; nil once all have.
    public var openStage: ApprovalStage? { form.stages.first { !isPassed($0) } }

    /// The stages that have not got their quorum and still have to, in order; none once the request is decided.
    public var stagesToPass: [ApprovalStage] { status == .submitted ? form.stages.filter { !isPassed($0) } : [] }

    private func isPassed(_ stage: ApprovalStage) -> Bool {
        approvals.count { $0.stage == stage.name && $0.content == form.content } >= stage.quorum
    }

    /// What the request would grant; nil if it is about no groups.
    public var grant: Grant? {
        switch form.ask {
        case .access(let access): access.grant
        case .change(let change): change.grant
        // Its signature is bound to what the groups allow: if that changes, it is signed anew.
        case .breakGlass, .resume, .revoke, .rules: nil
        }
    }

    /// When its present status ends by itself: undecided, or approved and not begun.
    public var lapses: Date? {
        switch status {
        case .submitted, .returned: form.expires
        case .approved: since + form.beginWithin
        case .rejected, .withdrawn, .expired, .fulfilled: nil
        }
    }
}

extension RequestForm {
    /// The same form, granting something else.
    func granting(_ grant: Grant) -> RequestForm {
        var form = self
        switch ask {
        case .access(let asked):
            form.ask = .access(
                AskedAccess(
                    person: asked.person, account: asked.account, profile: asked.profile, workflow: asked.workflow, name: asked.name,
                    adopts: asked.adopts, grant: grant, end: asked.end))
        case .change(let asked):
            form.ask = .change(AskedChange(record: asked.record, profile: asked.profile, grant: grant, end: asked.end))
        case .breakGlass, .resume, .revoke, .rules:
            return self
        }
        form.content = (try? Digest.of(value: form.ask)) ?? content
        return form
    }
}
