import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure guide send`
struct GuideSend: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send a user's guide to its person again; the delivery is recorded.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @Option(name: .customLong("for"), help: "new, existing, admin or notice.") var kind: GuideKind

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin], to: "send guides")
        let found = try workplace.find.user(named.user)
        try await GuideDelivery(place: workplace).send(kind, to: found)
        Terminal.out("sent to \(workplace.name(of: found.state.person))\n")
        return .done
    }
}

/// Sends a letter outside a run, and records that it was delivered.
struct GuideDelivery {
    let place: Workplace

    func subject(of record: UserRecord) throws -> LetterSubject {
        LetterSubject(
            record: record, person: try place.find.person(record.person), account: try place.account(record.account),
            view: try place.ledger.account(record.account)?.state ?? AccountView(alias: record.account),
            workflow: try place.home.workflow(record.workflow),
            entering: nil, now: place.now)
    }

    func send(_ kind: GuideKind, to found: Versioned<UserRecord>) async throws {
        let (desk, subject) = (try place.letterDesk(), try subject(of: found.state))
        try desk.prove(kind, for: subject)
        let mail = try desk.mail(carrying: kind, for: subject)
        try await place.home.world.send(mail, called: "guide-\(kind.rawValue)", about: found.state)
        try record(.delivered(delivery: Delivery(what: .guide(kind), at: place.now, duty: desk.dutyVersion)), of: found)
    }

    /// Reminds those for whom the user waits, and says who they are.
    func remind(_ found: Versioned<UserRecord>) async throws -> [Person] {
        let subject = try subject(of: found.state)
        let party = try place.home.workflow(found.state.workflow).state(found.state.state)?.waitsFor ?? .subject
        let prompting = Prompting(home: place.home, letters: try place.letterDesk())
        let sent = try await prompting.send(about: subject, waitingFor: party, called: "reminder")
        try record(.delivered(delivery: sent.delivery), of: found)
        return sent.recipients
    }

    private func record(_ event: UserEvent, of found: Versioned<UserRecord>) throws {
        let write = StreamWrite(.user(found.state.id), expecting: found.version, [.user(event)], about: found.state.person)
        try place.ledger.append([write], at: place.now, by: .person(try place.actor().id))
    }
}
