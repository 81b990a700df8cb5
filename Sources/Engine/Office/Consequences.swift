import Foundation
import IAM
import Ledger
import Lifecycle

/// What else is recorded together with a request's events: the user that an approval opens, moves or ends, and the rules that it changes.
struct Consequences {
    let home: Home
    let rules: Versioned<Rules>

    /// All writes that filing a new request brings.
    func filing(_ events: [RequestEvent], as id: RequestID, by actor: Actor, at now: Date) throws -> [StreamWrite] {
        guard let filed = events.reduce(nil, { Request.evolve($0, id: id, $1, at: now, by: actor) }) else { return [] }
        return try writes(of: events, after: filed, version: 0, at: now)
    }

    /// All writes that a decision about a request brings.
    func writes(
        of events: [RequestEvent], to request: Request, version: Int, by actor: Actor, at now: Date
    ) throws -> [StreamWrite] {
        let after = events.reduce(request) { Request.evolve($0, id: request.id, $1, at: now, by: actor) ?? $0 }
        return try writes(of: events, after: after, version: version, at: now)
    }

    private func writes(of events: [RequestEvent], after request: Request, version: Int, at now: Date) throws -> [StreamWrite] {
        var own = events
        var others: [StreamWrite] = []
        if events.contains(.approved) {
            let outcome = try approved(request, at: now)
            own += outcome.events
            others = outcome.writes
        }
        return [StreamWrite(.request(request.id), expecting: version, own.map(Event.request), about: request.form.subject ?? request.by)]
            + others
    }

    private func approved(_ request: Request, at now: Date) throws -> (events: [RequestEvent], writes: [StreamWrite]) {
        switch request.form.ask {
        case .access(let access):
            if let record = request.record { return ([], try regrant(record, access.grant)) }
            let record = try home.ledger.nextRecord()
            return ([.assigned(record: record)], [try open(record, for: access, request: request.id, at: now)])
        case .change(let asked):
            let order = Order.change(request: request.id, profile: asked.profile, grant: asked.grant, end: asked.end)
            return (
                [.assigned(record: asked.record)],
                try replaceOrder(by: order, of: asked.record) + write(.ordered(order: order), to: asked.record)
            )
        case .breakGlass(let glass):
            let order = Order.breakGlass(request: request.id, grant: glass.grant)
            return (
                [.assigned(record: glass.record)],
                try replaceOrder(by: order, of: glass.record) + write(.ordered(order: order), to: glass.record)
            )
        case .resume(let record):
            let order = Order.resume(request: request.id)
            return ([.assigned(record: record)], try replaceOrder(by: order, of: record) + write(.ordered(order: order), to: record))
        case .revoke(let record):
            let event = UserEvent.revocationDecided(reason: request.form.reason, ticket: request.form.ticket)
            return ([.assigned(record: record)], try write(event, to: record))
        case .rules(let change):
            return ([.fulfilled], try RuleWrites(home: home, rules: rules, request: request).writes(of: change))
        }
    }

    private func open(_ record: RecordID, for access: AskedAccess, request: RequestID, at now: Date) throws -> StreamWrite {
        let workflow = try home.workflow(access.workflow)
        guard let initial = workflow.state(workflow.initial) else {
            throw Refusal(.workflowBroken, "workflow '\(workflow.name)' has no initial state", hint: "check it with 'tenure workflow lint'")
        }
        let opening = Opening(access, request: request, entry: Entry(initial, at: now))
        return StreamWrite(.user(record), expecting: 0, [.user(.opened(opening: opening))], about: access.person)
    }

    private func regrant(_ record: RecordID, _ grant: Grant) throws -> [StreamWrite] { try write(.regranted(grant: grant), to: record) }

    // A user carries out one order: whatever was approved before and not carried out ends here.
    private func replaceOrder(by new: Order, of record: RecordID) throws -> [StreamWrite] {
        guard let old = try home.ledger.user(record)?.state.order?.request, old != new.request, let found = try home.ledger.request(old),
            !found.state.status.isFinal
        else { return [] }
        let context = ApprovalContext(rules: rules.state, subject: nil, grantNow: nil)
        let events = try Request.decide(.close, on: found.state, in: context, by: .tenure, at: home.world.now())
        return [StreamWrite(.request(old), expecting: found.version, events.map(Event.request), about: found.state.form.subject)]
    }

    private func write(_ event: UserEvent, to id: RecordID) throws -> [StreamWrite] {
        guard let found = try home.ledger.user(id) else {
            throw Refusal(.unknownUser, "there is no user '\(id)'", hint: "see 'tenure user list'")
        }
        if case .revocationDecided = event, found.state.revocation != nil {
            throw Refusal(.alreadyRevoking, "\(id) is being revoked already", hint: "carry it out with 'tenure run'")
        }
        return [StreamWrite(.user(id), expecting: found.version, [.user(event)], about: found.state.person)]
    }
}

/// The events that carry out a change of the rules.
struct RuleWrites {
    let home: Home
    let rules: Versioned<Rules>
    /// The request that asked for it.
    let request: Request

