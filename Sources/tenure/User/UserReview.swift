import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user review`
struct UserReview: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Say that you have looked at what was done while a user's glass was broken.",
        discussion: "By a second person: never by the holder. Until then the use stays open, and the glass cannot be broken again.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @Option(name: .long, help: "What you looked at, and what you found.") var reason: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(
            .review(try workplace.reason(reason)), on: named.user, next: "its use is reviewed; 'tenure run' makes it ready again")
    }
}
