import Foundation
import Testing

/// Compares a text with the file that was read and agreed to; `TENURE_REWRITE_GOLDENS=1` writes it anew.
func expectGolden(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens").appending(path: name)
    guard ProcessInfo.processInfo.environment["TENURE_REWRITE_GOLDENS"] != "1" else {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let (new, old) = (
        text.split(separator: "\n", omittingEmptySubsequences: false), golden.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
        text == golden,
        "differs from \(name) from line \(line.map { $0.offset + 1 } ?? min(new.count, old.count) + 1) on: '\(line?.element.0 ?? "-")', not '\(line?.element.1 ?? "-")'"
    )
}

/// A table of texts, its columns aligned.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func row(_ cells: [String]) { rows.append(cells) }

    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { $1.padding(toLength: widths[$0], withPad: " ", startingAt: 0) }
            return cells.joined(separator: " | ").replacing(/\ +$/, with: "")
        }.joined(separator: "\n") + "\n"
    }
}
