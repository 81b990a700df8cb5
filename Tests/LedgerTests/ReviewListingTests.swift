import Foundation
import GRDB
import IAM
import Lifecycle
import Testing

@testable import Ledger

struct ReviewListingTests {
    private static let review = ReviewID(1)

    private static func ledger(items: Int) throws -> (TestHome, Ledger) {
        let home = TestHome()
        let ledger = try home.create()
        var history = try RandomHistory(seed: 7)
        let opened = StreamWrite(.review(review), expecting: 0, [try history.event(in: .review(review), isFirst: true)])
        let listed = try (1...items).map { number in
            let id = ItemID(review, number)
            return StreamWrite(.item(id), expecting: 0, [try history.event(in: .item(id), isFirst: true)], about: PersonID(number))
        }
        try ledger.append([opened] + listed, at: .start, by: .person(PersonID(1)))
        return (home, ledger)
    }

    @Test func `an item's line follows its events, and is found by reviewer, user and standing`() throws {
        let (home, ledger) = try Self.ledger(items: 5)
        defer { withExtendedLifetime(home) {} }
        let id = ItemID(Self.review, 3)
        try ledger.append(
            [StreamWrite(.item(id), expecting: 1, [.item(.decided(verdict: .revoke, reason: nil, manner: .walk))])], at: .start,
            by: .person(PersonID(2)))
        let rows = try ledger.itemRows(ItemFilter(review: Self.review))
        #expect(
            rows.map(\.id.number) == [1, 2, 3, 4, 5] && rows[2].verdict == "revoke" && rows[2].decidedBy == PersonID(2) && rows[2].isCut)
        #expect(rows.allSatisfy { $0.name?.hasPrefix("Kim") ?? false })
        #expect(try ledger.itemRows(ItemFilter(users: [rows[2].user], isUndecided: false)).map(\.id) == [id])
        #expect(try ledger.itemCount(ItemFilter(review: Self.review, isUndecided: true)) == 4)
        #expect(try ledger.itemCount(ItemFilter(review: Self.review, reviewers: [PersonID(9)])) == 0)
        #expect(try ledger.items(ItemFilter(review: Self.review), after: id, limit: 1).map(\.state.id.number) == [4])
        #expect(try ledger.review(named: ReviewName("REVIEW-1"))?.state.id == Self.review && ledger.nextReview() == ReviewID(2))
        #expect(try ledger.problems().isEmpty)
    }

    @Test func `two who decide about one item at once do not both, and two items do not wait for each other`() throws {
        let (home, ledger) = try Self.ledger(items: 2)
        defer { withExtendedLifetime(home) {} }
        let keep = Event.item(.decided(verdict: .keep, reason: nil, manner: .single))
        try ledger.append([StreamWrite(.item(ItemID(Self.review, 1)), expecting: 1, [keep])], at: .start, by: .person(PersonID(1)))
        #expect(throws: LedgerError.self) {
            try ledger.append([StreamWrite(.item(ItemID(Self.review, 1)), expecting: 1, [keep])], at: .start, by: .person(PersonID(2)))
        }
        try ledger.append([StreamWrite(.item(ItemID(Self.review, 2)), expecting: 1, [keep])], at: .start, by: .person(PersonID(2)))
    }

    @Test func `a line that says something else than the item, or that no item stands behind, is found`() throws {
        let (home, ledger) = try Self.ledger(items: 3)
        ledger.close()
        try home.raw().write {
            try $0.execute(
                sql: """
                    UPDATE review_item SET verdict = 'keep' WHERE number = 2;
                    INSERT INTO review_item SELECT review, 9, account, iam_user_id, name, record, person, profile, reviewer, capacity, risk, flags,
                        is_unchanged, declared, verdict, detail, manner, decided_by, decided, silence, gone, ordered, carried_out, verified,
                        is_complete FROM review_item WHERE number = 3
                    """)
        }
        let problems = try Ledger.open(home.path, for: .read).problems()
        #expect(Set(problems) == [.list(stream: "V-1/2"), .list(stream: "V-1/9")])
    }
}
