import Checks
import Foundation
import Ledger
import Lifecycle

/// A register that is handed to an auditor, in one language: a page to read and print, or a table for a spreadsheet.
struct Sheet {
    let language: Language
    let title: String
    /// What stands above the table: of which moment it is, and what it does not hold.
    let remarks: [String]
    let columns: [String]
    let rows: [[Value]]
    /// Which columns stand below each other on a page, under one title; empty if there is room for all of them side by side.
    var groups: [(title: String, columns: Range<Int>)] = []

    /// Comma-separated, what is not there empty; in a file for people with a byte-order mark and CRLF, so that a spreadsheet shows Korean.
    func csv(in place: Workplace, forPeople: Bool) -> String {
        let lines = [columns] + rows.map { row in row.map { $0.isMissing ? "" : place.text(of: $0) } }
        return (forPeople ? "\u{FEFF}" : "") + lines.map { CSV.line($0, ending: forPeople ? "\r\n" : "\n") }.joined()
    }

    /// One page that needs nothing else.
    func html(in place: Workplace) -> String {
        let table =
            groups.isEmpty
            ? Markup.table(columns, rows.map { row in row.map { Markup(place.text(of: $0)) } })
            : Markup.table(groups.map(\.title), rows.map { row in groups.map { cell(row, $0.columns, place) } })
        let nothing = Markup.element("p", language == .korean ? "해당 기록이 없습니다." : "There is nothing to list.")
        let head = [Markup.element("h1", title)] + remarks.map { Markup.element("p", $0) }
        return Markup.page(language, title: title, head + [rows.isEmpty ? nothing : table])
    }

    /// What is there of some columns, a line each with its title.
    private func cell(_ row: [Value], _ range: Range<Int>, _ place: Workplace) -> Markup {
        let lines = range.filter { !row[$0].isMissing }.map { index in
            Markup.element(
                "div", [], [.element("span", columns[index], class: "title"), Markup(" "), Markup(place.text(of: row[index]))])
        }
        return .element("div", [], lines)
    }
}

extension Value {
    fileprivate var isMissing: Bool {
        switch self {
        case .optional(let text): text == nil
        case .time(let time): time == nil
        case .count(let number): number == nil
        case .list(let items): items.isEmpty
        case .text, .number, .flag: false
        }
    }
}
