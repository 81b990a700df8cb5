import Engine
import Foundation
import IAM
import Lifecycle

/// The register of rights (접근권한 관리대장): a line for each right of each user, from its grant to its end.
struct GrantSheet {
    let register: GrantRegister
    let language: Language
    let place: Workplace

    /// What was there at that moment or later: granted since, or not ended before.
    func sheet(from start: Date?) -> Sheet {
        let entries = register.entries.filter { entry in
            guard let start, let ending = entry.ending else { return true }
            return ending.at >= start
        }
        let moment = place.text(register.past.moment)
        let remarks = [
            say(
                "기준 시각 \(moment), 원장 기록 \(register.past.size)건에서 작성. 권한 \(entries.count)건.",
                "As of \(moment), from \(register.past.size) events of the ledger. Rights: \(entries.count)."),
            say(
                "tenure에서 승인된 권한과, 인수한 사용자가 전부터 가지고 있던 권한(기존)을 담는다. AWS에서 직접 바꾼 것은 여기에 없고 'tenure check run'이 알린다.",
                "It holds rights that were approved in tenure, and what adopted users had before (inherited). What was changed at AWS directly is not in it: 'tenure check run' tells."
            ),
        ]
        return Sheet(
            language: language, title: say("접근권한 부여·변경·말소 관리대장", "Register of access rights granted, changed and revoked"),
            remarks: remarks,
            columns: language == .korean ? Self.korean : Self.english, rows: entries.map(row),
            groups: [
                (say("대상", "whose"), 0..<5), (say("권한", "which right"), 5..<7), (say("부여", "granted"), 7..<13),
                (say("정지", "suspended"), 13..<14), (say("변경·말소", "changed or revoked"), 14..<19),
            ])
    }

    private static let korean = [
        "기록", "성명", "소속", "계정", "IAM 사용자", "권한", "그룹", "부여 일시", "신청 번호", "신청자", "승인자", "신청 사유", "처리자", "정지 기간", "변경·말소 일시", "구분",
        "말소 결정자", "말소 사유", "부재 확인 일시",
    ]
    private static let english = [
        "record", "person", "team", "account", "IAM user", "right", "groups", "granted", "request", "asked by", "approved by", "reason",
        "carried out by", "suspended", "changed or revoked", "how", "revoked by", "why", "verified absent",
    ]

    private func row(_ entry: GrantEntry) -> [Value] {
        let request = register.past.requests[entry.request]
        let person = register.past.people[entry.person]
        let pauses = entry.pauses.map { "\(place.text($0.from)) – \($0.until.map { place.text($0) } ?? "")" }
        let ending = entry.ending
        return [
            .text("\(entry.record)"), .text(person?.label ?? "\(entry.person)"),
            .optional((person?.attributes.team ?? person?.attributes.company)?.description), .text(entry.account.text),
            .text("\(entry.name)"), .text(entry.isInherited ? say("기존", "inherited") : entry.profile.text),
            .text(entry.groups.map(\.text).joined(separator: ", ")), .time(entry.granted), .text("\(entry.request)"),
            .optional(request.map { name($0.by) }), .optional(request.map(approvers)), .optional(request.map { "\($0.form.reason)" }),
            .text(name(entry.by)), .optional(pauses.isEmpty ? nil : pauses.joined(separator: "; ")), .time(ending?.at),
            .optional(ending.map { word($0.kind) }),
            .optional(ending?.decidedBy.map(name)), .optional(ending.flatMap(why)), .time(ending?.verified),
        ]
    }

    private func approvers(of request: Request) -> String { request.approvals.map { name($0.by) }.joined(separator: ", ") }

    private func why(_ ending: GrantEntry.Ending) -> String? {
        if let reason = ending.reason { return "\(reason)" }
        return ending.kind == .revoked ? say("기한 경과", "its time was up") : nil
    }

    private func word(_ kind: GrantEntry.Ending.Kind) -> String {
        switch kind {
        case .changed: say("변경", "changed")
        case .revoked: say("말소", "revoked")
        }
    }

    // As people were called then.
    private func name(_ person: PersonID) -> String { register.past.people[person]?.label ?? "\(person)" }

    private func name(_ actor: Actor) -> String { actor.person.map(name) ?? "tenure" }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}
