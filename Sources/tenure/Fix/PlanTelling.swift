import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// Tells a plan of repairs to those who decide about it.
struct PlanTelling {
    let file: PlanFile
    let language: Language
    let place: Workplace
    private var plan: Plan { file.plan }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    var text: String { head + plan.changes.map(item).joined() + left + next }

    /// That there is nothing to do.
    var nothing: String {
        say("'\(plan.account)'에 고칠 것이 없음", "nothing to repair in '\(plan.account)'") + "\n"
    }

    private var head: String {
        let count = say("변경 \(plan.changes.count)건", Count.of(plan.changes.count, "change"))
        return "\(say("계획", "plan")) \(file.id), \(plan.account) (\(plan.number)), \(count), "
            + say("스냅샷 기준 시각", "from the snapshot of") + " \(place.text(plan.taken))\n"
    }

    private func item(_ item: Plan.Item) -> String {
        let mark = item.isIrreversible ? say("  되돌릴 수 없음", "  cannot be taken back") : ""
        let after = item.after.isEmpty ? "" : "  " + say("다음 뒤에", "after") + " \(item.after.map(String.init).joined(separator: ", "))"
        let lines = [
            (say("취약점", "answers"), item.findings.joined(separator: ", ")), (say("영향", "breaks"), item.breaks[language]),
            (say("호출", "call"), item.call), (say("되돌리기", "undo"), item.undo[language]),
        ]
        return "\n\(item.number)  \(item.change.target)\(mark)\(after)\n"
            + lines.map { "    \(Width.pad($0.0, to: 8))  \($0.1)\n" }.joined()
    }

    /// What the plan leaves as it is.
    var left: String {
        guard !plan.left.isEmpty else { return "" }
        return "\n" + say("그대로 두는 취약점", "left as they are") + "\n"
            + plan.left.map { "\($0.finding)\n    \($0.reason[language])\n" }.joined()
    }

    private var next: String {
        let who = place.isSandbox ? "" : say("다른 관리자가 ", "another admin types ")
        return "\n" + say("다음: ", "next: ") + who + "tenure fix apply \(file.id)\n"
    }

    /// One line of what became of a change.
    static func line(_ line: PlanLine, in language: Language, _ place: Workplace) -> String {
        func say(_ item: Plan.Item, _ ko: String, _ en: String) -> String {
            "\(item.number)  \(item.change.target): \(language == .korean ? ko : en)"
        }
        switch line {
        case .made(let item): return say(item, "\(item.change.action.rawValue) 완료", "\(item.change.action.rawValue) done")
        case .found(let item): return say(item, "중단되었으나 완료된 것으로 확인됨", "was interrupted, and is found done")
        case .wouldMake(let item):
            let mark = item.isIrreversible ? (language == .korean ? " (되돌릴 수 없음)" : " (cannot be taken back)") : ""
            return say(item, "실행할 호출\(mark): \(item.call)", "would call\(mark): \(item.call)")
        case .failed(let item, let reason): return say(item, "실패, 다시 적용하면 다시 시도함: \(reason)", "failed, and is tried again: \(reason)")
        case .overtaken(let item, let reason): return say(item, "그대로 둠: \(reason)", "left alone: \(reason)")
        case .waits(let item, let numbers):
            let list = numbers.map(String.init).joined(separator: ", ")
            return say(item, "먼저 \(list)번이 완료되어야 함", "waits for \(list)")
        case .told(let item, let until):
            return say(
                item, "알림을 보냄. \(place.text(until))부터 다시 적용한다",
                "told those whom it touches; apply the plan again from \(place.text(until)) on")
        case .notYet(let item, let until):
            return say(item, "알린 날(\(place.text(until)))이 아직 되지 않음", "waits for the day of which they were told: \(place.text(until))")
        case .wantsConfirmation(let item): return say(item, "되돌릴 수 없어 --confirm이 있어야 함", "cannot be taken back: it wants --confirm")
        }
    }
}
