import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user remind`
struct UserRemind: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "Remind those for whom a user waits now of what is awaited.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.user(named.user)
        _ = try workplace.office().decide(.remind, on: found)
        let reminded = try await GuideDelivery(place: workplace).remind(found)
        Terminal.out("reminded \(reminded.map { workplace.name(of: $0.id) }.joined(separator: ", "))\n")
        return .done
    }
}
