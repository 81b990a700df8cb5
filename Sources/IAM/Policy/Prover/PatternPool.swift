/// The different patterns of a search, each of which is read once.
struct PatternPool {
    private(set) var patterns: [SymbolPattern] = []
    private var indices: [SymbolPattern: Int] = [:]

    mutating func index(of pattern: SymbolPattern) -> Int {
        if let index = indices[pattern] { return index }
        indices[pattern] = patterns.count
        patterns.append(pattern)
        return patterns.count - 1
    }

    mutating func add(_ language: Language) -> PooledLanguage {
        PooledLanguage(indices: language.patterns.map { index(of: $0) }, isNegated: language.isNegated)
    }
}

/// A language whose patterns are numbers of a pool.
struct PooledLanguage {
    let indices: [Int]
    let isNegated: Bool

    func matches(_ matches: [Bool]) -> Bool { indices.contains { matches[$0] } != isNegated }

    /// Whether some continuation may be of the language.
    func isPossible(_ standings: [PatternAutomaton.Standing]) -> Bool {
        isNegated ? !indices.contains { standings[$0] == .universal } : indices.contains { standings[$0] != .dead }
    }

    /// Whether every continuation is.
    func isCertain(_ standings: [PatternAutomaton.Standing]) -> Bool {
        isNegated ? indices.allSatisfy { standings[$0] == .dead } : indices.contains { standings[$0] == .universal }
    }
}
