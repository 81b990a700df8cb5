import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

@testable import Engine

// What people do with reviews.
extension Bench {
    func draftReview(_ name: String, _ scope: ReviewScope = ReviewScope()) async throws -> ReviewDraft {
        let account = try home.rules().accounts[Self.alias] ?? Self.registered
        let kept = try await SnapshotStore(of: home).pull(
            account, in: home.world, lastAccessed: false, by: .person(Staff.admin), progress: { _ in })
        return try ReviewOpening(home: home).draft(ReviewPlan(name: known(name, ReviewName.init), scope: scope), from: [kept])
    }

    @discardableResult
    func openReview(_ name: String, _ scope: ReviewScope = ReviewScope()) async throws -> Campaign {
        try await ReviewOpening(home: home).open(draftReview(name, scope), by: .person(Staff.admin))
    }

    func items() throws -> [ReviewItem] { try home.ledger.items(ItemFilter(), limit: 10_000).map(\.state) }

    func item(of name: UserName) throws -> ReviewItem {
        try require(try items().last { $0.entry.name.text == name.text }, "an item of \(name)")
    }

    /// Its reviewer decides.
    func review(_ name: UserName, _ verdict: ItemVerdict, _ reason: String? = "so decided") throws {
        let item = try item(of: name)
        try office(item.reviewer).decide(.decide(verdict, reason: reason.map(home.world.seal), manner: .single), on: item.id)
    }

    /// What a review came to, in words that hold no time.
    func outcome() async throws -> [String] {
        var lines: [String] = []
        for item in try items() {
            let name = Self.user(item.entry.name.description)
            let groups = try await held(name).map { $0.groups.sorted().joined(separator: "+") } ?? "absent"
            lines.append("\(name) \(item.consequence) \(item.isComplete) \(groups) \(try item.entry.record.map(state) ?? "-")")
        }
        return lines
    }
}
