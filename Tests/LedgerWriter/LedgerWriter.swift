import Foundation
import Ledger
import Lifecycle

/// Advances a sandbox home's clock again and again, and says each version only once it is recorded: the tests kill it in the middle,
/// or let several write at once.
///
/// `LedgerWriter LEDGER [COUNT]`: until it has recorded COUNT events; without COUNT until it is killed.
@main
struct LedgerWriter {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { return }
        let wanted = arguments.count > 2 ? Int(arguments[2]) : nil
        let ledger = try Ledger.open(arguments[1], for: .write)
        var recorded = 0
        while wanted.map({ recorded < $0 }) ?? true {
            guard let version = try advance(ledger, by: recorded) else { continue }
            recorded += 1
            FileHandle.standardOutput.write(Data("\(version)\n".utf8))
        }
    }

    /// The version that was recorded; nil if another process was first.
    private static func advance(_ ledger: Ledger, by seconds: Int) throws -> Int? {
        let version = try ledger.home()?.version ?? 0
        let write = StreamWrite(.home, expecting: version, [.home(.advanced(seconds: seconds))])
        do {
            try ledger.append([write], at: Date(), by: .tenure)
        } catch {
            guard case .conflict = error else { throw error }
            return nil
        }
        return version + 1
    }
}
