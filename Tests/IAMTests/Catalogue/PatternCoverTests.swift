import Testing

@testable import IAM

@Suite struct PatternCoverTests {
    /// Every text of at most four letters over two.
    private static let texts: [[UInt16]] = (0...4).flatMap { length in
        (0..<(1 << length)).map { number in (0..<length).map { number >> $0 & 1 == 0 ? 0x61 : 0x62 } }
    }

    private func pattern(_ random: inout SeededRandom) -> [PatternUnit] {
        let length = Int.random(in: 0...4, using: &random)
        return (0..<length).map { _ in random.pick([.anyRun, .anyOne, .exactly(0x61), .exactly(0x62)]) }
    }

    @Test(arguments: 1...300) func `a pattern that covers another means all that it means`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (wide, narrow) = (pattern(&random), pattern(&random))
        if Wildcard.covers(wide, narrow) {
            #expect(Self.texts.allSatisfy { !Wildcard.matches(narrow, $0) || Wildcard.matches(wide, $0) }, "seed \(seed)")
        }
        #expect(Wildcard.covers(wide, wide) && Wildcard.covers([.anyRun], narrow), "seed \(seed)")
    }

    @Test(arguments: 1...300) func `two patterns overlap where a text is meant by both, and nowhere else`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (one, other) = (pattern(&random), pattern(&random))
        let meets = Self.texts.contains { Wildcard.matches(one, $0) && Wildcard.matches(other, $0) }
        #expect(!meets || Wildcard.overlap(one, other), "seed \(seed)")
        // Of patterns as short as these, a common text need not be longer than four letters, unless both ask for more.
        let shortest = { (pattern: [PatternUnit]) in pattern.count { $0 != .anyRun } }
        if shortest(one) + shortest(other) <= 4 { #expect(Wildcard.overlap(one, other) == meets, "seed \(seed)") }
        #expect(Wildcard.overlap(one, other) == Wildcard.overlap(other, one), "seed \(seed)")
    }

    @Test func `not every pattern covers or overlaps every other`() throws {
        let (get, user) = (try #require(ActionPattern("iam:Get*")), try #require(ActionPattern("iam:GetUser")))
        #expect(get.covers(user) && !user.covers(get) && get.overlaps(user))
        let put = try #require(ActionPattern("iam:Put*"))
        #expect(!get.overlaps(put) && !get.covers(put))
        let tags = try #require(ActionPattern("iam:*Tags"))
        #expect(get.overlaps(tags) && !get.covers(tags))
    }
}
