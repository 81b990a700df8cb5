import Lifecycle

extension EventTelling {
    func review(_ event: ReviewEvent) -> String {
        switch event {
        case .opened(let opening):
            let (count, due) = (opening.population.count, place.text(opening.due))
            return say(
                "점검 \(opening.name) 시작 (\(opening.scope.text)): 사용자 \(count)명, 기한 \(due)",
                "opened review \(opening.name) (\(opening.scope.text)): \(Count.of(count, "user")), until \(due)")
        case .delegated(let delegation):
            let (from, to, until) = (place.name(of: delegation.from), place.name(of: delegation.to), place.text(delegation.until))
            return say(
                "\(until)까지 결정 위임, \(from) → \(to): \(delegation.reason)",
                "\(to) decides for \(from) until \(until): \(delegation.reason)")
        case .reminded(let reviewers): return say("독촉함: \(names(reviewers))", "reminded \(names(reviewers))")
        case .escalated(let reviewers):
            return say("상급자에게 알림, 검토자: \(names(reviewers))", "told the managers of \(names(reviewers))")
        case .closed(let tally):
            return say(
                "마감: 결정 \(tally.decided)건, 무응답 \(tally.silent)건, 사라짐 \(tally.gone)건",
                "closed: \(tally.decided) decided, \(tally.silent) silent, \(tally.gone) gone")
        case .signed(let facts, let remark):
            return say("서명함 \(facts.text.prefix(12))", "signed \(facts.text.prefix(12))") + (remark.map { ": \($0)" } ?? "")
        }
    }

    func item(_ event: ItemEvent) -> String {
        switch event {
        case .listed(let entry):
            say(
                "\(entry.account)/\(entry.name), 검토자 \(place.name(of: entry.reviewer)) (\(entry.capacity.rawValue))",
                "\(entry.account)/\(entry.name) is reviewed by \(place.name(of: entry.reviewer)), as \(entry.capacity.rawValue)")
        case .decided(let verdict, let reason, _, let signed): "\(told(verdict))\(mark(signed))\(reason.map { ": \($0)" } ?? "")"
        case .reassigned(let reviewer, let reason):
            say("검토자 변경, \(place.name(of: reviewer)): \(reason)", "\(place.name(of: reviewer)) reviews it now: \(reason)")
        case .fellSilent(let outcome): say("결정이 없었음: \(word(outcome))", "nobody decided: \(word(outcome))")
        case .vanished: say("결정 전에 사라짐", "gone before anybody decided")
        case .ordered: say("이행하게 됨", "is to be carried out")
        case .carriedOut(let done): say("\(place.text(done))에 이행됨", "carried out \(place.text(done))")
        case .verified(let seen): say("\(place.text(seen))에 확인됨", "verified \(place.text(seen))")
        }
    }

    func told(_ verdict: ItemVerdict) -> String {
        switch verdict {
        case .keep: say("유지", verdict.word)
        case .revoke: say("회수", verdict.word)
        case .postpone: say("연기", verdict.word)
        case .keepUntil(let until): say("\(place.text(until))까지 유지", "keep until \(place.text(until))")
        case .reduce(let groups): say("축소, 제외할 그룹: \(names(groups))", "reduce: leave \(names(groups))")
        }
    }

    private func word(_ silence: Silence) -> String {
        switch silence {
        case .keep: say("유지", silence.rawValue)
        case .suspend: say("정지", silence.rawValue)
        case .revoke: say("회수", silence.rawValue)
        }
    }
}
