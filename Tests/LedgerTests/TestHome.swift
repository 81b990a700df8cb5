import Foundation
import GRDB
import IAM
import Testing

@testable import Ledger

/// A directory of a test's own, gone when the test is over.
final class TestHome {
    let directory: String
    var path: String { directory + "/ledger.db" }

    init() {
        directory = NSTemporaryDirectory() + "ledger-\(UInt64.random(in: 0...UInt64.max))"
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// The new ledger of this home.
    func create() throws -> Ledger { try Ledger.open(path, for: .create) }

    /// The directory alone, for files that are no ledgers.
    func makeDirectory() throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    /// Puts a file in the ledger's place.
    func put(_ content: Data) throws {
        try content.write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
    }

    /// A connection that knows nothing of tenure, as somebody with the file has one.
    func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }

    /// All bytes of all files of the home.
    func bytes() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: directory).reduce(into: Data()) { bytes, name in
            bytes += try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
        }
    }
}

extension Date {
    static let start = Date(timeIntervalSince1970: 1_790_000_000)
}
