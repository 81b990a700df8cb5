import Lifecycle

extension EventTelling {
    func review(_ event: ReviewEvent) -> String {
        switch event {
        case .opened(let opening):
            "opened review \(opening.name) (\(opening.scope.text)): \(Count.of(opening.population.count, "user")), until \(place.text(opening.due))"
        case .delegated(let delegation):
            "\(place.name(of: delegation.to)) decides for \(place.name(of: delegation.from)) until \(place.text(delegation.until)): \(delegation.reason)"
        case .reminded(let reviewers): "reminded \(names(reviewers))"
        case .escalated(let reviewers): "told the managers of \(names(reviewers))"
        case .closed(let tally): "closed: \(tally.decided) decided, \(tally.silent) silent, \(tally.gone) gone"
        case .signed(let facts, let remark): "signed \(facts.text.prefix(12))\(remark.map { ": \($0)" } ?? "")"
        }
    }

    func item(_ event: ItemEvent) -> String {
        switch event {
        case .listed(let entry):
            "\(entry.account)/\(entry.name) is reviewed by \(place.name(of: entry.reviewer)), as \(entry.capacity.rawValue)"
        case .decided(let verdict, let reason, _, let signed): "\(told(verdict))\(Self.signed(signed))\(reason.map { ": \($0)" } ?? "")"
        case .reassigned(let reviewer, let reason): "\(place.name(of: reviewer)) reviews it now: \(reason)"
        case .fellSilent(let outcome): "nobody decided: \(outcome.rawValue)"
        case .vanished: "gone before anybody decided"
        case .ordered: "is to be carried out"
        case .carriedOut(let done): "carried out \(place.text(done))"
        case .verified(let seen): "verified \(place.text(seen))"
        }
    }

    private func names(_ people: [PersonID]) -> String { people.map { place.name(of: $0) }.joined(separator: ", ") }

    func told(_ verdict: ItemVerdict) -> String {
        switch verdict {
        case .keep, .revoke, .postpone: verdict.word
        case .keepUntil(let until): "keep until \(place.text(until))"
        case .reduce(let groups): "reduce: leave \(groups.map(\.text).joined(separator: ", "))"
        }
    }
}
