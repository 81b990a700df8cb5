import Foundation
import GRDB
import IAM
import Lifecycle

/// Rules and open requests as they stood at each event, and what speaks against each decision by the roles of that time.
struct DecisionCheck {
    private(set) var approvals = 0
    private(set) var signatures = 0
    private(set) var problems: [Problem] = []
    /// The name of the history, which signatures are bound to.
    private var log: String?
    private var last = 0
    private var rules = Rules()
    private var requests: [RequestID: Request] = [:]
    private var rollbacks: [DatedRollback] = []

    private static let kinds: Set = ["home.signingKeySet", "home.rollbackAsked", "home.rollbackAccepted", "item.decided"]

    /// Takes the next event of the history.
    mutating func take(_ seq: Int, _ kind: String, _ body: Data, in database: Database) throws {
        guard kind.hasPrefix("request.") || kind.hasPrefix("rules.") || Self.kinds.contains(kind) else { return }
        last = seq
        guard let recorded = try? Canonical.value(Recorded.self, from: body) else { return }
        try take(recorded, in: database)
    }

    private mutating func take(_ recorded: Recorded, in database: Database) throws {
        switch (Lifecycle.Stream(text: recorded.stream), recorded.event) {
        case (.home, .home(.signingKeySet(let key))): log = key.logName
        case (.home, .home):
            rollbacks.take(last, recorded)
            if let reason = objection(to: recorded) { problems.append(.undue(seq: last, reason: reason)) }
        case (.rules, .rules(let event)): rules = Rules.evolve(rules, event)
        case (.request(let id), .request(let event)):
            let reasons = [
                try objection(to: event, on: requests[id], by: recorded.by, in: database),
                try objection(toSignatureOf: event, on: requests[id], recorded, in: database),
            ]
            problems += reasons.compactMap(\.self).map { .undue(seq: last, reason: $0) }
            let after = Request.evolve(requests[id], id: id, event, at: recorded.at, by: recorded.by)
            requests[id] = after?.status.isFinal == true ? nil : after
        case (.item(let id), .item(let event)):
            guard let signed = event.signature else { return }
            let matter = try listed(id, in: database)?.matter(of: event, version: recorded.version - 1)
            if let reason = try objection(to: signed, of: matter, recorded, in: database) {
                problems.append(.undue(seq: last, reason: reason))
            }
        case (_, _): break
        }
    }

    /// A person as they were at this event. Few decisions want one, and all people at once would take a hundred megabytes.
    private func person(_ id: PersonID, in database: Database) throws -> Person? {
        let statement = try database.cachedStatement(sql: "SELECT body FROM event WHERE stream = ? AND seq < ? ORDER BY version")
        let bodies = try Data.fetchCursor(statement, arguments: [id.description, last])
        var person: Person?
        while let body = try bodies.next() {
            guard let recorded = try? Canonical.value(Recorded.self, from: body), case .person(let event) = recorded.event else { continue }
            person = Person.evolve(person, id: id, event, at: recorded.at)
        }
        return person
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
    private mutating func objection(to event: RequestEvent, on request: Request?, by actor: Actor, in database: Database) throws -> String?
    {
        switch event {
        case .endorsed(let name, let content, _):
            approvals += 1
            guard let request, let person = actor.person else { return "nobody, or nothing, was approved" }
            return try objection(to: person, approving: name, content, request, in: database)
        case .approved:
            guard let request, request.openStage == nil else { return "a stage had not got its quorum" }
            return nil
        case .submitted, .amended, .returned, .rejected, .withdrawn, .expired, .voided, .assigned, .fulfilled: return nil
        }
    }

    /// What speaks against the signature under a decision, made with a key that the person had then; nil if nothing does.
    private mutating func objection(
        toSignatureOf event: RequestEvent, on request: Request?, _ recorded: Recorded, in database: Database
    ) throws -> String? {
        if case .submitted(let form, let signed) = event, case .request(let id)? = Lifecycle.Stream(text: recorded.stream) {
            guard let matter = form.matter(as: id) else { return nil }
            return try signed.map { try objection(to: $0, of: matter, recorded, in: database) }
                ?? "the glass was broken without its holder's signature"
        }
        guard let signed = event.signature else {
            return request?.demandsSignature(of: event) == true ? "its stage counts only signed decisions, and it has no signature" : nil
        }
        return try objection(to: signed, of: request?.matter(of: event, version: recorded.version - 1), recorded, in: database)
    }

    private mutating func objection(
        to signed: SignedStatement, of matter: DecidedMatter?, _ recorded: Recorded, in database: Database
    ) throws -> String? {
        signatures += 1
        guard let matter, let log, let person = recorded.by.person else { return "it is signed, and nobody could have signed it" }
        let keys = try self.person(person, in: database)?.keys ?? []
        do {
            try signed.verify(matter, by: person, in: log, keys: keys, at: recorded.at)
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

    private func objection(
        to person: PersonID, approving name: StageName, _ content: Digest, _ request: Request, in database: Database
    ) throws -> String? {
        guard request.status == .submitted, let stage = request.form.stages.first(where: { $0.name == name }) else {
            return "\(request.id) did not wait for stage '\(name)'"
        }
        guard content == request.form.content else { return "the approval is of something else than \(request.id) asks" }
        guard !request.approvals.contains(where: { $0.by == person && $0.content == content }) else {
            return "\(person) had approved \(request.id) before"
        }
        let context = ApprovalContext(
            rules: rules, subject: try request.form.subject.flatMap { try self.person($0, in: database) }, grantNow: nil)
        guard Approvers(requester: request.by, subject: request.form.subject, in: context).eligible(for: stage).contains(person) else {
            return "\(person) could not approve stage '\(name)' of \(request.id) then"
        }
        return nil
    }
}
