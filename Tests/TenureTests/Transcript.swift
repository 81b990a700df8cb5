import Foundation

/// A session at the terminal as people would paste it: commands after `$ `, below each what it said, and `[exit N]` unless it was 0.
///
/// Standard output comes first, then standard error. Lines that begin with `#: ` are remarks.
struct Transcript: CustomStringConvertible {
    let name: String
    private let entries: [Entry]

    private enum Entry {
        case remark(String)
        case command(String)
    }

    /// The folder of the transcripts.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")

    /// The transcripts that are there, by name, besides the golden tables.
    static func names(where wanted: (String) -> Bool) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") && $0 != RoleTable.file }.map { String($0.dropLast(4)) }.filter(wanted).sorted()
    }

    /// Reads one.
    init(named name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8)
        entries = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
            if line.hasPrefix("$ ") { return .command(String(line.dropFirst(2))) }
            return line.hasPrefix("#: ") ? .remark(String(line)) : nil
        }
    }

    var description: String { name }
    var commandCount: Int { entries.reduce(0) { if case .command = $1 { $0 + 1 } else { $0 } } }

    /// Plays the commands again: what the file should hold, and every breach of what each error has to be like.
    func play(on stage: Stage) throws -> (text: String, breaches: [String]) {
        let mask = Mask(folder: stage.folder, start: Date())
        var text = ""
        var breaches: [String] = []
        for entry in entries {
            switch entry {
            case .remark(let line): text += line + "\n"
            case .command(let command):
                let outcome = try stage.run(command)
                text += "$ \(command)\n" + mask.apply(ended(outcome.output) + ended(outcome.errors))
                if outcome.status != 0 { text += "[exit \(outcome.status)]\n" }
                breaches += ErrorRule.breaches(of: outcome).map { "\(command): \($0)" }
            }
        }
        return (text, breaches)
    }

    private func ended(_ text: String) -> String { text.isEmpty || text.hasSuffix("\n") ? text : text + "\n" }
}

/// What holds for every command, whatever it was asked: the exit status says what happened, and errors say why and what to type.
enum ErrorRule {
    static func breaches(of outcome: Stage.Outcome) -> [String] {
        var found: [String] = []
        let errors = outcome.errors.split(separator: "\n").map(String.init)
        if outcome.output.contains("tenure: error:") || outcome.output.contains("tenure: hint:") {
            found.append("an error stands on standard output")
        }
        if ![0, 1, 2, 3, 4, 64].contains(outcome.status) { found.append("exit status \(outcome.status) means nothing") }
        if errors.contains(where: { $0.hasPrefix("tenure: error:") }), outcome.status == 0 { found.append("an error, and exit status 0") }
        if [2, 64].contains(outcome.status), !errors.contains(where: { $0.hasPrefix("tenure: error: ") }) {
            found.append("no error says why")
        }
        for (place, line) in errors.enumerated() where line.hasPrefix("tenure: error: ") {
            let message = line.dropFirst("tenure: error: ".count)
            if message.first?.isUppercase ?? true, !message.hasPrefix("R-"), !message.hasPrefix("U-"), !message.hasPrefix("V-"),
                !message.hasPrefix("IAM"), !message.hasPrefix("TENURE_"),
                !message.hasPrefix("SUDO_UID")
            {
                found.append("the error does not begin in lower case: \(message)")
            }
            if message.hasSuffix(".") { found.append("the error ends with a full stop: \(message)") }
            if !errors.dropFirst(place + 1).contains(where: { $0.hasPrefix("tenure: hint: ") }) {
                found.append("no hint follows: \(message)")
            }
        }
        return found
    }
}
