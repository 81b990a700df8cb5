import Guides
import IAM
import Lifecycle

extension StepPerformer {
    func deliverGuide() async throws -> UserEvent.Outcome {
        guard let kind = workflow.transition(transit.name)?.guide else { return .done }
        let subject = LetterSubject(
            record: record, person: person, account: session.account, view: view, workflow: workflow,
            entering: workflow.state(transit.to), now: world.now())
        // Nobody is sent a guide whose steps their own policies would refuse.
        try await works.prove(kind, for: subject, by: letters)
        let mail = try letters.mail(carrying: kind, for: subject)
        try await world.send(mail, called: "guide-\(kind.rawValue)", about: record)
        return .delivered(delivery: Delivery(what: .guide(kind), at: world.now(), duty: letters.dutyVersion))
    }
}

extension World {
    /// Has a mail about a user delivered under a name of its own and an id that no other has; throws `DeliveryError`.
    public func send(_ mail: Mail, called name: String, about record: UserRecord) async throws {
        let file = "\(record.id)-\(record.name)-\(name).\(mail.language.rawValue)"
        let id = "\(randomBytes(16).hexadecimal)@tenure.invalid"
        try await courier.deliver(Letter(mail: mail, name: file, written: now(), messageID: id))
    }
}
