import Engine
import Foundation
import Ledger
import Lifecycle

/// The reviews that were open at some moment of the time: their reports, and their items.
struct ReviewPapers {
    let span: ClosedRange<Date>
    let place: Workplace

    func papers() throws -> [PackPaper] {
        let rows = try place.ledger.reviewRows().filter { row in
            row.opened <= span.upperBound && (row.closed.map { $0 >= span.lowerBound } ?? true)
        }
        let list = Sheet.papers("reviews/list", PackWords.reviews, in: place) { sheet(rows, $0) }
        return try list
            + rows.flatMap { row in
                let summary = try place.find.summary(of: place.find.review("\(row.id)").state)
                let pages = try Language.allCases.map {
                    PackPaper("reviews/\(row.id).\($0.rawValue).html", PackWords.review, try ReviewPage(summary, in: $0, place: place).text)
                }
                let items = ReviewLines(summary: summary, place: place).csv(forPeople: true)
                return pages + [PackPaper("reviews/\(row.id).csv", PackWords.items, items)]
            }
    }

    private func sheet(_ rows: [ReviewRow], _ language: Language) -> Sheet {
        Sheet(
            language: language, title: Bilingual(ko: "검토 목록", en: "Reviews")[language],
            remarks: [
                Bilingual(
                    ko: "기간 안에 열려 있던 검토. 보고서는 이 묶음을 만든 때의 것이다.",
                    en: "Those that were open at some moment of the time. Their reports are as of when the pack was made.")[language]
            ],
            columns: language == .korean
                ? ["검토", "이름", "범위", "대상 수", "시작", "기한", "마감"] : ["review", "name", "scope", "users", "opened", "due", "closed"],
            rows: rows.map { row in
                [
                    .text("\(row.id)"), .text(row.name.text), .text(row.scope), .number(row.population), .time(row.opened), .time(row.due),
                    .time(row.closed),
                ]
            })
    }
}
