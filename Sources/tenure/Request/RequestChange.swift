import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure request change`
struct RequestChange: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "change", abstract: "Ask for another profile, or another end, for a user.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The user: name, ACCOUNT/NAME, person or id.", valueName: "user")) var user: String
    @Option(name: .long, help: "The profile that it is to have.") var profile: ProfileName?
    @Option(name: .long, help: ArgumentHelp("The last day of the access.", valueName: "YYYY-MM-DD")) var until: String?
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let record = try workplace.find.user(user).state
        guard let view = try workplace.ledger.account(record.account)?.state else {
            throw Trouble("the account was never looked at", hint: "run 'tenure sync'")
        }
        var draft = try workplace.draft(reason, until: until)
        draft.end = draft.end ?? record.end
        let profile = try workplace.profile(profile ?? record.profile)
        // What the profile demands of a new user it demands of a change into it.
        let own = try workplace.home.workflow(record.workflow)
        let plan =
            try record.isAdopted || profile.workflow.text == "standard" || own.glassTime != nil
            ? own : workplace.home.workflow(named: profile.workflow, in: workplace.rules()).1
        let form = try workplace.filing().change(
            draft, of: record, for: try workplace.find.person(record.person), profile: profile, plan: plan, in: view)
        let request = try workplace.office().file(form)
        Terminal.out("\(request.id): \(workplace.sentence(about: request))\n")
        try workplace.tellWhatIsNext(for: request)
        return .done
    }
}
