import Foundation
import Testing

/// The history as a page, in both languages.
struct HistoryPageTests {
    @Test func `every event of whole lives is told in Korean too, with the ids, times and numbers that the English has`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let toured = try stage.run(
            "tenure tour home && tenure audit export --format html --lang ko --output ko && tenure audit export --format html --lang en --output en"
        )
        try #require(toured.status == 0, "\(toured.errors)")
        let (korean, english) = (try Self.sentences(in: stage, "ko"), try Self.sentences(in: stage, "en"))
        // The second export tells of the first one.
        #expect(korean.count > 200 && english.count == korean.count + 1)
        for (ko, en) in zip(korean, english) {
            #expect(ko.contains(/[가-힣]/) && !en.contains(/[가-힣](함|됨)/), "\(ko) | \(en)")
            let facts = en.matches(of: /[A-Z]-[0-9]+(\/[0-9]+)?|[0-9a-f]{12}|[0-9][0-9:\-]*/).map { String($0.output.0) }
            #expect(facts.allSatisfy(ko.contains), "\(ko) | \(en)")
        }
    }

    /// What the rows of the page say in their last cell.
    private static func sentences(in stage: Stage, _ export: String) throws -> [String] {
        let page = try String(contentsOf: stage.folder.appending(path: "\(export)/events.html"), encoding: .utf8)
        return page.components(separatedBy: "<tr>").compactMap { row in
            let cells = row.components(separatedBy: "<td>")
            return cells.count == 7 ? cells[6].components(separatedBy: "</td>").first : nil
        }
    }
}
