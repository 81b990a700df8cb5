import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// Writes to reviewers who have not decided everything, and to their managers when it gets late.
///
/// A letter goes out before it is recorded: a crash in between sends it once more, and loses none.
public struct ReviewPrompting: Sendable {
    private let home: Home

    /// The letters of a home's reviews.
    public init(home: Home) { self.home = home }

    /// What was sent for one review.
    public struct Sent: Hashable, Sendable {
        public let review: ReviewName
        /// Reviewers who have not decided everything.
        public let late: [PersonID]
        /// Whether their managers were written to.
        public let isEscalation: Bool
    }

    /// Sends what is due now; throws `DeliveryError` where a letter cannot be handed over, and then nothing is recorded of that review.
    public func send() async throws -> [Sent] {
        var sent: [Sent] = []
        for row in try home.ledger.reviewRows() where row.closed == nil {
            for isEscalation in [false, true] {
                if let one = try await send(in: row.id, isEscalation: isEscalation) { sent.append(one) }
            }
        }
        return sent
    }

    private func send(in id: ReviewID, isEscalation: Bool) async throws -> Sent? {
        let now = home.world.now()
        guard let found = try home.ledger.review(id), found.state.isDue(isEscalation: isEscalation, at: now) else { return nil }
        let open = try home.ledger.itemRows(ItemFilter(review: id, isUndecided: true))
        let counts = Dictionary(grouping: open, by: \.reviewer).mapValues(\.count)
        let late = counts.keys.sorted()
        guard !late.isEmpty else { return nil }
        for reviewer in late {
            let letter = ReviewLetter(campaign: found.state, reviewer: try person(reviewer), count: counts[reviewer, default: 0])
            for recipient in try isEscalation ? managers(of: reviewer) : [person(reviewer)] {
                guard let mail = letter.mail(to: recipient, isEscalation: isEscalation, zone: home.settings.timeZone) else { continue }
                let number = isEscalation ? "escalation" : "reminder-\(found.state.reminded.count + 1)"
                let name = "\(id)-\(found.state.opening.name)-\(number)-of-\(reviewer)-to-\(recipient.id).\(mail.language.rawValue)"
                try await home.world.courier.deliver(
                    Letter(mail: mail, name: name, written: now, messageID: "\(home.world.randomBytes(16).hexadecimal)@tenure.invalid"))
            }
        }
        let event: ReviewEvent = isEscalation ? .escalated(reviewers: late) : .reminded(reviewers: late)
        // If somebody closed it just now, the letters were the last.
        _ = try home.recordIfUnmoved([StreamWrite(.review(id), expecting: found.version, [.review(event)])], at: now)
        return Sent(review: found.state.opening.name, late: late, isEscalation: isEscalation)
    }

    private func person(_ id: PersonID) throws -> Person { try Directory(of: home.ledger).person(id) }

    // The admins where there is no manager any more.
    private func managers(of reviewer: PersonID) throws -> [Person] {
        let rules = try home.rules()
        if let manager = try person(reviewer).attributes.manager, !rules.left.contains(manager) { return [try person(manager)] }
        return try rules.holders(of: .admin).filter { $0 != reviewer }.map(person)
    }
}

extension Campaign {
    /// Whether a letter of that kind is due. Reminders that a pause of the program has skipped are not sent in a burst.
    func isDue(isEscalation: Bool, at now: Date) -> Bool {
        guard isOpen else { return false }
        if isEscalation { return escalated == nil && opening.escalateAt.map { $0 <= now } ?? false }
        guard let due = opening.remindAt.last(where: { $0 <= now }) else { return false }
        return reminded.last.map { $0 < due } ?? true
    }
}

/// The few lines that such a letter has: no template of a home's is older than reviews are.
private struct ReviewLetter {
    let campaign: Campaign
    let reviewer: Person
    let count: Int

    func mail(to recipient: Person, isEscalation: Bool, zone: TimeZone) -> Mail? {
        guard let address = recipient.attributes.mails.first?.text.flatMap({ try? MailAddress($0) }) else { return nil }
        let language = recipient.attributes.language
        let name = campaign.opening.name
        let due = campaign.opening.due.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
        let text =
            isEscalation
            ? Bilingual(
                ko:
                    "\(reviewer.label) 님이 접근 권한 점검 \(name)에서 아직 \(count)건을 결정하지 않았습니다. 기한은 \(due)입니다.\n\n진행 상황: tenure review show \(name)\n다른 검토자 지정: tenure review reassign ITEM --to PERSON --reason …\n",
                en:
                    "\(reviewer.label) has \(count) undecided in the access review \(name), which is due on \(due).\n\nHow far it is: tenure review show \(name)\nAnother reviewer: tenure review reassign ITEM --to PERSON --reason …\n"
            )
            : Bilingual(
                ko: "접근 권한 점검 \(name)에서 \(count)건이 결정을 기다립니다. 기한은 \(due)입니다.\n\n결정: tenure review walk \(name)\n",
                en: "\(count) in the access review \(name) wait for your decision, until \(due).\n\nDecide: tenure review walk \(name)\n")
        let subject = Bilingual(ko: "접근 권한 점검 \(name): \(count)건 미결정", en: "Access review \(name): \(count) undecided")
        return Mail(
            to: Mailbox(name: recipient.attributes.name.text, address: address), subject: subject[language], text: text[language],
            html: nil,
            language: language)
    }
}
