import Foundation
import Lifecycle

/// The files that the tests about workflows read, found from this one.
enum Files {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
    static let shipped = ["break-glass", "contractor", "existing-user", "privileged", "standard"]

    static func bytes(_ path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: root.appending(path: path))) }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    static func shippedText(_ name: String) throws -> String { try text("Workflows/\(name).yaml") }

    static func readShipped(_ name: String) throws -> WorkflowReading {
        WorkflowFile.read(try bytes("Workflows/\(name).yaml"), named: "\(name).yaml")
    }

    static func broken(_ code: LintCode) throws -> [UInt8] {
        try bytes("Tests/LifecycleTests/Workflow/Broken/\(code.rawValue).yaml")
    }
}

/// A random sequence that its seed repeats.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
