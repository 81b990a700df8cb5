import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

/// People and users for a home that `tenure init --sandbox` made: written as events, in large transactions, by the product's own rules.
struct Population {
    let ledger: Ledger
    let workflow: Workflow
    let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    private let home: String
    private let digest: Digest
    private let account: Account
    private let profile: Profile

    init(home: String) throws {
        self.home = home
        ledger = try Ledger.open(home + "/ledger.db", for: .write)
        let rules = try ledger.rules().state
        // The last account is the one that was added to the home; a new sandbox home has `demo` alone.
        guard let account = rules.accounts.values.max(by: { $0.alias < $1.alias }), let profile = rules.profiles.values.first(where: { $0.groups[account.alias] != nil && $0.risk < .high }),
            let digest = rules.workflows[profile.workflow], let kept = try ledger.workflow(digest),
            let workflow = WorkflowFile.read(kept.state.text, named: "kept").workflow
        else { throw Load.Misuse() }
        self.account = account
        self.profile = profile
        self.digest = digest
        self.workflow = workflow
    }

    func nonce() -> String { bytes(16).hexadecimal }
    func userID(_ number: Int) throws -> UserID { try UserID("AIDA" + String(1_000_000_000_000_000 + number)) }
    private func seal(_ text: String) -> Sealed { Sealed(text, salt: bytes(16)) }
    private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }

    /// The opening of the record of that number.
    func opening(_ number: Int, person: PersonID) throws -> Opening {
        try Opening(asked(number, person, grant: grant()), request: RequestID(number), entry: initialEntry())
    }

    private func initialEntry() throws -> Entry {
        guard let initial = workflow.state(workflow.initial) else { throw Load.Misuse() }
        return Entry(initial, at: now)
    }

    private func asked(_ number: Int, _ person: PersonID, grant: Grant) -> AskedAccess {
        AskedAccess(
            person: person, account: account.alias, profile: profile.name, workflow: digest, name: seal("kim.minsu.\(number)"), adopts: nil,
            grant: grant, end: nil)
    }

    private func grant() throws -> Grant {
        guard let view = try ledger.account(account.alias)?.state, let groups = profile.groups[account.alias] else {
            return Grant(groups: profile.groups[account.alias] ?? [], policies: digest)
        }
        return try Grant.current(groups, in: view)
    }

    private func registered(_ person: PersonID) -> StreamWrite {
        let attributes = PersonAttributes(
            name: seal("김민수\(person.number)"), latinName: seal("Minsu Kim"), mails: [seal("minsu.kim.\(person.number)@example.com")],
            manager: PersonID(2), language: .korean)
        return StreamWrite(.person(person), expecting: 0, [.person(.registered(attributes: attributes))], about: person)
    }

    /// So many people, each with an active user.
    func addActiveUsers(_ count: Int) throws {
        guard let active = workflow.states.first(where: { $0.stage == .active }) else { throw Load.Misuse() }
        let entered = UserEvent.entered(entry: Entry(active, at: now))
        let (person, record) = (try ledger.nextPerson().number, try ledger.nextRecord().number)
        try inThousands(count) { offset in
            let owner = PersonID(person + offset)
            let events = [UserEvent.opened(opening: try opening(record + offset, person: owner)), entered]
            return [registered(owner), StreamWrite(.user(RecordID(record + offset)), expecting: 0, events.map(Event.user), about: owner)]
        }
    }

    /// So many people, each with an approved request whose user is not made yet.
    func addApprovedUsers(_ count: Int) throws {
        let (person, record, request) = (try ledger.nextPerson().number, try ledger.nextRecord().number, try ledger.nextRequest().number)
        let grant = try grant()
        try inThousands(count) { offset in
            let (owner, user, asked) = (PersonID(person + offset), RecordID(record + offset), RequestID(request + offset))
            let access = self.asked(record + offset, owner, grant: grant)
            let form = try RequestForm(
                ask: .access(access), subject: owner, reason: seal("joins the payments team"), ticket: nil, risk: profile.risk,
                stages: workflow.approval.stages(for: profile.risk), expires: now + workflow.approval.expires,
                beginWithin: workflow.approval.beginWithin)
            let endorsed = form.stages.map { RequestEvent.endorsed(stage: $0.name, content: form.content) }
            let opening = Opening(access, request: asked, entry: try initialEntry())
            let decided = [.submitted(form: form)] + endorsed + [.approved, .assigned(record: user)]
            return [
                registered(owner), StreamWrite(.request(asked), expecting: 0, decided.map(Event.request), about: owner),
                StreamWrite(.user(user), expecting: 0, [.user(.opened(opening: opening))], about: owner),
            ]
        }
    }

    private func inThousands(_ count: Int, _ writes: (Int) throws -> [StreamWrite]) throws {
        for start in stride(from: 0, to: count, by: 1_000) {
            let batch = try (start..<min(start + 1_000, count)).flatMap(writes)
            try ledger.append(batch, at: now, by: .person(PersonID(2)))
        }
    }

    /// So many users of the simulated account that no request brought about.
    func seedSandbox(_ count: Int) throws {
        let sandbox = try sandbox()
        for number in 0..<count { _ = try sandbox.seedUser(try UserName("stranger.\(number)"), path: try IAMPath("/")) }
    }

    /// So many people, each with an active user that is at IAM.
    func addUsersToReview(_ count: Int) async throws {
        guard let active = workflow.states.first(where: { $0.stage == .active }) else { throw Load.Misuse() }
        let sandbox = try sandbox()
        let grant = try grant()
        let (person, record) = (try ledger.nextPerson().number, try ledger.nextRecord().number)
        var users: [UserID] = []
        for number in 0..<count {
            let name = try UserName("kim.minsu.\(record + number)")
            _ = try sandbox.seedUser(name, path: try IAMPath("/"))
            for group in grant.groups { try sandbox.seedMembership(of: name, in: group) }
            users.append(try await sandbox.getUser(name).id)
        }
        try inThousands(count) { offset in
            let owner = PersonID(person + offset)
            let asked = AskedAccess(
                person: owner, account: account.alias, profile: profile.name, workflow: digest, name: seal("kim.minsu.\(record + offset)"),
                adopts: users[offset], grant: grant, end: nil)
            let opening = Opening(asked, request: RequestID(record + offset), entry: Entry(active, at: now))
            return [
                registered(owner),
                StreamWrite(.user(RecordID(record + offset)), expecting: 0, [.user(.opened(opening: opening))], about: owner),
            ]
        }
    }

    private func sandbox() throws -> SandboxAccount {
        try SandboxAccount(
            account: account.id, partition: account.partition, storage: .file(path: home + "/sandbox/\(account.alias).log"),
            settings: SandboxSettings(), now: { Date() }, random: { UInt64.random(in: .min ... .max) })
    }
}
