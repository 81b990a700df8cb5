import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure explain`
struct Explain: HomeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain every next transition of a request or a user, each thing in its way, and the command that removes it.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("A request (R-17) or a user (U-12, a name, a person).", valueName: "id")) var id: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        if RequestID(text: id.uppercased()) != nil {
            try explain(try workplace.find.request(id).state, in: workplace)
        } else {
            try explain(try workplace.find.user(id).state, in: workplace)
        }
        return .done
    }

    private func explain(_ request: Request, in workplace: Workplace) throws {
        Terminal.out("\(request.id): \(workplace.sentence(about: request)); \(request.status.rawValue)\n")
        switch request.status {
        case .submitted:
            let wanted = try workplace.wantedSignatures(for: request)
            for stage in request.form.stages {
                let given = request.approvals.filter { $0.stage == stage.name }.count
                let signed = stage.isSigned ? ", signed" : ""
                Terminal.out("→ stage '\(stage.name)': \(given) of \(stage.quorum)\(signed)\(given >= stage.quorum ? ", passed" : "")\n")
                for signature in wanted where signature.stage == stage { Terminal.out("    \(signature.text)\n") }
            }
            let awaited = try workplace.awaited(for: request)
            Terminal.out("  waits for one of: \(awaited.joined(separator: ", ")); they type: \(request.answer)\n")
            if awaited.isEmpty {
                Terminal.out("  nobody is left who could approve: tenure person move PERSON --grant approver --join GROUP\n")
            }
            Terminal.out("→ expired: at \(workplace.text(request.form.expires))\n")
        case .returned:
            Terminal.out("→ submitted: \(workplace.name(of: request.by)) types: tenure request amend \(request.id) --reason …\n")
        case .approved:
            Terminal.out("→ fulfilled: tenure run\n")
            if let record = request.record.flatMap({ try? workplace.find.user("\($0)").state }) { try explain(record, in: workplace) }
        case .rejected, .withdrawn, .expired, .fulfilled: Terminal.out("nothing follows: this request has ended\n")
        }
    }

    private func explain(_ record: UserRecord, in workplace: Workplace) throws {
        let context = try UserContexts(home: workplace.home).context(of: record)
        Terminal.out("\(record.id) \(record.account)/\(record.name): \(record.state)\n")
        if let transit = record.transit {
            Terminal.out("under way: '\(transit.name)' → \(transit.to), \(transit.done) of \(transit.steps.count) steps done: tenure run\n")
        }
        for transition in context.workflow.transitions(from: record.state) {
            let blockers = record.blockers(of: transition, in: context)
            Terminal.out("→ \(transition.to) (\(transition.name), \(starts(transition, record, workplace)))\n")
            for blocker in blockers { Terminal.out("    \(blocker.reason); \(blocker.remedy)\n") }
        }
        if context.workflow.state(record.state)?.isTerminal ?? true { Terminal.out("nothing follows: this life has ended\n") }
    }

    private func starts(_ transition: Transition, _ record: UserRecord, _ workplace: Workplace) -> String {
        switch transition.by {
        case .tenure: "by 'tenure run' as soon as nothing is in its way"
        case .deadline: "at the deadline, \(workplace.text(record.deadline))"
        case .admin: "when an admin says so: tenure user …"
        case .request: "when a request for it is approved"
        }
    }
}
