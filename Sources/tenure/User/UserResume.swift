import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user resume`
struct UserResume: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Ask for a suspended user's access to come back; that needs approval.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let record = try workplace.find.user(named.user).state
        let form = try workplace.filing().resume(
            try workplace.draft(reason), of: record, plan: try workplace.home.workflow(record.workflow))
        let request = try workplace.office().file(form)
        Terminal.out("\(request.id): \(workplace.sentence(about: request))\n")
        try workplace.tellWhatIsNext(for: request)
        return .done
    }
}
