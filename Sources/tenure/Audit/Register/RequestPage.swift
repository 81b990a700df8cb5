import Checks
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// One request as a form (신청서) to print and file: what was asked, why, who decided in which stage, and what became of it.
struct RequestPage {
    let request: Request
    let events: [Recorded]
    let language: Language
    let place: Workplace

    var title: String { say("접근권한 신청서", "Access request") + " \(request.id)" }

    var html: String { Markup.page(language, title: title, content) }

    /// What stands on the page, for pages that hold more than one form.
    var content: [Markup] {
        [
            .element("h1", title), .table([], facts.map { [Markup.element("b", $0), Markup($1)] }),
            .element("h2", say("승인", "Approval")), stages,
            .element("h2", say("처리 경과", "What happened")), history,
            .element("p", say("내용의 SHA-256: ", "SHA-256 of what is asked: ") + request.form.content.text, class: "id"),
        ]
    }

    private var facts: [(String, String)] {
        let form = request.form
        var facts = [
            (say("신청자", "asked by"), name(request.by)), (say("대상자", "for"), name(form.subject)),
            (say("소속", "team"), team), (say("신청 내용", "asked for"), asked),
            (say("위험도", "risk"), form.risk.word[language]), (say("사유", "reason"), "\(form.reason)"),
        ]
        if let ticket = form.ticket { facts.append((say("근거", "ticket"), "\(ticket)")) }
        if let grant = request.grant {
            facts.append((say("그룹", "groups"), grant.groups.map(\.text).joined(separator: ", ")))
            facts.append((say("그룹 정책의 SHA-256", "SHA-256 of their policies"), grant.policies.text))
        }
        if let end = end { facts.append((say("종료일", "until"), place.text(end))) }
        facts.append((say("상태", "status"), "\(word(request.status)) (\(place.text(request.since)))"))
        if let remark = request.remark { facts.append((say("의견", "remark"), "\(remark)")) }
        if let record = request.record { facts.append((say("처리 기록", "record"), "\(record)")) }
        return facts
    }

    private var team: String {
        let attributes = request.form.subject.flatMap { try? place.find.person($0).attributes }
        return (attributes?.team ?? attributes?.company)?.description ?? "-"
    }

    private var asked: String {
        switch request.form.ask {
        case .access(let access):
            let what = access.adopts == nil ? say("IAM 사용자 생성", "a new IAM user") : say("기존 IAM 사용자 인수", "adoption of an IAM user")
            return "\(what): \(access.account)/\(access.name), \(say("권한", "right")) \(access.profile)"
        case .breakGlass(let glass): return say("비상용 사용자 사용", "the broken glass of") + " \(glass.record)"
        case .change(let change): return say("권한 변경", "another right") + ": \(change.record), \(change.profile)"
        case .resume(let record): return say("정지 해제", "access back") + ": \(record)"
        case .revoke(let record): return say("말소", "revocation") + ": \(record)"
        case .rules(let change):
            return say("규칙 변경", "a change of the rules") + ": \(RuleChangeTelling(place: place, language: language).sentence(change))"
        }
    }

    private var end: Date? {
        switch request.form.ask {
        case .access(let access): access.end
        case .change(let change): change.end
        case .breakGlass, .resume, .revoke, .rules: nil
        }
    }

    private var stages: Markup {
        let rows = request.form.stages.map { stage in
            let given = request.approvals.filter { $0.stage == stage.name }.map { "\(name($0.by)) (\(place.text($0.at)))" }
            let by = "\(stage.groups.map(\.text).joined(separator: ", ")) (\(stage.quorum))"
            return [Markup(stage.name.text), Markup(by), Markup(given.isEmpty ? "-" : given.joined(separator: ", "))]
        }
        guard !rows.isEmpty else { return .element("p", say("승인 단계가 없다.", "No stage had to be passed.")) }
        return .table([say("단계", "stage"), say("승인 그룹 (정원)", "approvers (how many)"), say("승인자", "approved by")], rows)
    }

    private var history: Markup {
        let telling = EventTelling(place: place, language: language)
        let rows = events.map { [Markup(place.text($0.at)), Markup(place.name(of: $0.by)), Markup(telling.what($0.event))] }
        return .table([say("일시", "when"), say("누가", "who"), say("내용", "what")], rows)
    }

    private func word(_ status: Request.Status) -> String {
        switch status {
        case .submitted: say("제출", "submitted")
        case .returned: say("보완 요청", "returned")
        case .approved: say("승인", "approved")
        case .rejected: say("반려", "rejected")
        case .withdrawn: say("철회", "withdrawn")
        case .expired: say("기한 만료", "expired")
        case .fulfilled: say("처리 완료", "fulfilled")
        }
    }

    private func name(_ person: PersonID?) -> String { place.name(of: person) }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}
