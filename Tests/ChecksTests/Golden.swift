import Foundation
import Testing

/// A text that is kept beside the tests, or in the repository's documents; rewritten by TENURE_REWRITE_GOLDENS=1, and the diff read.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func expect(_ text: String, in path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: path).standardizedFileURL
        if ProcessInfo.processInfo.environment["TENURE_REWRITE_GOLDENS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard kept != text else { return }
        let difference = zip(kept.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            "\(path) is not up to date: '\(difference?.0 ?? "")' is now '\(difference?.1 ?? "")'; rewrite it with TENURE_REWRITE_GOLDENS=1",
            sourceLocation: sourceLocation)
    }
}
