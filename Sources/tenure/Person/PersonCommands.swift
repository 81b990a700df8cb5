import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure person`
struct PersonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "The people who request, approve, administer and hold users.",
        subcommands: [
            PersonAdd.self, PersonList.self, PersonShow.self, PersonMove.self, PersonLeave.self, PersonKey.self, PersonErase.self,
        ])
}

/// What can be said of a person.
struct PersonOptions: ParsableArguments {
    @Option(name: .long, help: "The name in Latin letters, for the IAM user name.") var latinName: String?
    @Option(name: .long, help: ArgumentHelp("A mail address; the first is where mail goes. May be repeated.", valueName: "address"))
    var mail: [MailAddress] = []
    @Option(name: .long, help: ArgumentHelp("The operating-system user who acts for them.", valueName: "user")) var osUser: String?
    @Option(name: .long, help: ArgumentHelp("The employee number.", valueName: "number")) var employee: String?
    @Option(name: .long, help: "The team.") var team: String?
    @Option(name: .long, help: ArgumentHelp("The manager, who approves first.", valueName: "person")) var manager: String?
    @Option(name: .long, help: "Another company than ours.") var company: String?
    @Option(name: .long, help: ArgumentHelp("Who answers for somebody of another company.", valueName: "person")) var sponsor: String?
    @Option(name: .long, help: ArgumentHelp("Where their signed security pledge is kept.", valueName: "reference")) var pledge: String?
    @Option(name: .long, help: "ko or en: the language of their guides and mails.") var language: Language?

    /// The attributes, with what was typed in place of what was known.
    func apply(to attributes: inout PersonAttributes, in workplace: Workplace) throws {
        let sealed = { (text: String?, what: String) in try text.map { workplace.seal(try workplace.line($0, what)) } }
        attributes.latinName = try sealed(latinName, "Latin name") ?? attributes.latinName
        if !mail.isEmpty { attributes.mails = mail.map { workplace.seal($0.text) } }
        attributes.osUser = try sealed(osUser, "operating-system user") ?? attributes.osUser
        attributes.employeeNumber = try sealed(employee, "employee number") ?? attributes.employeeNumber
        attributes.team = try sealed(team, "team") ?? attributes.team
        attributes.manager = try manager.map { try workplace.find.person($0).id } ?? attributes.manager
        attributes.company = try sealed(company, "company") ?? attributes.company
        attributes.sponsor = try sponsor.map { try workplace.find.person($0).id } ?? attributes.sponsor
        attributes.pledge = try sealed(pledge, "pledge") ?? attributes.pledge
        attributes.language = language ?? attributes.language
    }

    /// Refuses what identifies somebody else already: one human being is one person.
    func refuseAliases(besides person: PersonID?, in workplace: Workplace) throws {
        let identities: [(PersonText, String?)] = mail.map { (.mail, $0.text) } + [(.osUser, osUser), (.employeeNumber, employee)]
        for (kind, text) in identities {
            guard let text else { continue }
            if let other = try workplace.ledger.people(with: kind, text).first(where: { $0 != person }) {
                throw Refusal(
                    .identityTaken, "'\(text)' belongs to \(other) (\(workplace.name(of: other))): one human being is one person",
                    hint: "see 'tenure person show \(other)'")
            }
        }
    }
}
