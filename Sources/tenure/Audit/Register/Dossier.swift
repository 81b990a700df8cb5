import Checks
import Engine
import Foundation
import Lifecycle

/// Everything that is known of one right, on one page.
struct Dossier {
    let unit: AuditSample.Unit
    let language: Language
    let place: Workplace

    var html: String {
        get throws {
            let request = try place.find.request("\(unit.entry.request)").state
            let form = RequestPage(
                request: request, events: try place.ledger.events(of: .request(request.id)).map(\.recorded), language: language,
                place: place)
            let title = "\(unit.name): \(unit.entry.account)/\(unit.entry.name)"
            return Markup.page(
                language, title: title,
                [.element("p", title, class: "id")] + form.content
                    + [.element("h2", Bilingual(ko: "사용자 기록", en: "The user's history")[language]), try history])
        }
    }

    private var history: Markup {
        get throws {
            let telling = EventTelling(place: place, language: language)
            let rows = try place.ledger.events(of: .user(unit.entry.record)).map { logged in
                [
                    Markup("\(logged.seq)"), Markup(place.text(logged.recorded.at)), Markup(logged.recorded.event.code),
                    Markup(telling.line(logged.recorded)),
                ]
            }
            let head = Bilingual(ko: "번호|일시|사건|내용", en: "number|when|event|what")[language]
            return .table(head.split(separator: "|").map(String.init), rows)
        }
    }
}
