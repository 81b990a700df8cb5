import Guides
import IAM
import Lifecycle

extension StepPerformer {
    func deliverGuide() async throws -> UserEvent.Outcome {
        guard let kind = workflow.transition(transit.name)?.guide else { return .done }
        let subject = LetterSubject(
            record: record, person: person, account: session.account, view: view, workflow: workflow,
            entering: workflow.state(transit.to), now: world.now())
        let mail = try letters.mail(carrying: kind, for: subject)
        let name = "\(record.id)-\(record.name)-guide-\(kind.rawValue).\(mail.language.rawValue)"
        try await world.courier.deliver(Letter(mail: mail, name: name, written: world.now(), messageID: world.messageID()))
        return .delivered(delivery: Delivery(what: .guide(kind), at: world.now(), duty: letters.dutyVersion))
    }
}

extension World {
    /// An id for a mail's header that nothing else has.
    func messageID() -> String { "\(randomBytes(16).hexadecimal)@tenure.invalid" }
}
