import Foundation
import IAM
import Ledger
import Lifecycle

/// Carries out what is due: looks at each account first, then takes every user as far as it goes.
///
/// The users of an account move in waves: what is about to be done is recorded in one transaction, then done for all at once, then what
/// came of it is recorded together with what is next. So nothing changes at IAM without its intent on the disk, a crash leaves only
/// announced steps, and announced steps are simply done again.
public struct Runner: Sendable {
    let home: Home
    let options: Options
    let letters: LetterDesk
    let report: @Sendable (RunLine) -> Void

    /// How a run is to be carried out.
    public struct Options: Sendable {
        /// How many users are worked on at once.
        public var width: Int
        /// Transitions that came to nothing are tried again now.
        public var retries: Bool
        /// Only these accounts; empty for all.
        public var accounts: Set<AccountAlias>

        /// The usual: eight at once.
        public init(width: Int = 8, retries: Bool = false, accounts: Set<AccountAlias> = []) {
            self.width = width
            self.retries = retries
            self.accounts = accounts
        }
    }

    /// A runner that reports each thing as it happens.
    public init(home: Home, options: Options, letters: LetterDesk, report: @escaping @Sendable (RunLine) -> Void) {
        self.home = home
        self.options = options
        self.letters = letters
        self.report = report
    }

    /// Carries out what is due. An account that cannot be reached, or is another one, does not keep the others waiting.
    public func run() async throws {
        try lapseRequests()
        try advanceReviews()
        try await GlassAlarm(home: home, letters: letters).tellAgain()
        try await carryOut()
        try advanceReviews()
        try await promptReviewers()
    }

    private func promptReviewers() async throws {
        do {
            for sent in try await ReviewPrompting(home: home).send() { report(.reviewPrompted(sent)) }
        } catch let error as DeliveryError {
            report(.reviewLetterFailed(reason: "\(error)"))
        }
        for due in try ReviewCalendar(home: home).due(at: home.world.now()) { report(.reviewDue(due)) }
        for call in try ReviewCalls(home: home).calls(at: home.world.now()) {
            if let record = try home.ledger.user(call.record)?.state { report(.reviewCalled(record, call)) }
        }
    }

    // What a closed review decided is put to the records before the accounts are worked on, and what came of it is noted after.
    private func advanceReviews() throws {
        let progress = try ReviewWorks(home: home).advance()
        if progress != ReviewWorks.Progress() { report(.reviewed(progress)) }
    }

    private func carryOut() async throws {
        let accounts = try home.rules().accounts.values.sorted { $0.alias < $1.alias }
        for account in accounts where options.accounts.isEmpty || options.accounts.contains(account.alias) {
            do {
                let session = try await AccountSession.open(account, in: home.world)
                report(.looked(try await Sync(home: home).look(through: session)))
                try await AccountRun(runner: self, session: session).carryOut()
                try await settleRepairs(through: session)
            } catch let error as IAMError {
                report(
                    .accountFailed(
                        account.alias, reason: "\(error)", hint: "try again with 'tenure run'; see 'tenure account show \(account.alias)'"))
            } catch let error as CredentialReportError {
                report(
                    .accountFailed(
                        account.alias, reason: "its credential report cannot be read: \(error)", hint: "try again with 'tenure run'"))
            } catch let error as Unreachable {
                report(.accountFailed(account.alias, reason: error.reason, hint: error.hint))
            } catch let error as WrongAccount {
                report(.accountFailed(account.alias, reason: "\(error)", hint: error.hint))
            }
        }
    }

    /// Plans of repairs are carried out by nobody but who applies them; what became of an interrupted change is found out here.
    private func settleRepairs(through session: AccountSession) async throws {
        let shelf = PlanShelf(of: home)
        for record in try shelf.records(of: session.account.alias) where record.progress.contains(where: \.isAnnounced) {
            let report = report
            let applying = PlanApplying(home: home, try shelf.open(record), letters: letters) { report(.settled(record.id, $0)) }
            try await applying.settle(through: session)
        }
    }

    // Requests whose time is up end here; a user that was never begun ends with its approval.
    private func lapseRequests() throws {
        let now = home.world.now()
        let rules = try home.rules()
        let open = RequestFilter(statuses: [.submitted, .returned, .approved])
        for found in try everyPage({ try home.ledger.requests(open, after: $0?.state.id, limit: 500) }) {
            guard let lapses = found.state.lapses, now >= lapses, try !isBegun(found.state) else { continue }
            let context = ApprovalContext(rules: rules, subject: nil, grantNow: nil)
            let events = try Request.decide(.expire, on: found.state, in: context, by: .tenure, at: now)
            var writes = [
                StreamWrite(.request(found.state.id), expecting: found.version, events.map(Event.request), about: found.state.form.subject)
            ]
            if let record = try found.state.record.flatMap({ try home.ledger.user($0) }), record.state.request == found.state.id,
                record.state.revocation == nil
            {
                let reason = home.world.seal("the approval of \(found.state.id) was not carried out in time")
                writes.append(
                    StreamWrite(
                        .user(record.state.id), expecting: record.version, [.user(.revocationDecided(reason: reason, ticket: nil))],
                        about: record.state.person))
            }
            guard try home.recordIfUnmoved(writes, at: now) else { continue }
            report(.requestEnded(found.state.id, .expired))
        }
    }

    private func isBegun(_ request: Request) throws -> Bool {
        guard request.status == .approved, let record = try request.record.flatMap({ try home.ledger.user($0) })?.state else {
            return false
        }
        if case .breakGlass = request.form.ask { return record.transit?.carries == request.id }
        return record.request != request.id || record.transit != nil || record.facts.contains(.user) && !record.isAdopted
            || record.since != request.since
    }
}
