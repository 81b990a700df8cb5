import Foundation
import IAM
import Ledger
import Lifecycle

/// Where people file and decide: each act reads the state of the moment, asks `decide`, and records what follows in one transaction.
///
/// Whoever was quicker wins; the other gets `Overtaken`, which says what happened meanwhile.
public struct Office: Sendable {
    public let home: Home
    /// The person who acts.
    public let actor: PersonID
    var directory: Directory { Directory(of: home.ledger) }

    /// The office of a home, for one person.
    public init(home: Home, actor: PersonID) {
        self.home = home
        self.actor = actor
    }

    /// Somebody else moved the same thing first; nothing was recorded.
    public struct Overtaken: Error, Sendable {
        public let stream: Lifecycle.Stream
        /// What they did.
        public let since: [Recorded]
    }

    /// Decides on a request and records all that follows from it: for the request, the user, and the rules.
    ///
    /// A signature that does not hold refuses the decision, and nothing is recorded.
    @discardableResult
    public func decide(_ command: RequestCommand, on id: RequestID, _ signing: Signing = .unsigned) throws -> Request {
        let signed = try signed(command, on: id, signing)
        // Whoever moved this request first is told to the caller; anything else that moved is simply decided upon again.
        for _ in 0..<100 {
            let found = try request(id)
            do {
                return try record(command, on: found, signed)
            } catch let overtaken as Overtaken where overtaken.stream != .request(id) {
                continue
            }
        }
        throw DeliveryError("\(id) could not be decided: others write without end")
    }

    func request(_ id: RequestID) throws -> Versioned<Request> {
        guard let found = try home.ledger.request(id) else {
            throw Refusal(.notOpen, "there is no request '\(id)'", hint: "see 'tenure request list'")
        }
        return found
    }

    private func record(_ command: RequestCommand, on found: Versioned<Request>, _ signed: SignedStatement?) throws -> Request {
        let rules = try home.ledger.rules()
        let now = home.world.now()
        let own = try home.ledger.person(actor)?.version ?? 0
        let context = try self.context(of: found.state, rules: rules.state, signature: try judged(signed))
        let events = try Request.decide(command, on: found.state, version: found.version, in: context, by: .person(actor), at: now)
        let consequences = Consequences(home: home, rules: rules)
        let writes = try consequences.writes(of: events, to: found.state, version: found.version, by: .person(actor), at: now)
        try append(writes, requiring: required(by: writes, rules, signed == nil ? nil : own), at: now)
        return try home.ledger.request(found.state.id)?.state ?? found.state
    }

    /// What must not move before the writes are recorded: the rules, and the actor's keys where one of them has signed.
    private func required(by writes: [StreamWrite], _ rules: Versioned<Rules>, _ keys: Int?) -> [Lifecycle.Stream: Int] {
        var required: [Lifecycle.Stream: Int] = writes.contains { $0.stream == .rules } ? [:] : [.rules: rules.version]
        // A key that is taken away meanwhile signs nothing any more.
        if let keys, !writes.contains(where: { $0.stream == .person(actor) }) { required[.person(actor)] = keys }
        return required
    }

    /// Files a form under the next free number; approvals aside, it may be in force at once.
    @discardableResult
    public func file(_ form: RequestForm, _ signing: Signing = .unsigned) throws -> Request {
        // Numbers are given in order; whoever took the same one first is not in the way of the next.
        for _ in 0..<100 {
            let id = try home.ledger.nextRequest()
            do {
                return try file(form, as: id, try signed(form, as: id, signing))
            } catch let overtaken as Overtaken where overtaken.stream == .request(id) {
                continue
            }
        }
        throw DeliveryError("no request number could be had: others file without end")
    }

