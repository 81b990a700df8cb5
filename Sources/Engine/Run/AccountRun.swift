import Foundation
import IAM
import Ledger
import Lifecycle

/// One account's part of a run.
struct AccountRun {
    let runner: Runner
    let session: AccountSession
    let contexts: UserContexts
    let worker: Worker

    init(runner: Runner, session: AccountSession) throws {
        self.runner = runner
        self.session = session
        contexts = UserContexts(home: runner.home, retries: runner.options.retries)
        let view = try contexts.view(of: session.account.alias)
        worker = Worker(
            home: runner.home, letters: runner.letters, session: session,
            works: AccountWorks(session: session, sleep: runner.home.world.sleep), view: view)
    }

    private var home: Home { runner.home }
    // A wave is recorded in one transaction, and the disk takes as long for eight users as for sixty-four: the calls should not wait for it.
    private var waveSize: Int { 8 * runner.options.width }

    /// Takes every user of the account as far as it goes.
    func carryOut() async throws {
        var after: RecordID?
        while true {
            let page = try home.ledger.users(UserFilter(accounts: [session.account.alias], isRevoked: false), after: after, limit: 500)
            guard let last = page.last else { return }
            var waiting = page.map(Turn.init)[...]
            var wave: [Turn] = []
            while !waiting.isEmpty || !wave.isEmpty {
                while wave.count < waveSize, let turn = waiting.popFirst() { wave.append(turn) }
                wave = try await move(wave)
            }
            after = last.state.id
        }
    }

    /// Moves each user of a wave by one step; returns those that have more to do.
    private func move(_ wave: [Turn]) async throws -> [Turn] {
        let planned = try Journal(run: self, now: home.world.now()).record(wave).filter { $0.work != nil }
        let worker = worker
        return try await concurrently(planned, width: runner.options.width) { turn in try await worker.perform(turn) }
    }
}
