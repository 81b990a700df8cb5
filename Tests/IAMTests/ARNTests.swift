import IAM
import Testing

@Suite struct ARNTests {
    @Test(arguments: (0..<200).map { UInt64($0) * 7_919 + 1 })
    func `a name is what follows the last slash that anything follows`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let isPlain = random.chance(50)
        let parts = isPlain ? ["/", "/", "a", "team", "."] : ["/", "a", "한", "e\u{301}", "/\u{301}"]
        let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(parts) }.joined()
        let name = text.split(separator: Character("/")).last.map(String.init) ?? text
        #expect(Array(ARN.name(in: text).utf8) == Array(name.utf8), "seed \(seed), \(text)")
    }
}
