import Foundation
import IAM
import Lifecycle
import Testing

/// `docs/events.md` is made from the events' own comments and examples: a new event stands in it, or this fails.
struct EventDocumentTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    @Test func `the document of events says what the program writes`() throws {
        let file = Self.root.appending(path: "docs/events.md")
        let text = try Self.text()
        guard ProcessInfo.processInfo.environment["TENURE_REWRITE_GOLDENS"] != "1" else {
            return try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "TENURE_REWRITE_GOLDENS=1 writes docs/events.md anew")
    }

    private static func text() throws -> String {
        var text = """
            # Events

            Made from the code by `TENURE_REWRITE_GOLDENS=1 Scripts/test --filter EventDocument`; do not edit.

            An event's code is stable, and so are its fields: a ledger in use holds events of every kind that there ever was. Each line of an export is
            `{"seq","leaf","event","texts"}`, and `event` is the canonical JSON (RFC 8785, whole numbers only) that was hashed:
            `{"at","by","event","stream","version"}`. `{"sealed":…}` stands for a text that can be erased: the HMAC-SHA256 of the text under its salt; both stand in `texts`.

            """
        let comments = try comments()
        for (kind, events) in Dictionary(grouping: try EventExamples.all(), by: \.place.kind).sorted(by: { $0.key < $1.key }) {
            text += "\n## \(kind)\n"
            var shown: Set<String> = []
            for event in events.sorted(by: { $0.place.place < $1.place.place }) where shown.insert(event.code).inserted {
                text += "\n### `\(event.code)`\n\n"
                if let comment = comments[event.code] { text += comment + "\n\n" }
                text += "```json\n\(String(decoding: try Canonical.bytes(of: event), as: UTF8.self))\n```\n"
            }
        }
        return text
    }

    /// What the source says above each case, by the event's code.
    private static func comments() throws -> [String: String] {
        let folder = root.appending(path: "Sources/Lifecycle")
        let names =
            FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        var comments: [String: String] = [:]
        for name in names {
            var (kind, comment): (String?, [String]) = (nil, [])
            for line in try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n") {
                if let match = line.firstMatch(of: /^public enum ([A-Z][a-z]+)Event:/) { kind = match.1.lowercased() }
                if line == "}" { kind = nil }
                if let match = line.firstMatch(of: /^\ {4}\/\/\/\ (.*)/) {
                    comment.append(String(match.1))
                } else {
                    if let kind, let match = line.firstMatch(of: /^\ {4}case\ ([a-zA-Z]+)/), !comment.isEmpty {
                        comments["\(kind).\(match.1)"] = comment.joined(separator: " ")
                    }
                    comment = []
                }
            }
        }
        return comments
    }
}
