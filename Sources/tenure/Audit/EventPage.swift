import Checks
import Engine
import Foundation
import Ledger
import Lifecycle

/// The events of an export for people to read: when, who, what, to whom, why, and how to check that the page is what was exported.
struct EventPage {
    let asked: String
    let language: Language
    let place: Workplace
    /// The file that it becomes.
    var name = ExportFile.page

    /// The page in pieces, so that it can be as long as the history.
    var pieces: ExportPage {
        ExportPage(name: name, opening: opening, row: { row($0).text }, closing: { closing($0) })
    }

    private var opening: String {
        let title = say("변경 이력", "History")
        let zone = place.settings.timeZone.identifier
        let remarks = [
            say("조회 조건: \(asked). 시각은 \(zone) 기준이다.", "Asked for: \(asked). Times are those of \(zone)."),
            say(
                "이 페이지는 읽기 위한 것이다. 증거는 events.jsonl이며, 서명된 manifest에 이 페이지의 SHA-256이 있다. 확인 방법은 맨 아래에 있다.",
                "This page is for reading. The evidence is events.jsonl; the signed manifest has this page's SHA-256. How to check is at the end."
            ),
        ]
        let head =
            language == .korean
            ? ["번호", "일시", "누가", "무엇을", "대상", "내용과 사유"] : ["number", "when", "who", "what", "to whom", "in words, and why"]
        return Markup.opening(language, title: title) + Markup.element("h1", title).text
            + remarks.map { Markup.element("p", $0).text }.joined() + Markup.tableOpening(head)
    }

    private func row(_ logged: LoggedEvent) -> Markup {
        let recorded = logged.recorded
        let kind = Markup.element("div", [], [Markup(recorded.event.word[language])])
        let code = Markup.element("div", recorded.event.code, class: "id")
        let erased = logged.erased == 0 ? "" : say(" (지워진 글 \(logged.erased)건)", " (\(Count.of(logged.erased, "text")) erased)")
        let whom = [recorded.stream] + (logged.about.map { [place.name(of: $0)] } ?? [])
        return .row([
            Markup("\(logged.seq)"), Markup(place.text(recorded.at)), Markup(place.name(of: recorded.by)),
            .element("div", [], [kind, code]),
            Markup(whom.joined(separator: " ")), Markup(EventTelling(place: place, language: language).what(recorded.event) + erased),
        ])
    }

    /// Where the export begins, seen from the page.
    private var top: String { name.contains("/") ? "../" : "./" }

    private func closing(_ manifest: ExportManifest) -> String {
        let checkpoint = manifest.checkpoint
        let facts = [
            (say("이력", "history"), checkpoint.origin),
            (say("사건", "events"), "\(manifest.count) / \(checkpoint.size) (\(manifest.first) – \(manifest.last))"),
            (say("트리의 루트", "root of the tree"), checkpoint.root.base64),
        ]
        let steps = say(
            "미리 받아 둔 공개 키 KEY로 확인한다. 이 폴더에 있는 키는 아무것도 증명하지 않는다.",
            "Check it with the public key KEY that was handed to you beforehand; a key out of this folder would prove nothing.")
        let content = [
            Markup.element("h2", say("확인", "How to check")), .table([], facts.map { [Markup($0.0), Markup($0.1)] }), .element("p", steps),
            .element("pre", "python3 \(top)verify.py \(top) --key KEY\ntenure audit verify \(top) --key KEY"),
            .element(
                "p",
                say(
                    "확인되지 않는 것: 입력한 내용이 사실인지, tenure 밖에서 AWS에 바꾼 것, 이 내보내기 뒤의 사건.",
                    "Not covered: whether what was typed is true; what was changed at AWS outside tenure; events after this export.")),
        ]
        return Markup.tableClosing + content.map(\.text).joined() + Markup.closing
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}
