import Foundation
import IAM
import Lifecycle
import Testing

struct ReviewSummaryTests {
    private static func item(_ number: Int, _ verdict: ItemVerdict?, at seconds: Int = 0, by reviewer: Int = 3) -> ReviewItem {
        let id = ItemID(ReviewID(3), number + 1)
        let entry = ReviewExamples.entry(number, record: RecordID(number + 1), risk: .low, flags: [], named: "user.\(number)")
        let listed = ReviewItem.evolve(nil, id: id, .listed(entry: entry), at: .start, by: person(5))
        let decided = verdict.flatMap {
            ReviewItem.evolve(
                listed, id: id, .decided(verdict: $0, reason: nil, manner: .walk), at: .start + Period(seconds: seconds),
                by: person(reviewer))
        }
        guard let item = decided ?? listed else { preconditionFailure("an item is listed") }
        return item
    }

    private typealias Case = (title: String, decisions: [(ItemVerdict, Int)], signs: [ReviewerRecord.Sign])

    private static let cases: [Case] = [
        ("few", (0..<9).map { (.keep, $0) }, []),
        ("slow, mixed", (0..<20).map { ($0 % 3 == 0 ? .revoke : .keep, $0 * 60) }, []),
        ("slow, all kept", (0..<12).map { (.keep, $0 * 60) }, [.keptAll(12)]),
        ("fast, mixed", (0..<12).map { ($0 == 4 ? .revoke : .keep, $0 * 2) }, [.fast(2)]),
        ("at once", (0..<15).map { ($0 == 4 ? .revoke : .keep, 0) }, [.fast(0), .batch(14)]),
        ("all of it", (0..<15).map { _ in (.keep, 0) }, [.keptAll(15), .fast(0), .batch(15)]),
    ]

    @Test(arguments: ReviewSummaryTests.cases.indices)
    func `signs of rubber-stamping are told, and careful work shows none`(place: Int) {
        let (title, decisions, signs) = Self.cases[place]
        let items = decisions.enumerated().map { Self.item($0.offset, $0.element.0, at: $0.element.1) }
        #expect(ReviewerRecord.all(of: items).map(\.signs) == [signs], "\(title)")
    }

    @Test func `a population is whole with every item that was frozen, and with no other`() {
        let campaign = Standings.campaign([.opened(opening: ReviewExamples.opening(count: 5))])
        let items = (0..<5).map { Self.item($0, .keep) }
        #expect(ReviewSummary(of: campaign, items: items, before: []).isPopulationWhole)
        #expect(!ReviewSummary(of: campaign, items: Array(items.dropLast()), before: []).isPopulationWhole)
        #expect(!ReviewSummary(of: campaign, items: items.dropLast() + [Self.item(7, .keep)], before: []).isPopulationWhole)
    }

    @Test func `whoever signs signs every item as it stands`() throws {
        let campaign = Standings.campaign([.opened(opening: ReviewExamples.opening(count: 2))])
        let (kept, revoked) = ([Self.item(0, .keep), Self.item(1, .keep)], [Self.item(0, .keep), Self.item(1, .revoke)])
        let facts = try [kept, revoked].map { try ReviewSummary(of: campaign, items: $0, before: []).facts() }
        #expect(facts[0] != facts[1])
        #expect(try ReviewSummary(of: campaign, items: kept, before: []).facts() == facts[0])
    }

    @Test func `what differs from last time is counted by user, not by name`() throws {
        let campaign = Standings.campaign([.opened(opening: ReviewExamples.opening(count: 3))])
        let before = [Self.item(0, .keep), Self.item(1, .keep), Self.item(9, .keep)]
        let now = [Self.item(0, .keep), Self.item(1, .revoke), Self.item(2, .keep)]
        let differences = try #require(ReviewSummary(of: campaign, items: now, before: before).differences)
        #expect(differences == .init(appeared: 1, vanished: 1, changedGroups: 0, changedOutcome: 1))
    }
}
