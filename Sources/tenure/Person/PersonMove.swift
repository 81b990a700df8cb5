import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure person move`
struct PersonMove: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Ask for a change of what is known of a person, of their roles or of their groups.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String
    @Option(name: .long, help: ArgumentHelp("Another name.", valueName: "name")) var name: String?
    @OptionGroup var options: PersonOptions
    @Option(name: .long, help: ArgumentHelp("A role to get.", valueName: "role")) var grant: [Role] = []
    @Option(name: .long, help: ArgumentHelp("A role to lose.", valueName: "role")) var withdraw: [Role] = []
    @Option(name: .long, help: ArgumentHelp("An approval group to join.", valueName: "group")) var join: [ApprovalGroup] = []
    @Option(name: .long, help: ArgumentHelp("An approval group to leave.", valueName: "group")) var quit: [ApprovalGroup] = []
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.person(person)
        try options.refuseAliases(besides: found.id, in: workplace)
        var attributes = found.attributes
        if let name { attributes.name = workplace.seal(try workplace.line(name, "name")) }
        try options.apply(to: &attributes, in: workplace)
        let movesPowers = !(grant + withdraw).isEmpty || !(join + quit).isEmpty
        guard attributes != found.attributes || movesPowers else {
            throw Refusal(.noChange, "nothing would change", hint: "see what can be said with 'tenure person move --help'")
        }
        var status = ExitStatus.done
        if attributes != found.attributes { status = try workplace.file(.changePerson(person: found.id, attributes: attributes), reason) }
        guard movesPowers else { return status }
        let groups = join.filter { !$0.isComputed }
        return try workplace.file(
            .move(person: found.id, grant: SortedSet(grant), withdraw: SortedSet(withdraw), join: SortedSet(groups), quit: SortedSet(quit)),
            reason)
    }
}
