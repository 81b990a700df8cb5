/// Comma-separated values after RFC 4180, safe to open in a spreadsheet.
public enum CSV {
    /// One line of these cells, with its ending.
    public static func line(_ cells: [String], ending: String = "\n") -> String { cells.map(cell).joined(separator: ",") + ending }

    /// A cell that a spreadsheet would take for a formula gets an apostrophe in front, which it does not show.
    public static func cell(_ text: String) -> String {
        let guarded = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'" + text : text
        guard guarded.unicodeScalars.contains(where: { "\",\n\r".unicodeScalars.contains($0) }) else { return guarded }
        return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }
}
