import Foundation
import Lifecycle
import Testing

@Suite struct HostileTextTests {
    static let texts: [(String, String)] = [
        ("nothing", ""), ("a comment", "# nothing"), ("blanks", "  \n \n"), ("a word", "workflow"), ("a list", "- a\n- b\n"),
        ("an unknown alias", "workflow: *nobody\n"), ("two documents", "a: 1\n---\nb: 2\n"), ("only an end", "...\n"),
        ("brackets", String(repeating: "[", count: 200_000)), ("closed brackets", nested("[", 900, "]")),
        ("braces", nested("{a: ", 900, "}")),
        ("dashes", String(repeating: "- ", count: 100_000)), ("questions", String(repeating: "? ", count: 100_000)),
        ("stairs", (0..<700).map { String(repeating: " ", count: $0) + "a:\n" }.joined()), ("a NUL", "workflow: a\u{0}b\n"),
        ("a long word", "workflow: " + String(repeating: "a", count: 200_000)),
        ("a long key", String(repeating: "k", count: 200_000) + ": 1"),
        ("many keys", (0..<20_000).map { "key\($0): 1\n" }.joined()), ("escapes", "workflow: \"\\u001b[31m\\n\"\n"),
        ("the same key", String(repeating: "key: 1\n", count: 500)), ("keys that are lists", "? [a]\n: b\n? {c: d}\n: e\n"),
        ("a merge", "a: &a {b: c}\n<<: *a\n"), ("tags", "workflow: !!binary x\ntitle: !u x\n"), ("private use", "\u{E000}: 1\n"),
        ("many states", "states:\n" + (0..<9_000).map { "  s\($0): {stage: actve}\n" }.joined()),
        ("a bomb", bomb(levels: 8, width: 2, key: false)), ("a bomb in a key", bomb(levels: 8, width: 2, key: true)),
        ("a large bomb", bomb(levels: 40, width: 9, key: true)), ("the same key in a flow", "title: {en: a, en: b}\n"),
    ]

    @Test(arguments: texts.indices) func `a hostile text is refused with a line inside it`(index: Int) throws {
        let (name, text) = Self.texts[index]
        let reading = WorkflowFile.read(text, named: "hostile.yaml")
        let lines = max(1, text.split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(reading.workflow == nil && reading.findings.contains { $0.severity == .error }, "\(name)")
        #expect(reading.findings.allSatisfy { (1...lines).contains($0.line) && $0.column >= 1 }, "\(name)")
        #expect(
            reading.findings.allSatisfy { $0.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }, "\(name)")
    }

    @Test func `a text as deep as the parser allows fits on a small stack`() throws {
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            for text in [Self.nested("[", 999, "]"), Self.nested("{a: ", 999, "}"), String(repeating: "- ", count: 999)] {
                _ = WorkflowFile.read(text, named: "deep.yaml")
            }
            done.signal()
        }
        thread.stackSize = 2 << 20
        thread.start()
        #expect(done.wait(timeout: .now() + 60) == .success)
    }

    @Test func `bytes of any kind are read or refused`() {
        for seed in UInt64(1)...500 {
            var random = Seeded(seed: seed)
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(WorkflowFile.read(bytes, named: "random").findings.isEmpty == false, "seed \(seed)")
        }
    }

    private static func nested(_ open: String, _ count: Int, _ close: String) -> String {
        "a: " + String(repeating: open, count: count) + "x" + String(repeating: close, count: count)
    }

    private static func bomb(levels: Int, width: Int, key: Bool) -> String {
        let lines = (1...levels).map { level in
            "l\(level): &l\(level) [" + Array(repeating: level == 1 ? "x" : "*l\(level - 1)", count: width).joined(separator: ", ") + "]\n"
        }
        return lines.joined() + (key ? "? *l\(levels)\n: x\n" : "workflow: *l\(levels)\n")
    }
}
