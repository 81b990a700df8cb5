import Checks
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// Tells people of a change that touches them at once, before it is made.
struct PlanNotice {
    let home: Home
    let letters: LetterDesk
    let account: Account

    /// Sends each their mail, or throws `DeliveryError`. After an interruption some are told twice, and nobody not at all.
    func tell(_ names: [UserName], from date: Date) async throws {
        let rows = try home.ledger.userRows(UserFilter(accounts: [account.alias], isRevoked: false))
        let records = Dictionary(rows.compactMap { row in row.name.map { ($0, row.id) } }) { first, _ in first }
        let view = try UserContexts(home: home).view(of: account.alias)
        for name in names {
            guard let id = records[name.text], let record = try home.ledger.user(id)?.state,
                let person = try home.ledger.person(record.person)?.state
            else { throw DeliveryError("nobody is known to whom '\(name)' belongs, so nobody could be told") }
            let subject = LetterSubject(
                record: record, person: person, account: account, view: view, workflow: try home.workflow(record.workflow), entering: nil,
                now: home.world.now())
            try await home.world.send(
                try letters.passwordExpiry(for: subject, from: date), called: "password-expiry", about: record)
        }
    }
}
