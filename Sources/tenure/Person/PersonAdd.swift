import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure person add`
struct PersonAdd: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Ask for a person to become known.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The name as the person writes it.", valueName: "name")) var name: String
    @OptionGroup var options: PersonOptions
    @Option(name: .long, help: "approver, admin or auditor; may be repeated. Everybody may request.") var role: [Role] = []
    @Option(name: .long, help: ArgumentHelp("An approval group; may be repeated.", valueName: "group")) var group: [ApprovalGroup] = []
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try options.refuseAliases(besides: nil, in: workplace)
        var attributes = PersonAttributes(
            name: workplace.seal(try workplace.line(name, "name")), language: options.language ?? workplace.settings.language)
        if options.latinName == nil, name.allSatisfy(\.isASCII) { attributes.latinName = workplace.seal(name) }
        try options.apply(to: &attributes, in: workplace)
        let change = RuleChange.addPerson(
            person: try nextPerson(in: workplace), attributes: attributes, roles: SortedSet(role.filter { $0 != .requester }),
            groups: SortedSet(group.filter { !$0.isComputed }))
        return try workplace.file(change, reason)
    }

    // Ids that open requests have spoken for are not given again.
    private func nextPerson(in workplace: Workplace) throws -> PersonID {
        let open = try workplace.ledger.requests(.init(statuses: [.submitted, .returned]), after: nil, limit: 1_000)
        let spoken = open.compactMap { request -> PersonID? in
            guard case .rules(.addPerson(let person, _, _, _)) = request.state.form.ask else { return nil }
            return person
        }
        let free = try workplace.ledger.nextPerson()
        return max(free, PersonID((spoken.map(\.number).max() ?? 0) + 1))
    }
}
