import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// What IAM holds about one user, as it counts here.
struct Held: Hashable {
    var groups: Set<String> = []
    var inline: Set<String> = []
    var attached: Set<String> = []
    var keys: [Bool] = []
    var devices = 0
    var hasPassword = false
}

extension Bench {
    /// The user at IAM, read without faults; nil if it is not there.
    func held(_ name: UserName) async throws -> Held? {
        mischief.clear()
        guard let detail = try await details().first(where: { $0.user.name == name }) else { return nil }
        return Held(
            groups: Set(detail.groups.map(\.text)), inline: Set(detail.inlinePolicies.keys.map(\.text)),
            attached: Set(detail.attachedPolicies.map(\.name.text)),
            keys: try await account.listAccessKeys(of: name, from: nil).items.map(\.isActive).sorted { $0 && !$1 },
            devices: try await account.listMFADevices(of: name, from: nil).items.count,
            hasPassword: (try? await account.getLoginProfile(of: name)) != nil)
    }

    func details() async throws -> [UserDetail] { try await every { try await self.account.getUserDetails(from: $0) } }

    /// What must hold whatever went wrong: nobody at IAM without a record, nobody twice, strangers as they were, a ledger that replays.
    func soundness(foreign: [UserName] = []) async throws -> [String] {
        mischief.clear()
        account.settings.lag = nil
        var wrong: [String] = try home.ledger.problems().map { "ledger: \($0)" }
        let records = try home.ledger.users(UserFilter(), limit: 10_000).map(\.state)
        let known = Set(records.compactMap(\.userID))
        let strangers = Set(foreign + [Self.stranger])
        var seen: [String: Int] = [:]
        for detail in try await details() where !strangers.contains(detail.user.name) {
            if !known.contains(detail.user.id) { wrong.append("orphan: \(detail.user.name)") }
            let user = try await account.getUser(detail.user.name)
            for tag in user.tags where tag.key == "tenure:user" { seen[tag.value, default: 0] += 1 }
        }
        wrong += seen.filter { $0.value > 1 }.map { "duplicate: \($0.key)" }
        let other = try await held(Self.stranger)
        if other != Self.strangerHeld { wrong.append("stranger touched: \(String(describing: other))") }
        if try await account.getUser(Self.stranger).tags != [Tag("owner", "somebody")] { wrong.append("stranger's tags touched") }
        return wrong
    }

    static let strangerHeld = Held(groups: ["developers"], keys: [true], hasPassword: true)
}
