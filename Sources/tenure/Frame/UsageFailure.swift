import Foundation
import IAM
import Synchronization

/// What the parser refuses, told as every other error is.
struct UsageFailure {
    let message: String
    let hint: String

    /// From the parser's own words, and from the reason why a value was refused if a type of ours gave one.
    init(brief: String, full: String, typing: InvalidText?) {
        let command = full.firstMatch(of: /See '([^']+)'/).map { String($0.1) } ?? "tenure --help"
        if let typing, brief.hasPrefix("The value '") {
            message = typing.description
        } else {
            message = Self.plain(brief)
        }
        // People try the home first, as with git -C.
        hint =
            brief.hasPrefix("Unknown option '--home'")
            ? "name the home after the command, as in 'tenure inbox --home DIR'" : "see '\(command)'"
    }

    // 'Missing expected argument' → 'missing expected argument'; a list of values becomes one line.
    private static func plain(_ text: String) -> String {
        let line = text.replacing("\n  - ", with: " ").replacing(". Please provide one of the following:", with: "; it is one of")
            .replacing(". Please provide one of", with: "; it is one of").trimmingCharacters(in: .whitespacesAndNewlines)
        let open = line.hasSuffix(".") ? String(line.dropLast()) : line
        return open.prefix(1).lowercased() + open.dropFirst()
    }

    /// Prints it on standard error.
    func print() {
        Terminal.note("tenure: error: \(message)")
        Terminal.note("tenure: hint: \(hint)")
    }
}

/// Why a typed value was refused: the parser asks its types only whether they take it.
final class Typing: Sendable {
    @TaskLocal static var current: Typing?
    private let last = Mutex<InvalidText?>(nil)

    func note(_ refused: InvalidText) { last.withLock { $0 = refused } }
    var refused: InvalidText? { last.withLock(\.self) }
}
