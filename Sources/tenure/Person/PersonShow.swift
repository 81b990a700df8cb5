import ArgumentParser
import Engine
import Ledger
import Lifecycle

/// `tenure person show`
struct PersonShow: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one person, with roles, groups, keys and users.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.person(person)
        let rules = try workplace.rules()
        let attributes = found.attributes
        var facts = [
            ("person", "\(found.id): \(found.label)"), ("Latin name", attributes.latinName?.description ?? "-"),
            ("mail", attributes.mails.map(\.description).joined(separator: ", ")),
            ("operating-system user", attributes.osUser?.description ?? "-"),
            ("roles", "requester" + (rules.roles[found.id] ?? []).map { ", \($0.rawValue)" }.joined()),
            ("groups", rules.groups(of: found.id).map(\.text).joined(separator: ", ")), ("manager", workplace.name(of: attributes.manager)),
        ]
        if let company = attributes.company {
            facts += [
                ("company", company.description), ("sponsor", workplace.name(of: attributes.sponsor)),
                ("pledge", attributes.pledge?.description ?? "-"),
            ]
        }
        facts += found.keys.map { ("SSH key", "\($0.kind) \($0.fingerprint)\($0.signsDecisions ? "" : ", cannot sign decisions")") }
        if let left = found.left { facts.append(("left", workplace.text(left))) }
        for user in try workplace.ledger.userRows(.init(people: [found.id])) {
            facts.append(("user", "\(user.id) \(user.account)/\(user.name ?? "(erased)"): \(user.state)"))
        }
        workplace.print(facts)
        return .done
    }
}
