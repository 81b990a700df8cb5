import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// Waivers, purposes of root's use and attestations that counted at some moment of the time, as their events say.
struct DecisionSheet {
    let past: Past
    let span: ClosedRange<Date>
    let language: Language
    let place: Workplace

    var sheet: Sheet {
        get throws {
            let rows = try past.rules.accounts.keys.sorted().flatMap(lines)
            return Sheet(
                language: language, title: say("면제, root 사용 목적, 확인 기록", "Waivers, purposes of root's use, attestations"),
                remarks: [say("기간 안에 효력이 있던 것.", "Those that counted at some moment of the time.")],
                columns: language == .korean
                    ? ["계정", "구분", "무엇", "신청", "사유 또는 근거", "책임자", "승인자", "부터", "사건", "까지"]
                    : [
                        "account", "kind", "what", "request", "reason or evidence", "answers for it", "approved by", "from", "event",
                        "until",
                    ],
                rows: rows)
        }
    }

    private func lines(of account: AccountAlias) throws -> [[Value]] {
        let filter = EventFilter(to: span.upperBound.addingTimeInterval(1), streams: [.register(account)])
        let bound = try place.ledger.size()
        let events = try everyPage { try place.ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) }
        var withdrawn: [RequestID: Date] = [:]
        for event in events {
            if case .register(.waiverWithdrawn(let request, _)) = event.recorded.event { withdrawn[request] = event.recorded.at }
        }
        return try events.compactMap { try line($0, of: account, withdrawn) }
    }

    private func line(_ event: LoggedEvent, of account: AccountAlias, _ withdrawn: [RequestID: Date]) throws -> [Value]? {
        guard case .register(let entry) = event.recorded.event else { return nil }
        switch entry {
        case .waived(let waiver):
            let until = min(waiver.until, withdrawn[waiver.request] ?? waiver.until)
            return try line(
                event, account, say("면제", "waiver"), "\(waiver.finding)", waiver.request, "\(waiver.reason)", waiver.owner, until)
        case .purposeAdded(let purpose):
            let what = "\(place.text(purpose.from)) – \(place.text(purpose.to))"
            return try line(
                event, account, say("root 사용 목적", "purpose of root's use"), what, purpose.request, "\(purpose.reason)", nil, purpose.to)
        case .attested(let control, let evidence, let until):
            return try line(
                event, account, say("확인", "attestation"), control.text, nil, "SHA-256 \(evidence.text)", event.recorded.by.person, until)
        case .waiverWithdrawn, .rootUsed: return nil
        }
    }

    private func line(
        _ event: LoggedEvent, _ account: AccountAlias, _ kind: String, _ what: String, _ request: RequestID?, _ reason: String,
        _ owner: PersonID?, _ until: Date
    ) throws -> [Value]? {
        guard until >= span.lowerBound else { return nil }
        let approvers = try request.flatMap { try place.home.approvers(of: [$0])[$0] }
        return [
            .text(account.text), .text(kind), .text(what), .optional(request.map { "\($0)" }), .text(reason),
            .optional(owner.map { place.name(of: $0) }), .optional(approvers), .time(event.recorded.at), .number(event.seq), .time(until),
        ]
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}
