import Checks
import Foundation
import IAM
import Lifecycle

/// What a ledger knows of the sample account, put together by hand.
struct SampleRecords {
    var users: [SampleRecord] = []
    var people: [Person] = [SampleRecords.person(1), SampleRecords.person(2)]
    var rules = Rules()
    var register = AccountRegister(alias: known("prod"))
    var approvers: [RequestID: String] = [:]
    var history = HistoryOnRecord(size: 10, checkpoint: .init(size: 10, at: SampleAccount.ago(0)), uncoveredSince: nil, problem: nil)

    init() {
        rules.accounts[known("prod")] = Account(
            alias: known("prod"), id: known(SampleAccount.number), partition: .aws, reach: .aws, dutyGroup: known("duty"))
        rules.roles = [PersonID(1): [.admin, .approver], PersonID(2): [.admin, .approver]]
    }

    /// A person with a mail address and an operating-system user of their own.
    static func person(_ number: Int, _ change: (inout PersonAttributes) -> Void = { _ in }) -> Person {
        var attributes = PersonAttributes(
            name: sealed("Person \(number)"), mails: [sealed("p\(number)@example.com")], osUser: sealed("p\(number)"), language: .english)
        change(&attributes)
        return Person(id: PersonID(number), attributes: attributes)
    }

    func read() -> AccountRecords {
        let known = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
        let users = users.map { sample in
            UserOnRecord(
                sample.record, person: known[sample.record.person], risk: sample.risk, reviewPeriod: .days(90), reviewed: sample.reviewed,
                stuck: sample.stuck, hasMoved: sample.hasMoved)
        }
        return AccountRecords(
            asOf: SampleAccount.asOf, users: users, people: people, rules: rules, history: history, register: register, approvers: approvers
        )
    }
}

/// One user's record; an active one of its profile's group, under the duty policy, unless it is changed.
struct SampleRecord {
    var record: UserRecord
    var risk = Risk.medium
    var reviewed: Date?
    var stuck: Stuck?
    var hasMoved = false

    init(_ number: Int, _ name: String, adopted: Bool = false, person: Int = 3, _ change: (inout SampleRecord) -> Void = { _ in }) {
        let id: UserID = known(SampleAccount.id("AIDA", name))
        let access = AskedAccess(
            person: PersonID(person), account: known("prod"), profile: known("developer"), workflow: .of(text: "standard"),
            name: sealed(name), adopts: adopted ? id : nil, grant: Grant(groups: [known("developers")], policies: .of(text: "policies")),
            end: nil)
        let active = State(
            name: known("active"), stage: .active, waitsFor: .nobody, deadline: nil, reminders: [], atDeadline: nil, isTerminal: false)
        let opening = Opening(access, request: RequestID(number), entry: Entry(active, at: SampleAccount.ago(30)))
        record = UserRecord(id: RecordID(number), opening: opening, at: SampleAccount.ago(30))
        record.userID = id
        record.facts = [.approval, .user, .duty, .entitlements]
        change(&self)
    }

    /// The end was decided so many days ago; nil for what did not happen yet.
    mutating func revoke(decided: Double, cut: Double? = nil, deleted: Double? = nil, verified: Double? = nil) {
        let event = UserEvent.revocationDecided(reason: sealed("left"), ticket: nil)
        record = UserRecord.evolve(record, id: record.id, event, at: SampleAccount.ago(decided), by: .tenure) ?? record
        var revocation = record.revocation
        revocation?.cut = cut.map { SampleAccount.ago($0) }
        revocation?.deleted = deleted.map { SampleAccount.ago($0) }
        revocation?.verified = verified.map { SampleAccount.ago($0) }
        record.revocation = revocation
        record.stage = verified == nil ? .revocation : .revoked
    }
}

/// A name that stands in a test and is right.
func known<Rule: TextRule>(_ text: String) -> Checked<Rule> {
    do {
        return try Checked<Rule>(text)
    } catch {
        preconditionFailure(error.description)
    }
}

/// A sealing of the text that is the same every time.
func sealed(_ text: String) -> Sealed { Sealed(text, salt: Array("salt of \(text)".utf8)) }

extension Sealed {
    /// What is left of a text that was erased.
    static func erased(_ text: String) throws -> Sealed { try Canonical.value(Sealed.self, from: Canonical.bytes(of: sealed(text))) }
}
