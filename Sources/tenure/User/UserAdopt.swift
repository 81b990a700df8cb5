import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure user adopt`
struct UserAdopt: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Take users that were found in the account under management, or decide about the keys of one.",
        discussion: """
            'tenure user adopt --all --dry-run' shows who would be adopted and what stands in the way. Adopted users keep their groups; they are
            announced the block, come under it on its day, and are asked to enrol MFA. Nobody whose key was used in the last 30 days, nor the
            user that tenure itself uses, comes under the block before it is decided what becomes of the keys: --keys.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("IAM user names as the account has them; or, with --keys, a user under management.", valueName: "user"))
    var users: [String] = []
    @Flag(name: .long, help: "Every user that no request explains.") var all = false
    @Flag(name: .long, help: "Only show what would be asked.") var dryRun = false
    @Option(name: .long, help: "The account; may be left out if there is one.") var account: AccountAlias?
    @Option(name: .long, help: "What they are asked to have.") var profile: ProfileName?
    @Option(name: .long, help: ArgumentHelp("Whose user it is, for a single one.", valueName: "person")) var person: String?
    @Option(name: .long, help: ArgumentHelp("Whose users they are: CSV with the columns user,person.", valueName: "file")) var from: String?
    @Option(name: .long, help: "mfa-session, service or delete: what becomes of the keys of a user under management.") var keys:
        KeyDecision.Outcome?
    @Option(name: .long, help: "Why; kept with the decision.") var reason: String?

    func validate() throws {
        if keys != nil, users.count != 1 { throw ValidationError("--keys is about one user") }
        if keys == nil, users.isEmpty != all { throw ValidationError("name users, or --all") }
        if !dryRun, reason == nil { throw ValidationError("say why with --reason") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        if let keys {
            return try workplace.decide(
                .decideKeys(keys, try workplace.reason(reason ?? "")), on: users[0], next: "keys: \(keys.rawValue); 'tenure run' goes on")
        }
        try workplace.require([.admin], to: "adopt users")
        if !dryRun { _ = try workplace.reason(reason ?? "") }
        let account = try workplace.account(account)
        guard let view = try workplace.ledger.account(account.alias)?.state else {
            throw Trouble("account '\(account.alias)' was never looked at", hint: "run 'tenure sync'")
        }
        let owners = try self.owners(workplace)
        let chosen = try strangers(in: view)
        var failed = 0
        let credentials = AdoptionCredentials(place: workplace, account: account)
        for (id, sighting) in chosen {
            let preview = AdoptionPreview(
                sighting: sighting, isPrincipal: id.text == view.principal, credentials: await credentials.text(of: sighting),
                place: workplace)
            let owner = Result { try self.owner(of: sighting, owners, workplace) }
            Terminal.out("\(sighting.name): \(preview.text)\n")
            do {
                let person = try owner.get()
                Terminal.out("  belongs to \(person.label)\n")
                if !dryRun { try adopt(id, sighting, of: person, in: account, workplace) }
            } catch {
                Failure(error, in: workplace).print()
                failed += 1
            }
        }
        if chosen.isEmpty { Terminal.out("nobody is to be adopted: a request explains every user of '\(account.alias)'\n") }
        return failed == 0 ? .done : .attention
    }

    private func adopt(_ id: UserID, _ sighting: Sighting, of person: Person, in account: Account, _ workplace: Workplace) throws {
        guard let profile else {
            throw Trouble(
                "no profile is named", hint: "say what they are asked to have with --profile; see 'tenure profile list'", status: .usage)
        }
        guard let name = sighting.name.text.flatMap({ try? UserName($0) }) else {
            throw Trouble("the user's name was erased", hint: "run 'tenure sync'")
        }
        let options = Draft(reason: try workplace.reason(reason ?? ""), ticket: nil, end: nil)
        let application = AccessApplication(place: workplace, account: account, person: person)
        let (form, _) = try application.form(options, profile: profile, name: name, adopting: id)
        let request = try workplace.office().file(form)
        Terminal.out("  \(request.id): \(workplace.sentence(about: request))\n")
    }

    private func strangers(in view: AccountView) throws -> [(UserID, Sighting)] {
        let sorted = view.strangers.sorted { $0.value.name.description < $1.value.name.description }.map { ($0.key, $0.value) }
        guard !all else { return sorted }
        return try users.map { name in
            guard let found = sorted.first(where: { $0.1.name.text?.lowercased() == name.lowercased() }) else {
                throw Refusal(
                    .unknownUser, "no user '\(name)' without a request was seen in '\(view.alias)'",
                    hint: "look again with 'tenure sync'; see 'tenure user adopt --all --dry-run'")
            }
            return found
        }
    }

    private func owners(_ workplace: Workplace) throws -> [String: String] {
        guard let from else { return [:] }
        let rows = try CSVFile.read(from, columns: ["user", "person"])
        return Dictionary(rows.compactMap { row in row["user"].flatMap { user in row["person"].map { (user.lowercased(), $0) } } }) {
            _, last in last
        }
    }

    private func owner(of sighting: Sighting, _ owners: [String: String], _ workplace: Workplace) throws -> Person {
        let name = sighting.name.description
        if let text = person ?? owners[name.lowercased()] { return try workplace.find.person(text) }
        // A user that is called as somebody's mail address or operating-system user is taken to be theirs; the approver sees it.
        do {
            return try workplace.find.person(name)
        } catch {
            throw Refusal(
                .unknownPerson, "nobody is known to own '\(name)'",
                hint: "say whose it is: tenure user adopt \(name) --person PERSON, or --from owners.csv")
        }
    }
}
