import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure request amend`
struct RequestAmend: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: "Send a returned request in again, changed; approvals begin anew.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The request.", valueName: "request")) var request: String
    @OptionGroup var reason: ReasonOptions
    @Option(name: .long, help: "Another profile.") var profile: ProfileName?
    @Option(name: .long, help: ArgumentHelp("Another last day.", valueName: "YYYY-MM-DD")) var until: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.request(request).state
        guard case .access(let access) = found.form.ask, let name = access.name.text.flatMap({ try? UserName($0) }) else {
            throw Trouble("\(found.id) is not a request for a user", hint: "withdraw it and file another", status: .refused)
        }
        var draft = try workplace.draft(reason, until: until)
        draft.end = draft.end ?? access.end
        draft.ticket = draft.ticket ?? found.form.ticket
        guard let view = try workplace.ledger.account(access.account)?.state else {
            throw Trouble("the account was never looked at", hint: "run 'tenure sync'")
        }
        let form = try workplace.filing().access(
            draft, for: try workplace.find.person(access.person), profile: try workplace.profile(profile ?? access.profile),
            workflow: (access.workflow, try workplace.home.workflow(access.workflow)), in: view, name: workplace.seal(name.text),
            adopts: access.adopts)
        let amended = try workplace.office().amend(found.id, with: form)
        Terminal.out("\(amended.id): \(workplace.sentence(about: amended))\n")
        try workplace.tellWhatIsNext(for: amended)
        return .done
    }
}
