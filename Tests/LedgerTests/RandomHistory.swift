import Foundation
import IAM
import Ledger

@testable import Lifecycle

/// Repeatable randomness: splitmix64.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// Writes events of every kind, in no sensible order but with a first event that opens its stream.
struct RandomHistory {
    var random: Seeded
    var now = Date.start
    private(set) var versions: [Lifecycle.Stream: Int] = [:]
    private var requests: [RequestID: Request] = [:]
    let accounts: [AccountAlias]
    let states: [StateName]

    init(seed: UInt64) throws {
        random = Seeded(seed)
        accounts = try ["prod", "test", "lab"].map { try AccountAlias($0) }
        states = try ["creating", "enrolling", "active", "suspended", "revoked"].map { try StateName($0) }
    }

    /// Goes on with a stream that somebody else has begun.
    mutating func assume(_ stream: Lifecycle.Stream, version: Int) { versions[stream] = version }

    mutating func step(_ ledger: Ledger) throws {
        now += TimeInterval.random(in: -100...5_000, using: &random)
        let (stream, about) = try pick()
        let version = versions[stream, default: 0]
        let events = try (0..<Int.random(in: 1...3, using: &random)).map { try event(in: stream, isFirst: version + $0 == 0) }
        try ledger.append([StreamWrite(stream, expecting: version, events, about: about)], at: now, by: actor())
        versions[stream] = version + events.count
    }

    /// Opens or moves one of these users, each about the person of the same number.
    mutating func step(_ ledger: Ledger, users: ClosedRange<Int>) throws {
        let number = Int.random(in: users, using: &random)
        let stream = Lifecycle.Stream.user(RecordID(number))
        let version = versions[stream, default: 0]
        let event = version == 0 ? try opened(for: PersonID(number)) : try userEvent(isFirst: false)
        try ledger.append([StreamWrite(stream, expecting: version, [.user(event)], about: PersonID(number))], at: now, by: .tenure)
        versions[stream] = version + 1
    }

