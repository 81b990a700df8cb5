import ArgumentParser
import Engine
import Ledger
import Lifecycle

/// `tenure person list`
struct PersonList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List people, with roles and groups.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: "Only who holds this role.") var role: Role?
    @Option(name: .long, help: ArgumentHelp("Only who belongs to this group.", valueName: "group")) var group: ApprovalGroup?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let rules = try workplace.rules()
        var list = Listing(columns: [
            ("ID", "id"), ("NAME", "name"), ("MAIL", "mail"), ("ROLES", "roles"), ("GROUPS", "groups"), ("LEFT", "left"),
        ])
        list.whenEmpty = "nobody"
        for person in try people(in: workplace) where role.map({ rules.has($0, person.id) }) ?? true {
            let groups = rules.groups(of: person.id)
            guard group.map({ groups.contains($0) }) ?? true else { continue }
            list.rows.append([
                .text("\(person.id)"), .text(person.label), .optional(person.attributes.mails.first?.text),
                .list((rules.roles[person.id] ?? []).map(\.rawValue)),
                .list(groups.map(\.text)), .time(person.left),
            ])
        }
        try list.print(listing, in: workplace)
        return .done
    }

    private func people(in workplace: Workplace) throws -> [Person] {
        try everyPage { try workplace.ledger.people(after: $0?.state.id, limit: 1_000) }.map(\.state)
    }
}
