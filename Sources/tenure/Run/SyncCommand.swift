import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure sync`
struct SyncCommand: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Look at the accounts and record what is there: MFA, groups, users gone or unexplained. Changes nothing at IAM.")

    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: "Only this account; may be repeated.") var account: [AccountAlias] = []

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var (failed, returned) = (0, 0)
        let accounts = try workplace.accounts(named: account)
        guard !accounts.isEmpty else {
            throw Trouble(
                "there is no account to look at", hint: "add one with 'tenure account add'; see 'tenure account list'", status: .refused)
        }
        for account in accounts {
            do {
                let result = try await Sync(home: workplace.home).look(at: account)
                Terminal.out(SyncTelling.line(result) + "\n")
                returned += result.returned.count
            } catch {
                Failure(error, in: workplace).print()
                failed += 1
            }
        }
        try ReviewWorks(home: workplace.home).advance()
        return failed == 0 && returned == 0 ? .done : failed == accounts.count ? .failed : .attention
    }
}
