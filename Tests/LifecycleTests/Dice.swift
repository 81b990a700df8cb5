import Foundation

/// Random numbers that a seed makes again (SplitMix64). The seed is `TENURE_SEED`, or today's own, and stands in every failure.
struct Dice: RandomNumberGenerator, CustomStringConvertible {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    init() { self.init(seed: Self.chosen ?? UInt64.random(in: 1...UInt64(UInt32.max))) }

    private static var chosen: UInt64? { ProcessInfo.processInfo.environment["TENURE_SEED"].flatMap(UInt64.init) }

    /// Whether the night's numbers are wanted.
    static var isDeep: Bool { ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1" }

    var description: String { "TENURE_SEED=\(seed)" }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    mutating func some<Item>(of items: [Item], oneIn times: Int) -> [Item] { items.filter { _ in once(in: times) } }
}
