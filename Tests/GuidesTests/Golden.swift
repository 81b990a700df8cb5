import Foundation
import Testing

/// Compares a text with the file that was read and agreed to; `TENURE_REWRITE_GOLDENS=1` writes it anew.
func expectGolden(_ text: String, _ name: String) throws {
    let file = Shipped.root.appending(path: "Tests/GuidesTests/Goldens").appending(path: name)
    guard ProcessInfo.processInfo.environment["TENURE_REWRITE_GOLDENS"] != "1" else {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden, "differs from \(name); see 'git diff' after TENURE_REWRITE_GOLDENS=1")
}
