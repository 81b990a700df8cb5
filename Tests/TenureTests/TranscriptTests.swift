import Foundation
import Testing

/// Sessions at the terminal, played again and compared with what was read and agreed to. `TENURE_REWRITE_GOLDENS=1` writes them anew.
struct TranscriptTests {
    // Those that call the program in the name of several users of the system need a machine that lets us.
    private static let real: Set<String> = ["rules", "forged"]

    @Test(arguments: Transcript.names { !real.contains($0) })
    func `a session says today what it said when it was written`(name: String) throws { try play(name) }

    @Test(.enabled(if: Machine.letsUsActAsOthers), arguments: Transcript.names { real.contains($0) })
    func `a session of several users of the system says today what it said when it was written`(name: String) throws { try play(name) }

    private func play(_ name: String) throws {
        let stage = try Stage()
        defer { stage.strike() }
        let transcript = try Transcript(named: name)
        #expect(transcript.commandCount > 0)
        let (text, breaches) = try transcript.play(on: stage)
        #expect(breaches.isEmpty, "\(breaches.joined(separator: "\n"))")
        try Golden.expect(text, "\(name).txt")
    }
}

/// A text that was read and agreed to.
enum Golden {
    static func expect(_ text: String, _ name: String) throws {
        let file = Transcript.folder.appending(path: name)
        guard ProcessInfo.processInfo.environment["TENURE_REWRITE_GOLDENS"] != "1" else {
            return try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(text == golden, "differs from \(name); TENURE_REWRITE_GOLDENS=1 writes it anew\n\(difference(golden, text))")
    }

    private static func difference(_ old: String, _ new: String) -> String {
        let (before, after) = (old.components(separatedBy: "\n"), new.components(separatedBy: "\n"))
        return after.difference(from: before).map { change in
            switch change {
            case .remove(let line, let text, _): "-\(line + 1): \(text)"
            case .insert(let line, let text, _): "+\(line + 1): \(text)"
            }
        }.joined(separator: "\n")
    }
}
