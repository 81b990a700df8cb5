import Guides
import IAM
import Lifecycle

/// Reminds those for whom a user waits: the user's person of what they still have to do, anybody else that it is their turn.
public struct Prompting: Sendable {
    private let home: Home
    private let letters: LetterDesk

    /// Reminders of that home, written at that desk.
    public init(home: Home, letters: LetterDesk) {
        self.home = home
        self.letters = letters
    }

    /// What was delivered, and to whom.
    public struct Sent: Sendable {
        public let delivery: Delivery
        public let recipients: [Person]
    }

    /// Sends the reminder, or throws `DeliveryError` where it reaches nobody. Who has no mail address is passed over if somebody has one.
    public func send(about subject: LetterSubject, waitingFor party: Party, called name: String) async throws -> Sent {
        guard party != .subject else {
            try await home.world.send(try letters.reminder(for: subject), called: name, about: subject.record)
            return Sent(delivery: Delivery(what: .reminder, at: home.world.now(), duty: nil), recipients: [subject.person])
        }
        let recipients = try recipients(of: party, about: subject.person).filter { !$0.attributes.mails.isEmpty }
        guard !recipients.isEmpty else {
            throw DeliveryError("\(subject.record.id) waits for '\(party.rawValue)', and nobody there has a mail address")
        }
        for person in recipients {
            let mail = try letters.prompt(to: person, about: subject)
            try await home.world.send(mail, called: "\(name)-to-\(person.id)", about: subject.record)
        }
        return Sent(delivery: Delivery(what: .prompt, at: home.world.now(), duty: nil), recipients: recipients)
    }

    /// The people of a party; the admins where there is no manager or sponsor any more.
    private func recipients(of party: Party, about person: Person) throws -> [Person] {
        let rules = try home.rules()
        let named: PersonID? =
            switch party {
            case .manager: person.attributes.manager
            case .sponsor: person.attributes.sponsor
            case .admin, .subject, .tenure, .nobody: nil
            }
        let present = named.map { !rules.left.contains($0) } ?? false
        let ids = present ? [named].compactMap(\.self) : Array(rules.holders(of: .admin))
        return try ids.map { try Directory(of: home.ledger).person($0) }
    }
}
