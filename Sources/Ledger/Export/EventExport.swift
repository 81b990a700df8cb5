import Foundation
import IAM
import Lifecycle

/// Writes events for somebody else to read: what it writes depends on the events alone.
public struct EventExport: Sendable {
    public let format: Format

    /// An export in that format.
    public init(format: Format) { self.format = format }

    /// How events are written.
    public enum Format: Hashable, Sendable, CaseIterable {
        /// One JSON object a line: `seq`, `leaf`, the canonical bytes verbatim as `event`, and `texts` with their salts.
        case jsonLines
        /// Comma-separated, for programs.
        case csv
        /// Comma-separated with a byte-order mark and CRLF: a spreadsheet shows Korean.
        case csvForPeople
    }

    private var ending: String {
        switch format {
        case .jsonLines, .csv: "\n"
        case .csvForPeople: "\r\n"
        }
    }

    /// Writes what stands before the first event.
    public func begin(_ sink: (Data) throws -> Void) rethrows {
        switch format {
        case .jsonLines: break
        case .csv: try sink(Data(CSV.line(Self.heading, ending: ending).utf8))
        case .csvForPeople: try sink(Data(("\u{FEFF}" + CSV.line(Self.heading, ending: ending)).utf8))
        }
    }

    /// Writes these events, a line each.
    public func write(_ events: some Sequence<LoggedEvent>, to sink: (Data) throws -> Void) rethrows {
        for event in events {
            switch format {
            case .jsonLines: try sink(Self.json(seq: event.seq, leaf: event.leaf, body: event.body, texts: event.texts))
            case .csv, .csvForPeople: try sink(Data(CSV.line(Self.cells(of: event), ending: ending).utf8))
            }
        }
    }

    private static let heading = ["seq", "at", "by", "stream", "version", "event", "texts", "leaf", "body"]

    private static func cells(of event: LoggedEvent) -> [String] {
        let recorded = event.recorded
        return [
            String(event.seq), recorded.at.formatted(.iso8601), recorded.by.description, recorded.stream,
            String(recorded.version), recorded.event.code, event.texts.map(\.text).joined(separator: " | "), event.leaf.hexadecimal,
            String(decoding: event.body, as: UTF8.self),
        ]
    }

    /// One line of JSON, its line feed included.
    static func json(seq: Int, leaf: Data, body: Data, texts: [RevealedText]) -> Data {
        var line = Data(#"{"seq":\#(seq),"leaf":"\#(leaf.hexadecimal)","event":"#.utf8)
        line += body
        line += Data(#","texts":{"#.utf8)
        for (index, text) in texts.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            line += Data(#""\#(text.commitment)":{"salt":"\#(text.salt.hexadecimal)","text":\#(quoted(text.text))}"#.utf8)
        }
        line += Data("}}\n".utf8)
        return line
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
