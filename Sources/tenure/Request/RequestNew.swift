import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure request new`
struct RequestNew: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Ask for a new IAM user.",
        discussion: "The IAM user name is made from the person's Latin name; the workflow follows from the profile and the person.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var reason: ReasonOptions

    @Option(name: .customLong("for"), help: ArgumentHelp("Who gets it: mail, name or id; yourself if left out.", valueName: "person"))
    var person: String?

    @Option(name: .long, help: "The account; may be left out if there is one.")
    var account: AccountAlias?

    @Option(name: .long, help: "What is asked for; see 'tenure profile list'.")
    var profile: ProfileName?

    @Option(name: .long, help: ArgumentHelp("The last day of the access.", valueName: "YYYY-MM-DD"))
    var until: String?

    @Option(name: .long, help: "Another IAM user name than the one made from the person's name.")
    var userName: UserName?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "In an emergency: the prepared user whose groups you need now, for at most four hours; with --sign.", valueName: "user"))
    var breakGlass: String?
    @OptionGroup var signing: SigningOptions

    func validate() throws {
        guard (profile == nil) != (breakGlass == nil) else {
            throw ValidationError("name a profile with --profile, or a user with --break-glass")
        }
        guard breakGlass != nil || !signing.isAsked else {
            throw ValidationError("a request is not signed, only what breaks the glass; leave out '--sign'")
        }
    }

    var isReading: Bool { signing.toSign }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard let profile else {
            let breaking = GlassBreaking(place: workplace, user: breakGlass ?? "")
            return try await signing.attend(in: workplace) { signing, seal in
                try await breaking.file(try workplace.draft(reason, sealing: seal), signing)
            }
        }
        let person = try person.map { try workplace.find.person($0) } ?? workplace.actor()
        let application = AccessApplication(place: workplace, account: try workplace.account(account), person: person)
        let (form, name) = try application.form(try workplace.draft(reason, until: until), profile: profile, name: userName, adopting: nil)
        let request = try workplace.office().file(form)
        Terminal.out("\(request.id): \(workplace.sentence(about: request))\n")
        Terminal.out("IAM user name: \(name.text)\(name.isNumbered ? " (numbered: the plain name is taken)" : "")\n")
        try workplace.tellWhatIsNext(for: request)
        return .done
    }
}

/// Turns what was typed into a form for access: names, the workflow, what the profile grants.
struct AccessApplication {
    let place: Workplace
    let account: Account
    let person: Person

    /// The form, and the IAM user name that it asks for.
    func form(
        _ draft: Draft, profile: ProfileName, name: UserName?, adopting: UserID?
    ) throws -> (form: RequestForm, name: (text: UserName, isNumbered: Bool)) {
        let rules = try place.rules()
        let profile = try place.profile(profile)
        guard let view = try place.ledger.account(account.alias)?.state, view.seen != nil else {
            throw Refusal(
                .groupNotSeen, "account '\(account.alias)' was never looked at", hint: "run 'tenure sync --account \(account.alias)'")
        }
        if let adopting { try refuseSecondAdoption(of: adopting) } else { try refuseSecondUser() }
        let chosen = try adopting == nil ? chooseName(name) : (name ?? fail(), false)
        let workflow = try place.home.workflow(named: workflowName(profile, isAdoption: adopting != nil), in: rules)
        let form = try place.filing().access(
            draft, for: person, profile: profile, workflow: workflow, in: view, name: place.seal(chosen.0.text), adopts: adopting)
        return (form, (chosen.0, chosen.1))
    }

    private func fail() throws -> UserName { throw Trouble("the user's name is not known", hint: "run 'tenure sync'") }

    private func workflowName(_ profile: Profile, isAdoption: Bool) throws -> WorkflowName {
        if isAdoption { return try WorkflowName("existing-user") }
        return person.isExternal ? try WorkflowName("contractor") : profile.workflow
    }

    private func refuseSecondAdoption(of user: UserID) throws {
        let open = try place.ledger.requests(
            .init(statuses: [.submitted, .returned, .approved], accounts: [account.alias]), after: nil, limit: 10_000)
        guard
            let request = open.first(where: { if case .access(let asked) = $0.state.form.ask { asked.adopts == user } else { false } })?
                .state
        else { return }
        throw Refusal(.alreadyRequested, "\(request.id) asks for the same user already", hint: "see 'tenure request show \(request.id)'")
    }

    private func refuseSecondUser() throws {
        let there = try place.ledger.userRows(.init(accounts: [account.alias], people: [person.id], isRevoked: false))
        if let user = there.first {
            throw Refusal(
                .alreadyHasUser, "\(person.label) has \(user.id) in account '\(account.alias)' already",
                hint: "ask for another profile with 'tenure request change \(user.id) --profile …'")
        }
        let open = try place.ledger.requestRows(.init(statuses: [.submitted, .returned], subjects: [person.id], accounts: [account.alias]))
        if let request = open.first(where: { $0.kind == .access }) {
            throw Refusal(
                .alreadyRequested, "\(request.id) asks for a user of \(person.label) already",
                hint: "see 'tenure request show \(request.id)'")
        }
    }

    private func chooseName(_ chosen: UserName?) throws -> (UserName, Bool) {
        let naming = UserNaming(taken: try place.find.takenNames(in: account.alias))
        if let chosen {
            try naming.check(chosen)
            return (chosen, false)
        }
        guard let latin = person.attributes.latinName?.text ?? person.attributes.name.text,
            latin.contains(where: { $0.isASCII && $0.isLetter })
        else {
            throw Refusal(
                .latinNameMissing, "\(person.label) has no name in Latin letters to make the IAM user name from",
                hint: "add it: tenure person move \(person.id) --latin-name \"Given Family\" --reason …")
        }
        let name = try naming.name(forLatin: latin)
        return (name, name != (try? UserNaming(taken: []).name(forLatin: latin)))
    }
}
