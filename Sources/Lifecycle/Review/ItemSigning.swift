import Foundation
import IAM

extension ReviewItem {
    /// What a person signs to say that about the item as it is now; throws what speaks against saying it.
    public func statement(
        of command: ItemCommand, in context: ReviewContext, log: String, by actor: PersonID, dated dating: DecisionStatement.Dating
    ) throws(Refusal) -> DecisionStatement {
        let events = try decideUnsigned(command, in: context, at: dating.time)
        guard let matter = events.first.flatMap({ self.matter(of: $0, version: context.version) }) else { throw .notSigned(self) }
        return DecisionStatement(log: log, matter: matter, actor: actor, dating: dating)
    }

    /// What a person decides with an event about the item at that version, as a statement says it; nil for what nobody signs.
    ///
    /// It is bound to the item as it was listed: the user, what was held, and what was known of both.
    public func matter(of event: ItemEvent, version: Int) -> DecidedMatter? {
        guard case .decided(let verdict, let reason, _, _) = event, let content = try? Digest.of(value: entry) else { return nil }
        return DecidedMatter(item: id, version: version, content: content, decision: verdict.stated, reason: reason)
    }

    /// The decision with its signature, which must be that of the decision.
    func sign(_ events: [ItemEvent], with signature: DecisionSignature, in context: ReviewContext, at now: Date) throws(Refusal)
        -> ItemEvent
    {
        guard let actor = context.actor, case .decided(let verdict, let reason, let manner, _)? = events.first, let first = events.first,
            let matter = matter(of: first, version: context.version)
        else { throw .notSigned(self) }
        try signature.check(matter, by: actor.id, at: now)
        return .decided(verdict: verdict, reason: reason, manner: manner, signed: signature.signed)
    }
}

extension ItemEvent {
    /// The signature that stands in the event.
    public var signature: SignedStatement? {
        guard case .decided(_, _, _, let signed) = self else { return nil }
        return signed
    }
}

extension ItemVerdict {
    /// What a statement calls it.
    var stated: String {
        switch self {
        case .keep, .revoke, .postpone: word
        case .keepUntil(let until): "\(word)   until \(until.formatted(.iso8601))"
        case .reduce(let groups): "\(word)   groups \(groups.map(\.text).joined(separator: " "))"
        }
    }
}

extension Refusal {
    fileprivate static func notSigned(_ item: ReviewItem) -> Refusal {
        Refusal(.signatureRefused, "only decisions about \(item.id) are signed", hint: "leave out '--sign'")
    }
}
