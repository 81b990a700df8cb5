/// Many patterns read side by side, symbol by symbol.
///
/// Its states are the sets of places that the patterns may have reached; only those that a search comes to are ever made.
struct PatternAutomaton {
    /// The places reached, in ascending order: those of one pattern follow each other.
    typealias State = [Int32]

    private let places: [Place]
    /// The state before the first symbol.
    let start: State
    let count: Int

    /// A place in a pattern: what may be read next.
    private struct Place {
        let pattern: Int32
        /// What leads to the next place; nil at the pattern's end.
        let next: SymbolUnit?
        /// The run that can be read here without leaving.
        let run: Run
        /// The last place of the same pattern.
        let end: Int32
        let isLoose: Bool
    }

    private enum Run { case none, withoutColons, everything }

    /// How far a pattern has come.
    enum Standing: UInt8 {
        /// No continuation matches.
        case dead
        case open
        /// Every continuation matches.
        case universal
    }

    init(_ patterns: [SymbolPattern]) {
        var places: [Place] = []
        var start: State = []
        for (index, pattern) in patterns.enumerated() {
            start.append(Int32(places.count))
            places += Self.places(of: pattern, index: Int32(index), from: Int32(places.count))
        }
        self.places = places
        self.start = start
        count = patterns.count
    }

    private static func places(of pattern: SymbolPattern, index: Int32, from first: Int32) -> [Place] {
        var steps: [(next: SymbolUnit?, run: Run)] = []
        var run = Run.none
        for unit in pattern.units {
            switch unit {
            case .anyRun(let colons): run = colons || run == .everything ? .everything : .withoutColons
            case .exactly, .value, .anyOne:
                steps.append((unit, run))
                run = .none
            }
        }
        steps.append((nil, run))
        let end = first + Int32(steps.count) - 1
        return steps.map { Place(pattern: index, next: $0.next, run: $0.run, end: end, isLoose: pattern.isLoose) }
    }

    /// The state after one more symbol.
    func state(after state: State, reading symbol: Symbol) -> State {
        var reached: State = []
        for place in state {
            let here = places[Int(place)]
            if here.isLoose, case .value = symbol {
                // Whatever the value is, it leads from here to here or further on.
                Self.append(place...here.end, to: &reached)
                continue
            }
            if stays(here.run, symbol) { Self.append(place...place, to: &reached) }
            if let next = here.next, reads(next, symbol) { Self.append((place + 1)...(place + 1), to: &reached) }
        }
        return reached
    }

    private static func append(_ places: ClosedRange<Int32>, to state: inout State) {
        for place in places where place > state.last ?? -1 { state.append(place) }
    }

    private func stays(_ run: Run, _ symbol: Symbol) -> Bool {
        switch run {
        case .none: false
        case .everything: true
        case .withoutColons:
            switch symbol {
            case .unit(let unit): unit != SymbolPattern.colon
            case .value: false
            }
        }
    }

    private func reads(_ unit: SymbolUnit, _ symbol: Symbol) -> Bool {
        switch (unit, symbol) {
        case (.exactly(let wanted), .unit(let found)): wanted == found
        case (.value(let wanted), .value(let found)): wanted == found
        case (.anyOne(let colons), .unit(let found)): colons || found != SymbolPattern.colon
        case (.exactly, .value), (.value, .unit), (.anyOne, .value), (.anyRun, _): false
        }
    }

    /// How far each pattern has come.
    func standings(in state: State) -> [Standing] {
        var standings = [Standing](repeating: .dead, count: count)
        for place in state {
            let here = places[Int(place)]
            let isUniversal = here.next == nil && here.run == .everything
            if isUniversal || standings[Int(here.pattern)] == .dead { standings[Int(here.pattern)] = isUniversal ? .universal : .open }
        }
        return standings
    }

    /// Which patterns match what has been read.
    func matches(in state: State) -> [Bool] {
        var matches = [Bool](repeating: false, count: count)
        for place in state where places[Int(place)].next == nil { matches[Int(places[Int(place)].pattern)] = true }
        return matches
    }

    /// The symbols that some place waits for. All others lead to one and the same state, but for the colon.
    func awaited(in state: State) -> Set<Symbol> {
        var symbols: Set<Symbol> = []
        for place in state {
            switch places[Int(place)].next {
            case .exactly(let unit): symbols.insert(.unit(unit))
            case .value(let key): symbols.insert(.value(of: key))
            case .anyOne, .anyRun, nil: break
            }
        }
        return symbols
    }
}
