import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// Goes through rules, people and requests in the order in which they were recorded, and judges each approval by the roles of that time.
    func examineDecisions(_ examination: inout Verification) throws(LedgerError) {
        var check = DecisionCheck(bound: examination.size)
        while try read({ try check.takePage(in: $0) }) {}
        examination.approvals = check.approvals
        examination.signatures = check.signatures
        examination.problems += check.problems
    }
}

/// Rules, people and open requests as they stood at each event.
private struct DecisionCheck {
    let bound: Int
    private(set) var approvals = 0
    private(set) var signatures = 0
    /// The name of the history, which signatures are bound to.
    private var log: String?
    private(set) var problems: [Problem] = []
    private var last = 0
    private var rules = Rules()
    private var people: [PersonID: Person] = [:]
    private var requests: [RequestID: Request] = [:]
    private var rollbacks: [DatedRollback] = []

    init(bound: Int) { self.bound = bound }

    mutating func takePage(in database: Database) throws -> Bool {
        let sql = """
            SELECT seq, body FROM event WHERE seq > ? AND seq <= ?
            AND (kind > 'request.' AND kind < 'request/' OR kind > 'rules.' AND kind < 'rules/' OR kind > 'person.' AND kind < 'person/')
            OR seq > ? AND seq <= ? AND kind IN ('home.signingKeySet', 'home.rollbackAsked', 'home.rollbackAccepted', 'item.decided')
            ORDER BY seq LIMIT 2000
            """
        let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [last, bound, last, bound])
        let before = last
        while let row = try rows.next() {
            last = row[0]
            guard let recorded = try? Canonical.value(Recorded.self, from: row[1]) else { continue }
            try take(recorded, in: database)
        }
        return last > before
    }

    private mutating func take(_ recorded: Recorded, in database: Database) throws {
        switch (Lifecycle.Stream(text: recorded.stream), recorded.event) {
        case (.home, .home(.signingKeySet(let key))): log = key.logName
        case (.home, .home):
            rollbacks.take(last, recorded)
            if let reason = objection(to: recorded) { problems.append(.undue(seq: last, reason: reason)) }
        case (.rules, .rules(let event)): rules = Rules.evolve(rules, event)
        case (.person(let id), .person(let event)): people[id] = Person.evolve(people[id], id: id, event, at: recorded.at)
        case (.request(let id), .request(let event)):
            let reasons = [
                objection(to: event, on: requests[id], by: recorded.by), objection(toSignatureOf: event, on: requests[id], recorded),
            ]
            problems += reasons.compactMap(\.self).map { .undue(seq: last, reason: $0) }
            let after = Request.evolve(requests[id], id: id, event, at: recorded.at, by: recorded.by)
            requests[id] = after?.status.isFinal == true ? nil : after
        case (.item(let id), .item(let event)):
            guard let signed = event.signature else { return }
            let matter = try listed(id, in: database)?.matter(of: event, version: recorded.version - 1)
            if let reason = objection(to: signed, of: matter, recorded) { problems.append(.undue(seq: last, reason: reason)) }
        case (_, _): break
        }
    }

    /// An item of a review as it was listed: what a decision about it was bound to.
    private func listed(_ id: ItemID, in database: Database) throws -> ReviewItem? {
        let statement = try database.cachedStatement(sql: "SELECT body FROM event WHERE stream = ? AND version = 1")
        guard let body = try Data.fetchOne(statement, arguments: [Lifecycle.Stream.item(id).description]),
            let recorded = try? Canonical.value(Recorded.self, from: body), case .item(let event) = recorded.event
        else { return nil }
        return ReviewItem.evolve(nil, id: id, event, at: recorded.at, by: recorded.by)
    }

    /// What speaks against a decision; nil if nothing does.
    private mutating func objection(to event: RequestEvent, on request: Request?, by actor: Actor) -> String? {
        switch event {
        case .endorsed(let name, let content, _):
            approvals += 1
            guard let request, let person = actor.person else { return "nobody, or nothing, was approved" }
            return objection(to: person, approving: name, content, request)
        case .approved:
            guard let request, request.openStage == nil else { return "a stage had not got its quorum" }
            return nil
        case .submitted, .amended, .returned, .rejected, .withdrawn, .expired, .voided, .assigned, .fulfilled: return nil
        }
    }

    /// What speaks against the signature under a decision, made with a key that the person had then; nil if nothing does.
    private mutating func objection(toSignatureOf event: RequestEvent, on request: Request?, _ recorded: Recorded) -> String? {
        if case .submitted(let form, let signed) = event, case .request(let id)? = Lifecycle.Stream(text: recorded.stream) {
            guard let matter = form.matter(as: id) else { return nil }
            return signed.map { objection(to: $0, of: matter, recorded) } ?? "the glass was broken without its holder's signature"
        }
        guard let signed = event.signature else {
            return request?.demandsSignature(of: event) == true ? "its stage counts only signed decisions, and it has no signature" : nil
        }
        return objection(to: signed, of: request?.matter(of: event, version: recorded.version - 1), recorded)
    }

    private mutating func objection(to signed: SignedStatement, of matter: DecidedMatter?, _ recorded: Recorded) -> String? {
        signatures += 1
        guard let matter, let log, let person = recorded.by.person else { return "it is signed, and nobody could have signed it" }
        do {
            try signed.verify(matter, by: person, in: log, keys: people[person]?.keys ?? [], at: recorded.at)
            return nil
        } catch {
            return "the signature of \(person) does not hold: \(error)"
        }
    }

    /// What speaks against having history go on from a backup: it takes two admins of that time.
    private mutating func objection(to recorded: Recorded) -> String? {
        approvals += 1
        guard let person = recorded.by.person, rules.has(.admin, person) else { return "\(recorded.by) was no admin then" }
        guard let open = rollbacks.last, open.acceptedBy != open.askedBy else { return "\(person) had asked for it" }
        return nil
    }

    private func objection(to person: PersonID, approving name: StageName, _ content: Digest, _ request: Request) -> String? {
        guard request.status == .submitted, let stage = request.form.stages.first(where: { $0.name == name }) else {
            return "\(request.id) did not wait for stage '\(name)'"
        }
        guard content == request.form.content else { return "the approval is of something else than \(request.id) asks" }
        guard !request.approvals.contains(where: { $0.by == person && $0.content == content }) else {
            return "\(person) had approved \(request.id) before"
        }
        let context = ApprovalContext(rules: rules, subject: request.form.subject.flatMap { people[$0] }, grantNow: nil)
        guard Approvers(requester: request.by, subject: request.form.subject, in: context).eligible(for: stage).contains(person) else {
            return "\(person) could not approve stage '\(name)' of \(request.id) then"
        }
        return nil
    }
}
