import Checks
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// What the frozen snapshot and the ledger show of an item's user.
struct ItemEvidence {
    private let item: ReviewItem
    private let place: Workplace
    /// Nil if the files are not kept any more.
    private let snapshot: AccountSnapshot?

    init(of item: ReviewItem, in campaign: Campaign, at place: Workplace) throws {
        self.item = item
        self.place = place
        let source = campaign.opening.population.sources.first { $0.account == item.entry.account }
        let store = SnapshotStore(of: place.home)
        let entry = try store.entries(of: item.entry.account).last { $0.snapshot.digest == source?.snapshot }
        snapshot = try? entry.map { try store.open($0).snapshot }
    }

    private var user: SnapshotUser? { snapshot?.users.first { $0.detail.user.id == item.entry.user } }

    /// When password and keys were last used, and since when there is MFA.
    func uses(_ record: UserRecord?) -> [String] {
        guard let user else { return ["the snapshot is not kept any more, or does not hold the user"] }
        guard let row = user.row else { return ["made after the credential report, which says nothing of it"] }
        let console =
            switch row.passwordLastUsed {
            case .at(let used): "console last used \(place.text(used))"
            case .noInformation: "console never used"
            case .notApplicable, .notSupported: row.passwordEnabled == true ? "console never used" : "no console password"
            }
        let keys = row.keys.map {
            "key \($0.slot) \($0.isActive ? "active" : "inactive"), \($0.lastUsed.map { "last used \(place.text($0))" } ?? "never used")"
        }
        return [console] + keys + [mfa(row, record)]
    }

    private func mfa(_ row: CredentialReport.Row, _ record: UserRecord?) -> String {
        guard row.mfaActive else { return "no MFA device" }
        guard let since = record.flatMap({ try? enrolled($0) }) else { return "MFA device enabled" }
        return "MFA device seen since \(place.text(since))"
    }

    private func enrolled(_ record: UserRecord) throws -> Date? {
        var since: Date?
        for recorded in try place.ledger.events(of: .user(record.id), after: 0).map(\.recorded) {
            guard case .user(.seen(let sighting)) = recorded.event else { continue }
            since = sighting.devices.isEmpty ? nil : since ?? recorded.at
        }
        return since
    }

    /// What checks say of the user, the worst first.
    func findings() -> [String] {
        guard let snapshot, let user else { return [] }
        let view = ExaminedAccount(
            snapshot, alias: item.entry.account, managed: item.entry.record == nil ? [] : [user.name], ownAccounts: [snapshot.account])
        let findings = Examination(of: view, with: place.settings.checks).findings.filter { $0.subject.user == user.name }
        return findings.map { "\($0.severity.rawValue): \($0.defect.message[place.settings.language])" }
    }

    /// What the user can do beyond what was approved, needed or used, in a line.
    func excess() throws -> [String] {
        guard let snapshot, let user, let account = try place.rules().accounts[item.entry.account] else { return [] }
        var survey = try LookedAt(snapshot, account, "the review's snapshot").survey(in: place)
        guard let excess = survey.excess(of: user.name) else { return [] }
        return ["excess: \(excess.summary.text(.english))"]
    }

    /// Others with the same profile who get by with fewer groups.
    func peers() throws -> [String] {
        guard let profile = item.entry.profile, let snapshot else { return [] }
        let rows = try place.ledger.userRows(UserFilter(accounts: [item.entry.account], profiles: [profile], isRevoked: false))
        let own = item.entry.groups.unordered
        let others = rows.filter { $0.id != item.entry.record }.compactMap { $0.name.flatMap { try? UserName($0) } }
            .compactMap { snapshot.user($0) }
        let less = others.filter { Set($0.detail.groups).isStrictSubset(of: own) }
        guard !others.isEmpty else { return [] }
        let shown = less.prefix(5).map {
            "\($0.name) without \(own.subtracting($0.detail.groups).sorted().map(\.text).joined(separator: ", "))"
        }
        return ["\(less.count) of \(others.count) others with profile \(profile) have less"] + shown
    }
}
