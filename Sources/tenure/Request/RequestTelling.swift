import Engine
import IAM
import Ledger
import Lifecycle

extension Request {
    /// What an approver of the open stage types.
    var answer: String { "tenure request approve \(id)" + (openStage?.isSigned == true ? " --sign" : "") }
}

extension Workplace {
    /// One line that says what a request is.
    func sentence(about request: Request) -> String {
        switch request.form.ask {
        case .access(let access):
            let what = access.adopts == nil ? "a user" : "adoption of '\(access.name)'"
            return
                "\(what) for \(name(of: access.person)) in \(access.account), profile \(access.profile) (risk \(request.form.risk.rawValue))"
        case .change(let change): return "profile \(change.profile) for \(change.record) (risk \(request.form.risk.rawValue))"
        case .breakGlass(let glass): return "the glass of \(glass.record) is broken"
        case .resume(let record): return "access back for \(record)"
        case .revoke(let record): return "the end of \(record)"
        case .rules(let change): return RuleChangeTelling(place: self).sentence(change)
        }
    }

    /// Who is awaited for a request, by name.
    func awaited(for request: Request) throws -> [String] {
        let context = try Office(home: home, actor: request.by).context(of: request, rules: try rules())
        return request.awaited(in: context).sorted().map { name(of: $0) }
    }

    /// Says on standard output what a request waits for now.
    func tellWhatIsNext(for request: Request) throws {
        switch request.status {
        case .submitted:
            let stage = request.openStage?.name.text ?? "-"
            Terminal.out(
                "waits for stage '\(stage)': \(try awaited(for: request).joined(separator: ", ")); expires \(text(request.form.expires))\n")
            Terminal.out("they find it with 'tenure inbox' and type: \(request.answer)\n")
            for wanted in try wantedSignatures(for: request) {
                Terminal.out("stage '\(wanted.stage.name)' counts only signed decisions: \(wanted.text)\n")
            }
        case .approved: Terminal.out("approved; 'tenure run' carries it out\n")
        case .fulfilled: Terminal.out("in force\n")
        case .returned: Terminal.out("sent back to \(name(of: request.by)): tenure request amend \(request.id)\n")
        case .rejected, .withdrawn, .expired: Terminal.out("\(request.status.rawValue)\n")
        }
    }
}
