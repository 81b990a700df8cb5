import Foundation
import IAM

/// Tables that people hand in.
enum CSVFile {
    /// The rows of a CSV file by their column names, which have to be there; UTF-8 with or without a BOM or CP949, formula guards undone.
    static func read(_ path: String, columns: [String]) throws -> [[String: String]] {
        guard !Invocation.isSudo || path == "-" else {
            throw Trouble("under sudo input is standard input", hint: "pipe the file in and name it '-'", status: .refused)
        }
        var records = try records(of: text(path), in: path)
        guard !records.isEmpty else { throw Trouble("'\(path)' is empty", hint: shape(columns), status: .usage) }
        let head = records.removeFirst().fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        if let missing = columns.first(where: { !head.contains($0) }) {
            throw Trouble("'\(path)' has no column '\(missing)'", hint: shape(columns), status: .usage)
        }
        return records.map { record in Dictionary(zip(head, record.fields.map(plain))) { first, _ in first } }
    }

    private static func text(_ path: String) throws -> String {
        guard let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path) else {
            throw Trouble("'\(path)' cannot be read", hint: "name a CSV file, or '-' for standard input", status: .usage)
        }
        if let text = String(data: data, encoding: .utf8) { return text }
        guard let text = KoreanText.decode(data) else {
            throw Trouble("'\(path)' is neither UTF-8 nor CP949", hint: "save it as CSV in UTF-8", status: .usage)
        }
        Terminal.note("tenure: attention: '\(path)' is read as CP949")
        return text
    }

    private static func records(of text: String, in path: String) throws -> [CSVRecord] {
        do {
            return try CSV.records(of: text)
        } catch {
            throw Trouble("'\(path)' is not CSV: \(error)", hint: "mend that line, or save it as CSV again", status: .usage)
        }
    }

    private static func shape(_ columns: [String]) -> String { "its first line names the columns: \(columns.joined(separator: ","))" }

    // What an export wrote so that a spreadsheet takes it for no formula.
    private static func plain(_ cell: String) -> String {
        let cell = cell.trimmingCharacters(in: .whitespaces)
        guard cell.hasPrefix("'"), let second = cell.dropFirst().first, "=+-@".contains(second) else { return cell }
        return String(cell.dropFirst())
    }
}
