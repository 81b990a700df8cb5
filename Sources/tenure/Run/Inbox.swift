import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure inbox`
struct Inbox: HomeCommand {
    static let configuration = CommandConfiguration(abstract: "Everything that waits for me, with the command that answers it.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.actor()
        var list = Listing(columns: [("WHAT", "what"), ("SINCE", "since"), ("UNTIL", "until"), ("ANSWER", "answer")])
        list.typed = ["answer"]
        list.whenEmpty = "nothing waits for you, \(me.label)"
        list.rows = try requests(for: me, in: workplace) + reviews(for: me, in: workplace) + users(for: me, in: workplace)
        try list.print(listing, in: workplace)
        return .done
    }

    private func requests(for me: Person, in workplace: Workplace) throws -> [[Value]] {
        let office = Office(home: workplace.home, actor: me.id)
        let rules = try workplace.rules()
        return try workplace.ledger.requests(.init(statuses: [.submitted, .returned]), after: nil, limit: 10_000).compactMap { found in
            let request = found.state
            if request.status == .returned, request.by == me.id {
                return row(
                    "\(request.id) was sent back: \(request.remark?.description ?? "")", request.since, request.lapses,
                    "tenure request amend \(request.id) --reason …")
            }
            guard request.awaited(in: try office.context(of: request, rules: rules)).contains(me.id) else { return nil }
            let what = "\(request.id) by \(workplace.name(of: request.by)): \(workplace.sentence(about: request)): \(request.form.reason)"
            return row(what, request.since, request.lapses, request.answer)
        }
    }

    private func reviews(for me: Person, in workplace: Workplace) throws -> [[Value]] {
        let isAdmin = try workplace.rules().has(.admin, me.id)
        let due = try isAdmin ? ReviewCalendar(home: workplace.home).due(at: workplace.now) : []
        let dueRows = due.map {
            row("\(Count.of($0.users.count, "user")) of workflow '\($0.workflow)' to review", $0.since, nil, $0.command)
        }
        let called = try isAdmin ? ReviewCalls(home: workplace.home).calls(at: workplace.now) : []
        let calledRows = called.map { row("\($0.record) to review out of turn: \(workplace.sentence(on: $0))", $0.since, nil, $0.command) }
        return try dueRows + calledRows
            + workplace.ledger.reviewRows().filter { $0.closed == nil }.flatMap { review -> [[Value]] in
                guard let campaign = try workplace.ledger.review(review.id)?.state else { return [] }
                let reviewers = campaign.represented(by: me.id, at: workplace.now)
                let mine = try workplace.ledger.itemCount(ItemFilter(review: review.id, reviewers: reviewers, isUndecided: true))
                let all = try workplace.ledger.itemCount(ItemFilter(review: review.id, isUndecided: true))
                let waiting = row(
                    "review \(review.name): \(Count.of(mine, "item")) to decide", review.opened, review.due,
                    "tenure review walk \(review.name)"
                )
                let closing = row("review \(review.name) can be closed", review.opened, review.due, "tenure review close \(review.name)")
                return (mine > 0 ? [waiting] : []) + (isAdmin && (all == 0 || workplace.now >= review.due) ? [closing] : [])
            }
    }

    private func users(for me: Person, in workplace: Workplace) throws -> [[Value]] {
        let contexts = UserContexts(home: workplace.home)
        let isAdmin = try workplace.rules().has(.admin, me.id)
        let stages: [LifeStage] = [.decision, .notice, .enrolment, .confirmation, .suspended]
        return try workplace.ledger.users(.init(stages: stages, isRevoked: false), after: nil, limit: 10_000).compactMap { found in
            let record = found.state
            guard let here = try contexts.context(of: record).workflow.state(record.state), record.revocation == nil else { return nil }
            let label = "\(record.id) \(record.account)/\(record.name)"
            if record.person == me.id, here.waitsFor == .subject {
                return row(
                    "\(label) is yours: follow your guide", record.since, record.deadline,
                    "tenure guide write \(record.id) --for \(record.isAdopted ? "existing" : "new")")
            }
            guard isAdmin, record.person != me.id, here.waitsFor == .admin else { return nil }
            return row("\(label) is \(record.state)", record.since, record.deadline, answer(record))
        }
    }

    private func answer(_ record: UserRecord) -> String {
        switch record.stage {
        case .confirmation where record.use?.isOpen ?? false: "tenure user review \(record.id) --reason …"
        case .confirmation: "tenure user confirm \(record.id) --serial …"
        case .decision: "tenure user adopt \(record.id) --keys mfa-session|service|delete --reason …"
        case .suspended: "tenure user resume \(record.id) --reason … (or: tenure user revoke)"
        case .creation, .notice, .enrolment, .active, .revocation, .revoked: "tenure explain \(record.id)"
        }
    }

    private func row(_ what: String, _ since: Date, _ until: Date?, _ answer: String) -> [Value] {
        [.text(what), .time(since), .time(until), .text(answer)]
    }
}
