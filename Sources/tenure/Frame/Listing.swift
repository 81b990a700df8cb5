import ArgumentParser
import Foundation
import Ledger

/// How a listing is printed.
enum ListingFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// The options of every listing.
struct ListingOptions: ParsableArguments {
    @Option(name: .long, help: "table, json or csv; all hold the same facts.")
    var format: ListingFormat = .table

    @Flag(name: .long, help: "The same as --format json.")
    var json = false

    @Option(name: .long, help: "Write to a file; CSV then has a BOM and CRLF, so that a spreadsheet shows Korean.")
    var output: String?

    var chosen: ListingFormat { json ? .json : format }
}

/// One value of a listing.
enum Value {
    case text(String)
    case optional(String?)
    case number(Int)
    /// A number that may not be known: never zero then.
    case count(Int?)
    case time(Date?)
    case flag(Bool)
    case list([String])
}

/// Rows under named columns, to be printed in any format.
struct Listing {
    /// The title in a table, and the key in JSON and CSV.
    let columns: [(title: String, key: String)]
    var rows: [[Value]] = []
    /// The keys of columns that hold what can be typed: half a command is none, so they are never cut.
    var typed: Set<String> = []
    /// Said under a table that has no rows.
    var whenEmpty = "nothing"

    /// Prints the listing as the options say.
    func print(_ options: ListingOptions, in place: Workplace) throws {
        let text =
            switch options.chosen {
            case .table: rows.isEmpty ? whenEmpty + "\n" : table(width: Terminal.width) { place.text(of: $0) }
            case .json: try json()
            case .csv: csv(forPeople: options.output != nil)
            }
        try place.write(text, to: options.output)
    }

    /// The listing of a command that works in no home, and so knows no time zone.
    func text(as format: ListingFormat) throws -> String {
        switch format {
        case .table: rows.isEmpty ? whenEmpty + "\n" : table(width: Terminal.width) { $0.shown { $0?.formatted(.iso8601) ?? "-" } }
        case .json: try json()
        case .csv: csv(forPeople: false)
        }
    }

    private func table(width: Int?, cell: (Value) -> String) -> String {
        let cells = [columns.map(\.title)] + rows.map { $0.map(cell) }
        var widths = columns.indices.map { column in cells.map { Width.of($0[column]) }.max() ?? 0 }
        if let width { Self.shrink(&widths, to: width, besides: columns.indices.filter(isWhole)) }
        return cells.map { row in Self.line(row, widths) + "\n" }.joined()
    }

    private static func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = zip(row, widths).map { Width.pad(Width.fit($0, to: $1), to: $1) }
        return cells.joined(separator: "  ").trimmingTrailingBlanks
    }

    // A cut time says as little as a cut command.
    private func isWhole(_ column: Int) -> Bool {
        guard !typed.contains(columns[column].key) else { return true }
        return rows.contains { row in
            if case .time = row[column] { true } else { false }
        }
    }

    // The widest column gives way first; if nothing gives way any more the lines run over.
    private static func shrink(_ widths: inout [Int], to width: Int, besides whole: [Int]) {
        let soft = widths.indices.filter { !whole.contains($0) }
        while widths.reduce(0, +) + 2 * (widths.count - 1) > width, let widest = soft.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 8
        {
            widths[widest] -= 1
        }
    }

    private func json() throws -> String {
        let objects = rows.map { row in Dictionary(uniqueKeysWithValues: zip(columns.map(\.key), row.map(JSONValue.init))) }
        return try JSONValue.text(of: objects)
    }

    private func csv(forPeople: Bool) -> String {
        let ending = forPeople ? "\r\n" : "\n"
        let head = CSV.line(columns.map(\.key), ending: ending)
        return (forPeople ? "\u{FEFF}" : "") + head + rows.map { CSV.line($0.map(\.plain), ending: ending) }.joined()
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        guard isPrintableASCII else { return String(reversed().drop { $0 == " " }.reversed()) }
        return String(Substring(utf8.prefix(utf8.count - utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count)))
    }
}

extension Value {
    /// For tables; `time` says how times are shown.
    func shown(time: (Date?) -> String) -> String {
        switch self {
        case .text(let text): text
        case .optional(let text): text ?? "-"
        case .number(let number): String(number)
        case .count(let number): number.map(String.init) ?? "?"
        case .time(let moment): time(moment)
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let items): items.isEmpty ? "-" : items.joined(separator: " ")
        }
    }

    /// For CSV: times in UTC.
    var plain: String {
        switch self {
        case .text(let text): text
        case .optional(let text): text ?? ""
        case .number(let number): String(number)
        case .count(let number): number.map(String.init) ?? ""
        case .time(let time): time?.formatted(.iso8601) ?? ""
        case .flag(let flag): flag ? "true" : "false"
        case .list(let items): items.joined(separator: " ")
        }
    }
}

/// A value as JSON; times are RFC 3339 in UTC.
struct JSONValue: Encodable {
    let value: Value

    init(_ value: Value) { self.value = value }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .text(let text): try container.encode(text)
        case .optional(let text): try text.map { try container.encode($0) } ?? container.encodeNil()
        case .number(let number): try container.encode(number)
        case .count(let number): try number.map { try container.encode($0) } ?? container.encodeNil()
        case .time(let time): try time.map { try container.encode($0.formatted(.iso8601)) } ?? container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        }
    }

    /// Pretty JSON with a line feed at its end.
    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
