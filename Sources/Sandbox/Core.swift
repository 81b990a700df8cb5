import Foundation
import IAM

/// The account behind its lock.
struct Core: Sendable {
    let account: AccountID
    let partition: Partition
    let instant: @Sendable () -> Date
    let random: @Sendable () -> UInt64
    var settings: SandboxSettings
    var calls: [CallRecord] = []
    private(set) var state: State
    private var made = 0
    private var history = History()
    private var file: AccountFile?

    init(
        account: AccountID, partition: Partition, file: AccountFile?, settings: SandboxSettings,
        instant: @escaping @Sendable () -> Date, random: @escaping @Sendable () -> UInt64
    ) throws {
        self.account = account
        self.partition = partition
        self.file = file
        self.settings = settings
        self.instant = instant
        self.random = random
        state = State(root: Root(created: Date(timeIntervalSince1970: 1_577_836_800)))
        try file?.acquire()
        defer { self.file?.release() }
        try readOthers()
        try compactIfGrown()
    }

    /// Numbers and notes a call.
    mutating func begin(_ action: IAMAction, _ subject: String) -> (number: Int, faults: (@Sendable (Int, IAMAction) -> Fault?)?) {
        made += 1
        calls.append(CallRecord(number: made, action: action, subject: subject))
        return (made, settings.faults)
    }

    /// Carries out the body on the newest content and keeps what it changed; `read` is the call's number if it only reads.
    mutating func perform<Result>(read number: Int?, _ body: (inout Transaction) throws(Refusal) -> Result) throws -> Result {
        try file?.acquire()
        defer { file?.release() }
        try readOthers()
        let (result, changes) = try run(read: number, body)
        let line = AccountFile.Line(at: instant(), changes: changes)
        if !changes.isEmpty { try file?.append(line) }
        keep(line.changes, at: line.at)
        return result
    }

    private func run<Result>(
        read number: Int?, _ body: (inout Transaction) throws(Refusal) -> Result
    ) throws(Refusal) -> (Result, Changes) {
        var stale = Changes()
        if let number, let lag = settings.lag { stale = history.stale(at: instant(), lag: lag, read: number) }
        var transaction = Transaction(self, view: View(state: state, stale: stale))
        let result = try body(&transaction)
        return (result, transaction.changes)
    }

    private mutating func keep(_ changes: Changes, at moment: Date) {
        guard !changes.isEmpty else { return }
        if let lag = settings.lag { history.note(state.undo(of: changes), at: moment, keeping: lag.maximum) }
        state.apply(changes)
    }

    private mutating func readOthers() throws {
        guard let (lines, isNew) = try file?.newLines() else { return }
        if isNew { state = State(root: state.account.root) }
        for line in lines { keep(line.changes, at: line.at) }
    }

    private mutating func compactIfGrown() throws {
        guard let lines = file?.lines, lines > 2 * state.count + 1000 else { return }
        try file?.compact(to: AccountFile.Line(at: instant(), changes: state.all))
    }
}
