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
        guard let account = rules.accounts.values.max(by: { $0.alias < $1.alias }),
            let profile = rules.profiles.values.first(where: { $0.groups[account.alias] != nil && $0.risk < .high }),
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

    /// So many people, each with a request that P-3 files and P-2 approves, and whose user is not made yet.
    func addApprovedUsers(_ count: Int) throws {
        let (person, record, request) = (try ledger.nextPerson().number, try ledger.nextRecord().number, try ledger.nextRequest().number)
        let grant = try grant()
        let stages = workflow.approval.stages(for: profile.risk)
        let asked = (0..<count).map { self.asked(record + $0, PersonID(person + $0), grant: grant) }
        let forms = try asked.map { access in
            try RequestForm(
                ask: .access(access), subject: access.person, reason: seal("joins the payments team"), ticket: nil, risk: profile.risk,
                stages: stages, expires: now + workflow.approval.expires, beginWithin: workflow.approval.beginWithin)
        }
        func decision(_ offset: Int, expecting version: Int, _ events: [RequestEvent]) -> StreamWrite {
            let stream = Lifecycle.Stream.request(RequestID(request + offset))
            return StreamWrite(stream, expecting: version, events.map(Event.request), about: asked[offset].person)
        }
        try inThousands(count, by: .person(PersonID(3))) { offset in
            [registered(asked[offset].person), decision(offset, expecting: 0, [.submitted(form: forms[offset])])]
        }
        try inThousands(count) { offset in
            [decision(offset, expecting: 1, stages.map { .endorsed(stage: $0.name, content: forms[offset].content) })]
        }
        let entry = try initialEntry()
        try inThousands(count, by: .tenure) { offset in
            let user = RecordID(record + offset)
            let opening = Opening(asked[offset], request: RequestID(request + offset), entry: entry)
            return [
                decision(offset, expecting: 1 + stages.count, [.approved, .assigned(record: user)]),
                StreamWrite(.user(user), expecting: 0, [.user(.opened(opening: opening))], about: asked[offset].person),
            ]
        }
    }

    /// People, their requests and the first days of their users, until there are so many events. The rest of a user's events come after
    /// those of many others, so that streams lie across the ledger as they do in one that has grown.
    func addHistory(_ count: Int) throws {
        let story = try Story(of: self)
        let decisions = 3 + workflow.approval.stages(for: profile.risk).count
        while try ledger.size() < count {
            let (record, request) = (try ledger.nextRecord().number, try ledger.nextRequest().number)
            try addApprovedUsers(1_000)
            try inThousands(1_000, by: .tenure) { offset in
                let sequel = try story.sequel(for: record + offset).map(Event.user)
                return [
                    StreamWrite(.user(RecordID(record + offset)), expecting: 1, sequel),
                    StreamWrite(.request(RequestID(request + offset)), expecting: decisions, [.request(.fulfilled)]),
                ]
            }
        }
    }

    private func inThousands(_ count: Int, by actor: Actor = .person(PersonID(2)), _ writes: (Int) throws -> [StreamWrite]) throws {
        for start in stride(from: 0, to: count, by: 1_000) {
            let batch = try (start..<min(start + 1_000, count)).flatMap(writes)
            try ledger.append(batch, at: now, by: actor)
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
