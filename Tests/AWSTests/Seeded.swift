/// Random numbers that a seed makes again (SplitMix64).
struct Seeded: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// A text of letters, blanks, reserved characters and Unicode.
    mutating func text(_ length: Int) -> String {
        let letters: [Character] = [
            "a", "Z", "0", " ", "+", "%", "&", "=", "/", "~", "-", "_", ".", "*", "'", "\"", "<", ":", "é", "한", "🔑",
        ]
        return String((0..<length).map { _ in pick(letters) })
    }
}
