import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// Tells security that the glass of a prepared user was broken. Nothing waits for the letters: what was not delivered is recorded, and
/// tried again by every run until the use has been reviewed.
public struct GlassAlarm: Sendable {
    private let home: Home
    private let letters: LetterDesk

    /// The alarm of a home, written at that desk.
    public init(home: Home, letters: LetterDesk) {
        self.home = home
        self.letters = letters
    }

    /// Tells everybody of security who was not told of that use yet, and records who was and who was not; returns the record after it.
    @discardableResult
    public func tell(of id: RecordID) async throws -> UserRecord? {
        guard let found = try home.ledger.user(id), let use = found.state.use, use.wantsAlarm else {
            return try home.ledger.user(id)?.state
        }
        var (told, untold): (SortedSet<PersonID>, SortedSet<PersonID>) = ([], [])
        for person in try recipients().subtracting(use.told) {
            do {
                try await send(to: person, about: found.state)
                told.insert(person)
            } catch let error where error is DeliveryError || error is GuideError {
                untold.insert(person)
            }
        }
        // What could not be told again is on record already.
        guard !told.isEmpty || use.untold != untold else { return found.state }
        let event = Event.user(.alarmed(told: told, untold: untold))
        let write = StreamWrite(.user(id), expecting: found.version, [event], about: found.state.person)
        guard try home.recordIfUnmoved([write], at: home.world.now()) else { return try await tell(of: id) }
        return try home.ledger.user(id)?.state
    }

    /// Tells of every use that security was not told of completely.
    func tellAgain() async throws {
        let glasses = try home.rules().workflows.values.filter { try home.workflow($0).glassTime != nil }
        guard !glasses.isEmpty else { return }
        for found in try everyPage({ try home.ledger.users(UserFilter(isRevoked: false), after: $0?.state.id, limit: 1_000) })
        where found.state.use?.wantsAlarm ?? false {
            try await tell(of: found.state.id)
        }
    }

    private func recipients() throws -> SortedSet<PersonID> {
        let rules = try home.rules()
        let security = rules.groups[.security, default: []].subtracting(rules.left)
        return security.isEmpty ? rules.holders(of: .admin) : security
    }

    private func send(to person: PersonID, about record: UserRecord) async throws {
        let directory = Directory(of: home.ledger)
        guard let account = try home.rules().accounts[record.account] else { throw DeliveryError("the account is not known") }
        let subject = LetterSubject(
            record: record, person: try directory.person(record.person), account: account,
            view: try home.ledger.account(record.account)?.state ?? AccountView(alias: record.account),
            workflow: try home.workflow(record.workflow), entering: nil, now: home.world.now())
        let mail = try letters.alarm(to: try directory.person(person), about: subject)
        try await home.world.send(mail, called: "break-glass-\(record.use?.request.description ?? "")-to-\(person)", about: record)
    }
}

extension ApprovalGroup {
    fileprivate static let security = (try? ApprovalGroup("security")) ?? .admins
}
