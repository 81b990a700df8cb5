/// Goes through all words, as far as patterns tell them apart, the shortest first.
struct WordSearch {
    let automaton: PatternAutomaton
    /// What stands for all units that no pattern waits for, in the order of preference.
    let fillers: [UInt16]
    /// Whether words of any units are searched, not of the fillers alone.
    let isUnbounded: Bool

    /// States beyond which a search gives up: hostile patterns have more of them than there is memory.
    static let limit = 40_000

    /// The letters of actions.
    static let actionLetters = Array("xabcdefghijklmnopqrstuvwyz0123456789-_.".utf16)
    static let resourceLetters = Array("xyzabcdefghijklmnopqrstuvw0123456789".utf16)

    /// What becomes of a search.
    enum Outcome { case exhausted, stopped, gaveUp }

    private struct Step {
        let state: PatternAutomaton.State
        let parent: Int
        let symbol: Symbol?
    }

    /// Visits a word of every class that can still lead somewhere, until the visitor has seen enough.
    ///
    /// - Parameters:
    ///   - canLead: whether a word with a beginning of these standings can be of interest.
    ///   - visit: is given which patterns match a word, and the word; says whether to stop.
    func run(
        canLead: ([PatternAutomaton.Standing]) -> Bool, visit: (_ matches: [Bool], _ word: () -> [Symbol]) -> Bool
    ) -> Outcome {
        var steps = [Step(state: automaton.start, parent: -1, symbol: nil)]
        var seen: Set<PatternAutomaton.State> = [automaton.start]
        var place = 0
        while place < steps.count {
            let state = steps[place].state
            if visit(automaton.matches(in: state), { Self.word(to: place, in: steps) }) { return .stopped }
            for symbol in symbols(in: state) {
                let next = automaton.state(after: state, reading: symbol)
                guard !next.isEmpty, canLead(automaton.standings(in: next)), seen.insert(next).inserted else { continue }
                guard steps.count < Self.limit else { return .gaveUp }
                steps.append(Step(state: next, parent: place, symbol: symbol))
            }
            place += 1
        }
        return .exhausted
    }

    private func symbols(in state: PatternAutomaton.State) -> [Symbol] {
        let awaited = automaton.awaited(in: state).union([.unit(SymbolPattern.colon)])
        let filler =
            fillers.first { !awaited.contains(.unit($0)) } ?? (isUnbounded ? (0x100..<0xD800).first { !awaited.contains(.unit($0)) } : nil)
        // In a fixed order, so that the same policies give the same counterexample.
        return (filler.map { [.unit($0)] } ?? []) + awaited.sorted { Self.rank($0) < Self.rank($1) }
    }

    private static func rank(_ symbol: Symbol) -> (Int, String) {
        switch symbol {
        case .unit(let unit): (Int(unit), "")
        case .value(let key): (0x10000, key.text.lowercased())
        }
    }

    private static func word(to place: Int, in steps: [Step]) -> [Symbol] {
        var word: [Symbol] = []
        var place = place
        while place >= 0 {
            if let symbol = steps[place].symbol { word.append(symbol) }
            place = steps[place].parent
        }
        return word.reversed()
    }
}