    func writes(of change: RuleChange) throws -> [StreamWrite] {
        switch change {
        case .addPerson(let person, let attributes, let roles, let groups):
            try keepIdentities(attributes, of: person)
            return [
                StreamWrite(.person(person), expecting: 0, [.person(.registered(attributes: attributes))], about: person),
                inRules(.roster(person: person, roles: roles, groups: groups)),
            ]
        case .changePerson(let person, let attributes):
            try keepIdentities(attributes, of: person)
            return [try to(person, .changed(attributes: attributes))]
        case .move(let person, let grant, let withdraw, let join, let quit):
            let roles = (rules.state.roles[person] ?? []).union(grant).subtracting(withdraw)
            let groups = rules.state.groups(of: person).union(join).subtracting(quit)
            try keepAnAdmin(without: withdraw.contains(.admin) ? person : nil)
            return [inRules(.roster(person: person, roles: roles, groups: groups))]
        case .leave(let person):
            try keepAnAdmin(without: person)
            return [try to(person, .left), inRules(.personLeft(person: person))]
        case .erase(let person):
            guard let found = try home.ledger.person(person) else {
                throw Refusal(.unknownPerson, "there is no person '\(person)'", hint: "see 'tenure person list'")
            }
            try RetentionOffice(home: home).demand(found.state)
            return [try to(person, .erased(texts: try home.ledger.textCount(of: person)))]
        case .addKey(let person, let key):
            try keepOwner(of: key, person)
            return [try to(person, .keyAdded(key: key))]
        case .removeKey(let person, let key):
            try mustHave(key, person)
            return [try to(person, .keyRemoved(key: key))]
        case .setAccount(let account): return [inRules(.accountSet(account: account))]
        case .setProfile(let profile): return [inRules(.profileSet(profile: profile))]
        case .loadWorkflow(let name, let digest): return [inRules(.workflowLoaded(name: name, digest: digest))]
        case .waive(let account, let finding, let owner, let until):
            let waiver = Waiver(request: request.id, finding: finding, owner: owner, reason: request.form.reason, until: until)
            return [try inRegister(of: account, .waived(waiver: waiver), about: owner)]
        case .addPurpose(let account, let from, let to):
            let (ticket, reason) = (request.form.ticket, request.form.reason)
            let purpose = RootPurpose(request: request.id, from: from, to: to, ticket: ticket, reason: reason)
            return [try inRegister(of: account, .purposeAdded(purpose: purpose), about: nil)]
        }
    }

    private func inRules(_ event: RulesEvent) -> StreamWrite { StreamWrite(.rules, expecting: rules.version, [.rules(event)]) }

    private func inRegister(of account: AccountAlias, _ event: RegisterEvent, about person: PersonID?) throws -> StreamWrite {
        let version = try home.ledger.register(account)?.version ?? 0
        return StreamWrite(.register(account), expecting: version, [.register(event)], about: person)
    }

    private func to(_ person: PersonID, _ event: PersonEvent) throws -> StreamWrite {
        let version = try home.ledger.person(person)?.version ?? 0
        return StreamWrite(.person(person), expecting: version, [.person(event)], about: person)
    }

    // Asked again when it is approved: two requests that wait at once could name the same operating-system user.
    private func keepIdentities(_ attributes: PersonAttributes, of person: PersonID) throws {
        let identities: [(PersonText, String?)] =
            attributes.mails.map { (.mail, $0.text) } + [
                (.osUser, attributes.osUser?.text), (.employeeNumber, attributes.employeeNumber?.text),
            ]
        for (kind, text) in identities {
            guard let text, let other = try home.ledger.people(with: kind, text).first(where: { $0 != person }) else { continue }
            throw Refusal(
                .identityTaken, "'\(text)' belongs to \(other): one human being is one person",
                hint: "reject it, and see 'tenure person show \(other)'")
        }
    }

    // A key stands for one human being: what it signs must not be taken for somebody else's word.
    private func keepOwner(of key: SSHPublicKey, _ person: PersonID) throws {
        let people = try everyPage { try home.ledger.people(after: $0?.state.id, limit: 500) }
        guard let other = people.map(\.state).first(where: { $0.keys.contains { $0.bytes == key.bytes } }) else { return }
        throw Refusal(
            .identityTaken, "that key is registered already, for '\(other.id)'", hint: "see 'tenure person show \(other.id)'")
    }

    private func mustHave(_ key: SSHPublicKey, _ person: PersonID) throws {
        guard try home.ledger.person(person)?.state.keys.contains(where: { $0.bytes == key.bytes }) == true else {
            throw Refusal(.noChange, "'\(person)' has no such key", hint: "see 'tenure person show \(person)'")
        }
    }

    private func keepAnAdmin(without person: PersonID?) throws {
        guard let person, rules.state.holders(of: .admin).subtracting([person]).isEmpty else { return }
        throw Refusal(
            .lastAdmin, "'\(person)' is the last admin", hint: "make somebody else admin first: 'tenure person move PERSON --grant admin'")
    }
}
