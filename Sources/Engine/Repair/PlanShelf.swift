import Checks
import Foundation
import IAM
import Ledger
import Lifecycle

/// The plans of repairs that a home keeps: their files under their digests, and a stream in the ledger for each.
public struct PlanShelf: Sendable {
    private let home: Home

    /// The plans of a home.
    public init(of home: Home) { self.home = home }

    /// A plan and how far it is.
    public struct Kept: Sendable {
        public let file: PlanFile
        public let record: PlanRecord
    }

    /// Keeps a plan and records that it is proposed: the file first, then the event. The same plan twice is one.
    public func propose(_ file: PlanFile, by actor: Actor) throws {
        let text = try Canonical.bytes(of: file)
        try PrivateFile.write(text, to: url(of: file.digest))
        guard try home.ledger.plan(file.digest) == nil else { return }
        let proposal = file.plan.proposal { home.world.seal($0) }
        let write = StreamWrite(.plan(file.digest), expecting: 0, [.plan(.proposed(proposal: proposal))])
        _ = try home.appendIfUnmoved([write], at: home.world.now(), by: actor)
    }

    /// All plans of an account, or of all, the oldest first.
    public func records(of account: AccountAlias? = nil) throws -> [PlanRecord] {
        let bound = try home.ledger.size()
        let events = try everyPage {
            try home.ledger.events(EventFilter(kind: "plan.proposed"), after: $0?.seq ?? 0, upTo: bound, limit: 500)
        }
        return try events.compactMap { logged in
            guard case .plan(let digest) = Lifecycle.Stream(text: logged.recorded.stream) else { return nil }
            return try home.ledger.plan(digest)?.state
        }.filter { account == nil || $0.account == account }
    }

    /// The plan whose digest begins so, or throws `Refusal`.
    public func plan(named text: String) throws -> Kept {
        let found = try records().filter { $0.id.text.hasPrefix(text.lowercased()) }
        guard let record = found.first, found.count == 1, text.count >= 4 else {
            throw Refusal(
                found.count > 1 ? .ambiguous : .unknownPlan,
                found.count > 1 ? "'\(text)' begins the names of \(found.count) plans" : "there is no plan '\(text)'",
                hint: "make one with 'tenure fix plan'; it prints what to type")
        }
        return try open(record)
    }

    /// A plan that was handed over as a file, which must be one that was proposed here.
    public func plan(in file: PlanFile) throws -> Kept {
        guard let record = try home.ledger.plan(file.digest)?.state else {
            throw Refusal(
                .unknownPlan, "plan \(file.id) was not made in this home", hint: "make one here with 'tenure fix plan'")
        }
        return Kept(file: file, record: record)
    }

    /// A plan's file, from where the home keeps it.
    func open(_ record: PlanRecord) throws -> Kept {
        guard let bytes = try? Data(contentsOf: url(of: record.id)) else {
            throw Refusal(
                .unknownPlan, "the file of plan \(record.id.text.prefix(12)) is gone",
                hint: "apply it as it was written with --output, or make another with 'tenure fix plan'")
        }
        let file = try PlanFile(reading: bytes)
        guard file.digest == record.id else { throw PlanFileError.changed }
        return Kept(file: file, record: record)
    }

    private func url(of digest: Digest) -> URL { Home.url(.plans, in: home.directory).appending(path: "\(digest).json") }
}

extension PlanShelf {
    /// The keys that plans have deactivated and none has deleted, with the moment from which the ledger proves it.
    func idleKeys(of account: AccountAlias) throws -> [IdleKey] {
        var idle: [AccessKeyID: IdleKey] = [:]
        for record in try records(of: account) where record.progress.contains(where: \.isDone) {
            guard let kept = try? open(record) else { continue }
            for (item, progress) in zip(kept.file.plan.changes, record.progress) {
                guard case .done(let time) = progress else { continue }
                switch item.change {
                case .deactivateKey(let key, let user): idle[key] = IdleKey(id: key, user: user, since: time, findings: item.findings)
                case .deleteKey(let key, _): idle[key] = nil
                case .deletePassword, .joinDutyGroup, .setPasswordRules, .createGroup, .attachGroupPolicy, .putGroupPolicy, .addToGroup,
                    .detachUserPolicy, .deleteUserPolicy, .detachGroupPolicy, .deletePolicyVersion, .replacePolicy, .rewriteUserPolicy,
                    .rewriteGroupPolicy, .dropUserPolicy, .dropGroupPolicy:
                    break
                }
            }
        }
        return idle.values.sorted { $0.id < $1.id }
    }
}

extension PlanShelf {
    /// Records the approval of whoever applies a plan, or throws `Refusal` if that person may not.
    public func approve(_ kept: Kept, by person: PersonID) throws {
        for _ in 0..<20 {
            guard let found = try home.ledger.plan(kept.file.digest) else { return }
            let events = try found.state.decideApply(by: person, rules: try home.rules(), isSandboxHome: try home.isSandbox())
            guard !events.isEmpty else { return }
            let write = StreamWrite(.plan(kept.file.digest), expecting: found.version, events.map(Event.plan))
            if try home.appendIfUnmoved([write], at: home.world.now(), by: .person(person)) { return }
        }
        throw DeliveryError("the approval could not be recorded: others write without end")
    }
}
