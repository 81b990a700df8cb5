import Foundation
import GRDB
import IAM
import Lifecycle

/// The rules as they stood at each event, and what speaks against each decision by the roles of that time.
struct DecisionCheck {
    private(set) var approvals = 0
    private(set) var problems: [Problem] = []
    /// How many signatures were judged.
    var signatures: Int { judge.count }
    private var judge = SignatureJudge()
    private var last = 0
    private var rules = Rules()

    /// Whether it wants events of a kind, besides all of requests.
    static func wants(_ kind: String) -> Bool { kinds.contains(kind) || kind.hasPrefix("rules.") }

    private static let kinds = SignatureJudge.kinds.union(DatedRollback.kinds)

    /// Takes the next event that it wants, and the last rollback up to it.
    mutating func take(_ seq: Int, _ recorded: Recorded, after rollback: DatedRollback?) {
        last = seq
        switch (Lifecycle.Stream(text: recorded.stream), recorded.event) {
        case (.home, .home(.signingKeySet)): break
        case (.home, .home):
            note(objection(to: recorded, after: rollback))
        case (.rules, .rules(let event)): rules = Rules.evolve(rules, event)
        case (_, _): break
        }
        note(judge.objection(to: recorded))
    }

    /// Takes the next event of a request, with the request as it stood before it.
    mutating func take(_ seq: Int, _ step: RequestFolding.Step, in database: Database) throws {
        last = seq
        if case .request(let event) = step.recorded.event {
            note(try objection(to: event, on: step.before, by: step.recorded.by, in: database))
        }
        note(judge.objection(to: step.recorded))
    }

    private mutating func note(_ objection: String?) {
        if let objection { problems.append(.undue(seq: last, reason: objection)) }
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

    /// What speaks against having history go on from a backup: it takes two admins of that time.
    private mutating func objection(to recorded: Recorded, after rollback: DatedRollback?) -> String? {
        approvals += 1
        guard let person = recorded.by.person, rules.has(.admin, person) else { return "\(recorded.by) was no admin then" }
        guard let open = rollback, open.acceptedBy != open.askedBy else { return "\(person) had asked for it" }
        return nil
    }

    private func objection(
        to person: PersonID, approving name: StageName, _ content: Digest, _ request: Request, in database: Database
    ) throws -> String? {
        guard request.status == .submitted, let stage = request.form.stages.first(where: { $0.name == name }) else {
            return "\(request.id) did not wait for stage '\(name)'"
        }
        guard !request.approvals.contains(where: { $0.by == person && $0.content == content }) else {
            return "\(person) had approved \(request.id) before"
        }
        // Whom the request is about matters only if nobody could approve it by a role alone: a manager or a sponsor.
        if couldApprove(person, stage, of: request, about: nil) { return nil }
        let subject = try request.form.subject.flatMap { try self.person($0, in: database) }
        if let subject, couldApprove(person, stage, of: request, about: subject) { return nil }
        return "\(person) could not approve stage '\(name)' of \(request.id) then"
    }

    private func couldApprove(_ person: PersonID, _ stage: ApprovalStage, of request: Request, about subject: Person?) -> Bool {
        let context = ApprovalContext(rules: rules, subject: subject, grantNow: nil)
        return Approvers(requester: request.by, subject: request.form.subject, in: context).eligible(for: stage).contains(person)
    }
}
