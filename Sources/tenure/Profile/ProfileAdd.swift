import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure profile add`
struct ProfileAdd: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Ask for a profile to be made or changed.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The profile's name.", valueName: "name")) var name: ProfileName
    @Option(name: .long, help: "low, medium, high or critical: how much harm it could do.") var risk: Risk
    @Option(name: .long, help: "The workflow of an employee's user.") var workflow: WorkflowName?
    @Option(
        name: .long, help: ArgumentHelp("Its groups in an account; may be repeated for several accounts.", valueName: "account=group,group")
    ) var groups: [String]
    @Option(name: .long, help: ArgumentHelp("Who answers for it.", valueName: "person")) var owner: String?
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let rules = try workplace.rules()
        let workflow = try workflow ?? WorkflowName("standard")
        _ = try workplace.home.workflow(named: workflow, in: rules)
        var grants: [AccountAlias: [GroupName]] = [:]
        for text in groups {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Trouble("'\(text)' names no account and groups", hint: "write it as in prod=developers,readers", status: .usage)
            }
            let alias = try AccountAlias(parts[0])
            _ = try workplace.account(alias)
            grants[alias] = try parts[1].split(separator: ",").map { try GroupName(String($0)) }
        }
        let owner = try owner.map { try workplace.find.person($0).id }
        return try workplace.file(
            .setProfile(profile: Profile(name: name, risk: risk, workflow: workflow, groups: grants, owner: owner)), reason)
    }
}
