import ArgumentParser
import Checks
import Lifecycle

/// `tenure check explain`
struct CheckExplain: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Print a check's page: why it is there, what it judges, what it cannot see.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The check, as 'tenure check list' names it.", valueName: "id")) var id: CheckID
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        Terminal.out(CheckPage(id, workplace.settings.checks).text(lang ?? workplace.settings.language))
        return .done
    }
}
