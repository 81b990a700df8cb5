import Foundation

/// Judges the signatures under decisions by nothing but events, in their order: by what they say was asked, and by whose keys they say
/// were in force.
///
/// Given a whole history it knows all that was signed. Given a part of one, as an export holds it, it takes the content and the reason of
/// what was filed or listed outside that part from the statement itself; who signed, when, with which key and about what is judged all the
/// same.
public struct SignatureJudge: Sendable {
    /// How many signatures were judged.
    public private(set) var count = 0
    /// Whether a key that no event registers is nobody's: the events that register and remove people's keys are all there.
    private let knowsKeys: Bool
    /// The name of the history, which signatures are bound to.
    private var log: String?
    private var keys: [PersonID: [SSHPublicKey]] = [:]
    private var forms: [RequestID: RequestForm] = [:]
    private var listed: [ItemID: Digest] = [:]

    /// The kinds of events that it wants, besides all of requests.
    public static let kinds: Set = [
        "home.signingKeySet", "person.keyAdded", "person.keyRemoved", "item.listed", "item.decided",
    ]

    /// A judge of events of which all that concern keys will be shown, or not.
    public init(knowsKeys: Bool = true) { self.knowsKeys = knowsKeys }

    /// Takes the next event; what speaks against its signature, or against its having none. Nil if nothing does.
    public mutating func objection(to recorded: Recorded) -> String? {
        switch (Stream(text: recorded.stream), recorded.event) {
        case (.home, .home(.signingKeySet(let key))): log = key.logName
        case (.person(let id), .person(.keyAdded(let key))): keys[id, default: []].append(key)
        case (.person(let id), .person(.keyRemoved(let key))): keys[id]?.removeAll { $0.bytes == key.bytes }
        case (.item(let id), .item(.listed(let entry))): listed[id] = try? Digest.of(value: entry)
        case (.item(let id), .item(let event)):
            return event.signature.flatMap { objection(to: $0, of: matter(of: event, on: id, $0, recorded), recorded) }
        case (.request(let id), .request(let event)):
            let objection = objection(to: event, on: id, recorded) ?? objection(toContentOf: event, on: id)
            remember(event, on: id)
            return objection
        case (_, _): break
        }
        return nil
    }

    private mutating func remember(_ event: RequestEvent, on id: RequestID) {
        switch event {
        case .submitted(let form, _), .amended(let form): forms[id] = form
        case .voided(let grant): forms[id] = forms[id]?.granting(grant)
        case .rejected, .withdrawn, .expired, .fulfilled: forms[id] = nil
        case .returned, .endorsed, .approved, .assigned: break
        }
    }

    private mutating func objection(to event: RequestEvent, on id: RequestID, _ recorded: Recorded) -> String? {
        if let signed = event.signature { return objection(to: signed, of: matter(of: event, on: id, signed, recorded), recorded) }
        switch event {
        case .submitted(let form, _) where form.matter(as: id) != nil: return "the glass was broken without its holder's signature"
        case .endorsed where forms[id]?.demandsSignature(of: event) == true:
            return "its stage counts only signed decisions, and it has no signature"
        case .submitted, .amended, .returned, .endorsed, .approved, .rejected, .withdrawn, .expired, .voided, .assigned, .fulfilled:
            return nil
        }
    }

    /// Approvals are bound to what is asked by its digest.
    private func objection(toContentOf event: RequestEvent, on id: RequestID) -> String? {
        if let form = event.form, (try? Digest.of(value: form.ask)) != form.content {
            return "what \(id) asks is not what approvals are bound to"
        }
        guard case .endorsed(_, let content, _) = event, let form = forms[id], content != form.content else { return nil }
        return "the approval is of something else than \(id) asks"
    }

    private mutating func objection(to signed: SignedStatement, of matter: DecidedMatter?, _ recorded: Recorded) -> String? {
        count += 1
        guard let matter, let log, let person = recorded.by.person else { return "it is signed, and nobody could have signed it" }
        let known = keys[person] ?? (knowsKeys ? [] : [signed.key].compactMap(\.self))
        do {
            try signed.verify(matter, by: person, in: log, keys: known, at: recorded.at)
            return nil
        } catch {
            return "the signature of \(person) does not hold: \(error)"
        }
    }

    // Of an event that somebody else has written, the version may be any number.
    private func matter(of event: RequestEvent, on id: RequestID, _ signed: SignedStatement, _ recorded: Recorded) -> DecidedMatter? {
        if case .submitted(let form, _) = event { return form.matter(as: id, version: recorded.version &- 1) }
        guard let stated = event.stated(on: forms[id]) else { return nil }
        return DecidedMatter(
            request: id, version: recorded.version &- 1, content: stated.content ?? signed.statedContent, decision: stated.decision,
            reason: stated.reason ?? signed.statedReason)
    }

    private func matter(of event: ItemEvent, on id: ItemID, _ signed: SignedStatement, _ recorded: Recorded) -> DecidedMatter? {
        guard case .decided(let verdict, let reason, _, _) = event else { return nil }
        return DecidedMatter(
            item: id, version: recorded.version &- 1, content: listed[id] ?? signed.statedContent, decision: verdict.stated, reason: reason)
    }
}

extension RequestEvent {
    /// What is asked with it.
    fileprivate var form: RequestForm? {
        switch self {
        case .submitted(let form, _), .amended(let form): form
        case .returned, .endorsed, .approved, .rejected, .withdrawn, .expired, .voided, .assigned, .fulfilled: nil
        }
    }
}
