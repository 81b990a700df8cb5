import Foundation

/// A process of its own that appends to a ledger and says each version that it has recorded.
final class Writer {
    private let process = Process()
    private let output = Pipe()
    private var said = Data()

    init(ledger: String, count: Int?) throws {
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = products.appendingPathComponent("LedgerWriter")
        process.arguments = [ledger] + (count.map { [String($0)] } ?? [])
        process.standardOutput = output
        try process.run()
    }

    private var versions: [Int] {
        // A line that was cut by the kill was not acknowledged.
        said.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().compactMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
    }

    /// Waits until it has recorded that many.
    func wait(forLines count: Int) throws {
        while versions.count < count {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += more
        }
    }

    /// Waits until it has recorded another one since it was last listened to. One that nobody listens to stands still once its pipe is full.
    func waitForAnother() throws {
        var more = Data()
        repeat {
            more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += more
        } while !more.contains(UInt8(ascii: "\n"))
    }

    /// Has it stand still, at whatever it was doing, until it goes on.
    func pause() { Foundation.kill(process.processIdentifier, SIGSTOP) }

    /// Has it go on.
    func goOn() { Foundation.kill(process.processIdentifier, SIGCONT) }

    /// Kills it, at whatever it was doing; what it had said until then.
    func kill() -> [Int] {
        Foundation.kill(process.processIdentifier, SIGKILL)
        return rest()
    }

    /// What it said until it ended by itself.
    func finish() throws -> [Int] {
        let versions = rest()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return versions
    }

    private func rest() -> [Int] {
        said += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return versions
    }
}
