import Foundation

/// What `Benchmarks/run` has done by the ledger itself; it says to whom, and what came of it is one line of numbers.
@main
struct Load {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let task = arguments.first, let place = arguments.dropFirst().first else { throw Misuse() }
        let count = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 0
        switch task {
        case "append": try Appending(home: place).serve()
        case "people": try Population(home: place).addActiveUsers(count)
        case "approved": try Population(home: place).addApprovedUsers(count)
        case "history": try Population(home: place).addHistory(count)
        case "seed": try Population(home: place).seedSandbox(count)
        case "reviewed": try await Population(home: place).addUsersToReview(count)
        case "report": try ReportReading(rows: count).measure()
        case "snapshot": try SnapshotReading(folder: place).write(users: count)
        case "account": try SnapshotReading(folder: place).write(users: count, .grouped)
        case "snapshot-read": try SnapshotReading(folder: place).read()
        case "snapshot-decode": try SnapshotReading(folder: place).decode()
        case "prove": try Proving(users: count).measure()
        case "events": print(try Population(home: place).ledger.size())
        default: throw Misuse()
        }
    }

    struct Misuse: Error, CustomStringConvertible {
        let description =
            "Load (append HOME | people HOME COUNT | approved HOME COUNT | history HOME COUNT | seed HOME COUNT | reviewed HOME COUNT | report - ROWS | prove - USERS | events HOME | "
            + "snapshot DIR COUNT | account DIR COUNT | snapshot-read DIR | snapshot-decode DIR)"
    }
}

/// Nanoseconds on the wall and of this process's processor time.
struct Stopwatch {
    private let wall = Self.read(CLOCK_MONOTONIC)
    private let cpu = Self.read(CLOCK_PROCESS_CPUTIME_ID)

    /// What has gone by, as `run` reads it: wall, then processor, in nanoseconds.
    var lap: String { "\(Self.read(CLOCK_MONOTONIC) - wall) \(Self.read(CLOCK_PROCESS_CPUTIME_ID) - cpu)" }

    private static func read(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
