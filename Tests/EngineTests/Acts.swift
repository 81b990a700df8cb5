import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

@testable import Engine

// What people do: at the office, and at IAM with their own credentials.
extension Bench {
    func office(_ person: PersonID) -> Office { Office(home: home, actor: person) }

    /// The name of a subject's user, by the rule for names.
    static func name(of subject: Int) -> UserName {
        let letters =
            subject == 0
            ? "" : String(subject, radix: 26).map { String(UnicodeScalar(UInt8(97 + (Int(String($0), radix: 26) ?? 0)))) }.joined()
        return user("jane.doe" + letters)
    }

    /// Asks for a user for a subject; the requester files it.
    @discardableResult
    func ask(
        _ profile: String, workflow: String = "standard", subject: Int = 0, adopts: UserName? = nil, end: Date? = nil
    ) throws -> Request {
        let view = try home.ledger.account(Self.alias)?.state ?? AccountView(alias: Self.alias)
        let person = try Directory(of: home.ledger).person(Staff.subject(subject))
        let name = adopts ?? Self.name(of: subject)
        let adopted = view.strangers.first { $0.value.name.text == adopts?.text }?.key
        let form = try filing.access(
            draft(end: end), for: person, profile: try self.profile(profile),
            workflow: try home.workflow(named: known(workflow, WorkflowName.init), in: home.rules()), in: view,
            name: home.world.seal(name.text), adopts: adopted)
        return try office(adopts == nil ? Staff.requester : Staff.admin).file(form)
    }

    var filing: Filing { get throws { Filing(rules: try home.rules(), isSandboxHome: true, now: clock.now) } }

    func draft(end: Date? = nil) -> Draft {
        Draft(reason: home.world.seal("migration of payments"), ticket: home.world.seal("SEC-812"), end: end)
    }

    func profile(_ name: String) throws -> Profile {
        try require(try home.rules().profiles[known(name, ProfileName.init)], "a profile '\(name)'")
    }

    /// Has everyone who is awaited approve, stage by stage, with a signature where the stage counts no other.
    @discardableResult
    func approve(_ request: RequestID) throws -> Request {
        while true {
            let found = try require(try home.ledger.request(request)?.state, "a request \(request)")
            guard found.status == .submitted else { return found }
            let context = try office(Staff.admin).context(of: found, rules: try home.rules())
            let approver = try require(found.awaited(in: context).sorted().first, "somebody who can approve \(request)")
            let isSigned = found.openStage?.isSigned ?? false
            if isSigned, try home.ledger.home()?.state.logKey == nil { try giveKeys() }
            try office(approver).decide(.approve, on: request, isSigned ? Self.signing(approver) : .unsigned)
        }
    }

    /// Brings a version of a workflow into force.
    func load(_ text: String, as name: String) throws {
        let digest = Digest.of(text: text)
        let loaded = RulesEvent.workflowLoaded(name: known(name, WorkflowName.init), digest: digest)
        var writes = [StreamWrite(.rules, expecting: try home.ledger.rules().version, [.rules(loaded)])]
        if try home.ledger.workflow(digest) == nil {
            writes.append(StreamWrite(.workflow(digest), expecting: 0, [.workflow(.kept(text: text))]))
        }
        try home.ledger.append(writes, at: clock.now, by: .tenure)
    }

    /// Asks, has it approved, and runs until the user is made.
    @discardableResult
    func provision(_ profile: String = "developer", workflow: String = "standard", subject: Int = 0, end: Date? = nil) async throws
        -> RecordID
    {
        if try home.ledger.account(Self.alias) == nil { try await look() }
        let request = try approve(ask(profile, workflow: workflow, subject: subject, end: end).id)
        try await run()
        return try require(request.record, "a record")
    }

    /// The person enrols a device and sets a password of their own; the next report shows it five hours later.
    func enrol(_ name: UserName) throws {
        let password = try require(post.passwords(of: name).last, "a password of \(name)")
        clock.advance(60)
        try enrolDevice(name, password: password)
        let session = try account.signIn(name, password: password, showingMFA: true)
        clock.advance(60)
        try account.changePassword(from: password, to: Password("My-Own-\(name)-2027"), by: .console(session))
    }

    func enrolDevice(_ name: UserName, password: Password) throws {
        let session = try account.signIn(name, password: password, showingMFA: false)
        let serial = try account.createVirtualMFADevice(named: name.text, by: .console(session))
        try account.enableMFADevice(serial, by: .console(session))
    }

    /// Provisions a user and takes it to `active`.
    @discardableResult
    func activate(_ profile: String = "developer", subject: Int = 0) async throws -> RecordID {
        let record = try await provision(profile, subject: subject)
        try enrol(Self.name(of: subject))
        try await run(after: .hours(5))
        return record
    }

    func record(_ id: RecordID) throws -> UserRecord { try require(try home.ledger.user(id)?.state, "a user \(id)") }
    func state(_ id: RecordID) throws -> String { try record(id).state.text }
    func status(_ id: RequestID) throws -> Request.Status? { try home.ledger.request(id)?.state.status }

    func decide(_ command: UserCommand, on id: RecordID, by person: PersonID = Staff.admin) throws {
        try office(person).decide(command, on: try require(try home.ledger.user(id), "a user \(id)"))
    }

    func revoke(_ id: RecordID) throws { try decide(.revoke(home.world.seal("left the team"), ticket: nil), on: id) }

    /// Runs as often as a revocation needs to be verified: once to cut and dismantle, twice to miss the user.
    func finishRevocation() async throws {
        try await run()
        try await run(after: .hours(1))
        try await run(after: .hours(1))
    }

    func resume(_ id: RecordID) throws -> Request {
        let record = try record(id)
        return try approve(office(Staff.requester).file(filing.resume(draft(), of: record, plan: home.workflow(record.workflow))).id)
    }

    func change(_ id: RecordID, to profile: String) throws -> Request {
        let record = try record(id)
        let view = try require(try home.ledger.account(Self.alias)?.state, "a look")
        let form = try filing.change(
            draft(), of: record, for: try Directory(of: home.ledger).person(record.person), profile: try self.profile(profile),
            plan: home.workflow(record.workflow), in: view)
        return try office(Staff.requester).file(form)
    }
}

/// Something that a test cannot go on without.
struct Missing: Error, CustomStringConvertible {
    let description: String
}

func require<Value>(_ value: Value?, _ what: @autoclosure () -> String) throws -> Value {
    guard let value else { throw Missing(description: "there is no \(what())") }
    return value
}
