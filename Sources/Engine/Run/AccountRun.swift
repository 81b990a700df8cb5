import Foundation
import IAM
import Ledger
import Lifecycle

/// One account's part of a run.
///
/// Its users move in waves: what came of the last step and what is next is recorded in one transaction, then done for all at once. Many users go in
/// two lanes, so that one calls while the other records: IAM need not wait for the disk.
struct AccountRun: Sendable {
    let runner: Runner
    let session: AccountSession
    let worker: Worker

    init(runner: Runner, session: AccountSession) throws {
        self.runner = runner
        self.session = session
        let view = try UserContexts(home: runner.home).view(of: session.account.alias)
        worker = Worker(
            home: runner.home, letters: runner.letters, session: session,
            works: AccountWorks(session: session, sleep: runner.home.world.sleep), view: view)
    }

    // A wave is recorded in one transaction, and the disk takes as long for eight users as for sixty-four: the calls should not wait for it.
    private var waveSize: Int { 8 * runner.options.width }

    /// Takes every user of the account as far as it goes.
    func carryOut() async throws {
        let filter = UserFilter(accounts: [session.account.alias], isRevoked: false)
        var after: RecordID?
        while true {
            let page = try runner.home.ledger.users(filter, after: after, limit: 500)
            guard let last = page.last else { return }
            try await carryOut(page.map(Turn.init))
            after = last.state.id
        }
    }

    private func carryOut(_ turns: [Turn]) async throws {
        let lanes = turns.count > waveSize ? 2 : 1
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                let own = turns.enumerated().filter { $0.offset % lanes == lane }.map(\.element)
                group.addTask { try await carryOut(own, width: max(1, runner.options.width / lanes)) }
            }
            try await group.waitForAll()
        }
    }

    /// One lane: a wave after the other, filled up with those that wait.
    private func carryOut(_ turns: [Turn], width: Int) async throws {
        let contexts = UserContexts(home: runner.home, retries: runner.options.retries)
        var waiting = turns[...]
        var wave: [Turn] = []
        while !waiting.isEmpty || !wave.isEmpty {
            while wave.count < waveSize, let turn = waiting.popFirst() { wave.append(turn) }
            let planned = try Journal(run: self, contexts: contexts, now: runner.home.world.now()).record(wave).filter { $0.work != nil }
            wave = try await concurrently(planned, width: width) { turn in try await worker.perform(turn) }
        }
    }
}
