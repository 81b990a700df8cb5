import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user remind`
struct UserRemind: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "remind", abstract: "Remind a user's person now of what is awaited.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.user(named.user)
        _ = try workplace.office().decide(.remind, on: found)
        try await GuideDelivery(place: workplace).remind(found)
        Terminal.out("reminded \(workplace.name(of: found.state.person))\n")
        return .done
    }
}