    private func file(_ form: RequestForm, as id: RequestID, _ signed: SignedStatement?) throws -> Request {
        let rules = try home.ledger.rules()
        let now = home.world.now()
        let subject = try form.subject.flatMap { try home.ledger.person($0)?.state }
        let own = try home.ledger.person(actor)?.version ?? 0
        let context = ApprovalContext(rules: rules.state, subject: subject, grantNow: nil, signature: try judged(signed))
        let events = try Request.decide(.submit(form), on: nil, as: id, in: context, by: .person(actor), at: now)
        let consequences = Consequences(home: home, rules: rules)
        let writes = try consequences.filing(events, as: id, by: .person(actor), at: now)
        try append(writes, requiring: required(by: writes, rules, signed == nil ? nil : own), at: now)
        guard let request = try home.ledger.request(id)?.state else { throw DeliveryError("\(id) was recorded and cannot be read") }
        return request
    }

    /// Sends a returned request in again.
    @discardableResult
    public func amend(_ id: RequestID, with form: RequestForm) throws -> Request { try decide(.amend(form), on: id) }

    /// Decides on a user's record.
    @discardableResult
    public func decide(_ command: UserCommand, on found: Versioned<UserRecord>) throws -> UserRecord {
        let rules = try home.ledger.rules()
        let record = found.state
        let context = try UserContexts(home: home).context(of: record)
        let events = try record.decide(command, in: context, rules: rules.state, by: .person(actor))
        guard !events.isEmpty else { return record }
        let write = StreamWrite(.user(record.id), expecting: found.version, events.map(Event.user), about: record.person)
        try append([write], requiring: [.rules: rules.version], at: home.world.now())
        return try home.ledger.user(record.id)?.state ?? record
    }

    /// Puts something into an account's register that one person answers for alone.
    @discardableResult
    public func decide(_ command: RegisterCommand, on account: AccountAlias) throws -> AccountRegister {
        let rules = try home.ledger.rules()
        let found = try home.ledger.register(account)
        let register = found?.state ?? AccountRegister(alias: account)
        let events = try register.decide(command, rules: rules.state, by: .person(actor), at: home.world.now())
        let write = StreamWrite(.register(account), expecting: found?.version ?? 0, events.map(Event.register), about: actor)
        try append([write], requiring: [.rules: rules.version], at: home.world.now())
        return try home.ledger.register(account)?.state ?? register
    }

    func append(_ writes: [StreamWrite], requiring: [Lifecycle.Stream: Int] = [:], at time: Date) throws {
        do {
            try home.ledger.append(writes, requiring: requiring, at: time, by: .person(actor))
        } catch LedgerError.conflict(let stream, let since) {
            throw Overtaken(stream: stream, since: since)
        }
        try erase(writes)
    }

    // After it is recorded: what crashes in between is erased by asking for it once more.
    private func erase(_ writes: [StreamWrite]) throws {
        for write in writes {
            guard case .person(let person) = write.stream else { continue }
            for case .person(.erased) in write.events { try home.ledger.erase(person) }
        }
    }

    /// What a decision about a request rests on now.
    public func context(of request: Request, rules: Rules, signature: DecisionSignature? = nil) throws -> ApprovalContext {
        let subject = try request.form.subject.flatMap { try home.ledger.person($0)?.state }
        return ApprovalContext(rules: rules, subject: subject, grantNow: try currentGrant(of: request), signature: signature)
    }

    private func currentGrant(of request: Request) throws -> Grant? {
        guard let grant = request.grant, let account = try account(of: request), let view = try home.ledger.account(account)?.state else {
            return nil
        }
        return try? Grant.current(grant.groups, in: view)
    }

    private func account(of request: Request) throws -> AccountAlias? {
        switch request.form.ask {
        case .access(let access): access.account
        case .change(let change): try home.ledger.user(change.record)?.state.account
        case .breakGlass(let glass): try home.ledger.user(glass.record)?.state.account
        case .resume(let record), .revoke(let record): try home.ledger.user(record)?.state.account
        case .rules: nil
        }
    }
}
