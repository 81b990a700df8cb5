import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure person leave`
struct PersonLeave: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Record that a person leaves: they lose every role; their users are named, to be revoked.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.person(person)
        let status = try workplace.file(.leave(person: found.id), reason)
        for user in try workplace.ledger.userRows(.init(people: [found.id], isRevoked: false)) {
            Terminal.out("still has \(user.account)/\(user.name ?? "\(user.id)"): tenure user revoke \(user.id) --reason …\n")
        }
        return status
    }
}
