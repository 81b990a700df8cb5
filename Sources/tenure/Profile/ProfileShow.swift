import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure profile show`
struct ProfileShow: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one profile, and whether its groups were seen.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The profile.", valueName: "name")) var name: ProfileName

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let profile = try workplace.profile(name)
        var facts = [
            ("profile", profile.name.text), ("risk", profile.risk.rawValue), ("workflow", profile.workflow.text),
            ("owner", workplace.name(of: profile.owner)),
        ]
        for (alias, groups) in profile.groups.sorted(by: { $0.key < $1.key }) {
            let view = try workplace.ledger.account(alias)?.state
            for group in groups {
                let seen = view?.grants[group].map { "policies sha256:\($0.text.prefix(12))…" } ?? "never seen: run 'tenure sync'"
                facts.append(("in \(alias)", "\(group) (\(seen))"))
            }
        }
        workplace.print(facts)
        return .done
    }
}