    private mutating func pick() throws -> (Lifecycle.Stream, PersonID?) {
        let number = Int.random(in: 1...9, using: &random)
        let person = PersonID(number)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return (.home, nil)
        case 1: return (.rules, nil)
        case 2: return (.workflow(Digest.of(text: "\(number)")), nil)
        case 3:
            if number.isMultiple(of: 3) { return (.plan(Digest.of(text: "\(number)")), nil) }
            return (number > 5 ? .register(accounts[number % 3]) : .account(accounts[number % 3]), nil)
        case 4, 5: return (.person(person), person)
        case 6, 7: return (.request(RequestID(number)), person)
        case 8: return (.review(ReviewID(number)), nil)
        case 9: return (.item(ItemID(ReviewID(1 + number % 2), number)), person)
        default: return (.user(RecordID(number)), person)
        }
    }

    private mutating func actor() -> Actor { .person(PersonID(Int.random(in: 1...9, using: &random))) }

    mutating func sealed(_ text: String? = nil) -> Sealed {
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        return Sealed(text ?? "Kim 김철수 \(Int.random(in: 0..<1_000_000, using: &random))", salt: salt)
    }

    mutating func event(in stream: Lifecycle.Stream, isFirst: Bool) throws -> Event {
        switch stream {
        case .home: isFirst ? .home(.founded(isSandbox: true)) : .home(.advanced(seconds: Int.random(in: 0..<99, using: &random)))
        case .rules: .rules(try rulesEvent())
        case .workflow: .workflow(.kept(text: "name: standard"))
        case .person: .person(personEvent(isFirst: isFirst))
        case .account: .account(.looked(look: try look()))
        case .request(let id): .request(try nextEvent(of: id))
        case .user: .user(try userEvent(isFirst: isFirst))
        case .plan: .plan(try planEvent(isFirst: isFirst))
        case .review(let id): .review(try reviewEvent(id, isFirst: isFirst))
        case .item(let id): .item(try itemEvent(id, isFirst: isFirst))
        case .register: .register(try registerEvent())
        }
    }

    private mutating func planEvent(isFirst: Bool) throws -> PlanEvent {
        let change = Int.random(in: 1...2, using: &random)
        guard !isFirst else {
            let proposed = ProposedChange(action: "iam:DeleteLoginProfile", target: sealed(), deactivates: nil)
            let proposal = RepairProposal(account: accounts[0], snapshot: Digest.of(text: "files"), changes: [proposed, proposed])
            return .proposed(proposal: proposal)
        }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .approved
        case 1: return .announced(change: change)
        case 2: return .failed(change: change, reason: sealed())
        default: return .done(change: change)
        }
    }

    private mutating func reviewEvent(_ id: ReviewID, isFirst: Bool) throws -> ReviewEvent {
        if isFirst {
            let opening = CampaignOpening(
                name: try ReviewName("review-\(id.number)"), scope: ReviewScope(account: accounts[0]), due: now + .days(14), remindAt: [],
                escalateAt: nil, population: Population(of: [], sources: []), previous: nil, because: sealed())
            return .opened(opening: opening)
        }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .closed(tally: .init(decided: 1, silent: 1, gone: 1))
        case 1: return .delegated(delegation: Delegation(from: PersonID(1), to: PersonID(2), until: now, reason: sealed()))
        default: return .signed(facts: Digest.of(text: "facts"), remark: sealed())
        }
    }

    private mutating func itemEvent(_ id: ItemID, isFirst: Bool) throws -> ItemEvent {
        if isFirst {
            let entry = ItemEntry(
                account: accounts[0], user: try UserID("AIDAREVIEWED\(10_000_000 + id.number)"), name: sealed(), record: RecordID(1),
                person: PersonID(id.number), profile: try ProfileName("developer"), groups: [try GroupName("developers")], risk: .high,
                flags: [.unused, .left], isUnchanged: false, silence: .suspend, reviewer: PersonID(2), capacity: .manager)
            return .listed(entry: entry)
        }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .decided(verdict: .reduce(groups: [try GroupName("developers")]), reason: sealed(), manner: .walk)
        case 1: return .decided(verdict: .keepUntil(until: now), reason: nil, manner: .file)
        case 2: return .reassigned(reviewer: PersonID(3), reason: sealed())
        case 3: return .fellSilent(outcome: .revoke)
        case 4: return .ordered
        case 5: return .carriedOut(done: now)
        default: return .verified(seen: now)
        }
    }

    private mutating func registerEvent() throws -> RegisterEvent {
        let request = RequestID(Int.random(in: 1...9, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            return .waived(waiver: Waiver(request: request, finding: sealed(), owner: PersonID(1), reason: sealed(), until: now))
        case 1: return .waiverWithdrawn(request: request, reason: sealed())
        case 2: return .purposeAdded(purpose: RootPurpose(request: request, from: now, to: now, ticket: nil, reason: sealed()))
        case 3: return .attested(control: try ControlName("life-cycle"), evidence: Digest.of(text: "\(request)"), until: now)
        default: return .rootUsed(uses: [RootUse(.password, at: now)])
        }
    }

    private mutating func rulesEvent() throws -> RulesEvent {
        let person = PersonID(Int.random(in: 1...9, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .roster(person: person, roles: [.admin, .approver], groups: [try ApprovalGroup("security")])
        case 1: return .personLeft(person: person)
        default: return .workflowLoaded(name: try WorkflowName("standard"), digest: Digest.of(text: "\(person)"))
        }
    }

    private mutating func personEvent(isFirst: Bool) -> PersonEvent {
        let attributes = PersonAttributes(
            name: sealed(), mails: [sealed(), sealed()], osUser: Bool.random(using: &random) ? sealed() : nil, language: .korean)
        if isFirst { return .registered(attributes: attributes) }
        return Bool.random(using: &random) ? .changed(attributes: attributes) : .left
    }

    private mutating func look() throws -> Look {
        let id = try UserID("AIDASTRANGER\(Int.random(in: 1000...1009, using: &random))")
        return Look(
            reported: now, userCount: 3, appeared: [id: try sighting()], changed: [:], gone: [],
            grants: [try GroupName("developers"): Digest.of(text: "x")], signInAlias: nil, principal: nil, missing: [id])
    }

    mutating func sighting() throws -> Sighting {
        Sighting(
            name: sealed(), path: try IAMPath("/"), groups: [try GroupName("developers")],
            devices: Bool.random(using: &random) ? [sealed("arn:aws:iam::123456789012:mfa/kim")] : [], hasPassword: true,
            passwordChanged: now, keys: [SeenKey(slot: 1, isActive: true, lastUsed: now)], inlinePolicies: [], attachedPolicies: [])
    }

    private mutating func grant() throws -> Grant {
        Grant(groups: [try GroupName("developers")], policies: Digest.of(text: "\(Int.random(in: 0..<9, using: &random))"))
    }

    private mutating func nextEvent(of id: RequestID) throws -> RequestEvent {
        let event = try requestEvent(on: requests[id])
        requests[id] = Request.evolve(requests[id], id: id, event, at: now, by: .person(PersonID(1)))
        return event
    }

    private mutating func requestEvent(on request: Request?) throws -> RequestEvent {
        let stage = ApprovalStage(name: try StageName("security"), groups: [try ApprovalGroup("security")], quorum: 1, from: nil)
        let access = AskedAccess(
            person: PersonID(1), account: accounts[0], profile: try ProfileName("developer"), workflow: Digest.of(text: "w"),
            name: sealed(),
            adopts: nil, grant: try grant(), end: nil)
        let asks: [Ask] = [.access(access), .resume(record: RecordID(2)), .revoke(record: RecordID(3))]
        let form = try RequestForm(
            ask: asks[Int.random(in: 0..<3, using: &random)], subject: PersonID(1), reason: sealed(), ticket: nil, risk: .high,
            stages: [stage],
            expires: now + .days(14), beginWithin: .days(7))
        guard let request else { return .submitted(form: form) }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .amended(form: form)
        case 1: return .returned(remark: sealed())
        case 2: return .endorsed(stage: stage.name, content: request.form.content)
        case 3: return .approved
        case 4: return .voided(grant: try grant())
        case 5: return .assigned(record: RecordID(4))
        case 6: return .expired
        default: return .withdrawn(remark: nil)
        }
    }

    mutating func userEvent(isFirst: Bool) throws -> UserEvent {
        if isFirst { return try opened(for: PersonID(Int.random(in: 1...9, using: &random))) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .entered(entry: try entry())
        case 1: return .seen(sighting: try sighting())
        case 2: return .missed
        case 3: return .revocationDecided(reason: sealed(), ticket: nil)
        case 4:
            return .began(
                transition: try TransitionName("create"), to: states[1], steps: [.createUser, .joinDutyGroup], nonce: "n", carries: nil)
        case 5: return .announced(step: .createUser)
        case 6: return .performed(step: .createUser, outcome: .created(user: try UserID("AIDACKCEVSQ6C2EXAMPLE"), ahead: 0))
        case 7: return .failed(step: .createUser, reason: "Throttling")
        case 8: return .delivered(delivery: Delivery(what: .guide(.new), at: now, duty: "1"))
        default: return .abandoned(transition: try TransitionName("create"), reason: "revoked")
        }
    }

    mutating func opened(for person: PersonID, named name: String? = nil) throws -> UserEvent {
        let access = AskedAccess(
            person: person, account: accounts[Int.random(in: 0..<3, using: &random)], profile: try ProfileName("developer"),
            workflow: Digest.of(text: "w"), name: sealed(name), adopts: nil, grant: try grant(), end: now + .days(90))
        return .opened(opening: Opening(access, request: RequestID(1), entry: try entry()))
    }

    private mutating func entry() throws -> Entry {
        let index = Int.random(in: 0..<5, using: &random)
        let stages: [LifeStage] = [.creation, .enrolment, .active, .suspended, .revoked]
        let state = State(
            name: states[index], stage: stages[index], waitsFor: .tenure, deadline: index < 2 ? .days(7) : nil, reminders: [],
            atDeadline: nil,
            isTerminal: index == 4)
        return Entry(state, at: now)
    }
}
