/// What is asked: is there a request that a statement of every layer matches and no blocker does?
struct ReachProblem {
    /// In each of them one statement has to match.
    let layers: [[Term]]
    /// None of them may match.
    let blockers: [Term]
}

/// A class of requests that the policies let through, as far as is known.
struct Reach {
    let action: String
    /// Nil for the resource `*`.
    let resource: [Symbol]?
    /// One statement of each layer that matches.
    let chosen: [Term]
    /// Blockers that match unless their conditions fail.
    let avoided: [Term]
    /// Blockers that do not match the resource, for some values of their variables.
    let passed: [Term]
}

/// Finds every class of requests that a problem leaves, or that there is none.
struct ReachSearch {
    let problem: ReachProblem
    private let pool: PatternPool
    private let layerActions: [[PooledLanguage]]
    private let blockerActions: [PooledLanguage]
    private let universe: Int

    /// Choices of conditions beyond which a search gives up.
    static let choices = 128

    init(_ problem: ReachProblem) {
        self.problem = problem
        var pool = PatternPool()
        universe = pool.index(of: .anyAction)
        layerActions = problem.layers.map { $0.map { pool.add($0.actions) } }
        blockerActions = problem.blockers.map { pool.add($0.actions) }
        self.pool = pool
    }

    /// Goes through what is left until `visit` has seen enough.
    func run(_ visit: (Reach) -> Bool) -> WordSearch.Outcome {
        guard !problem.layers.contains(where: \.isEmpty) else { return .exhausted }
        var seen: Set<[Int32]> = []
        var gaveUp = false
        let walls = problem.blockers.indices.filter { problem.blockers[$0].isEverything }
        let search = WordSearch(automaton: PatternAutomaton(pool.patterns), fillers: WordSearch.actionLetters, isUnbounded: false)
        let outcome = search.run { standings in
            standings[universe] != .dead && !walls.contains { blockerActions[$0].isCertain(standings) }
                && layerActions.allSatisfy { $0.contains { $0.isPossible(standings) } }
        } visit: { matches, word in
            guard matches[universe] else { return false }
            let (layers, blockers) = matching(matches)
            guard !layers.contains(where: \.isEmpty), seen.insert(key(layers, blockers)).inserted else { return false }
            let action = name(of: word(), among: layers[0].map { problem.layers[0][$0] })
            let part = ActionReach(
                action: action, layers: zip(problem.layers, layers).map { terms, chosen in chosen.map { terms[$0] } },
                blockers: blockers.map { problem.blockers[$0] })
            switch part.run(visit) {
            case .stopped: return true
            case .gaveUp: gaveUp = true
            case .exhausted: break
            }
            return false
        }
        return outcome == .exhausted && gaveUp ? .gaveUp : outcome
    }

    private func matching(_ matches: [Bool]) -> (layers: [[Int]], blockers: [Int]) {
        (
            layerActions.map { terms in terms.indices.filter { terms[$0].matches(matches) } },
            blockerActions.indices.filter { blockerActions[$0].matches(matches) }
        )
    }

    private func key(_ layers: [[Int]], _ blockers: [Int]) -> [Int32] {
        (layers + [blockers]).flatMap { $0.map(Int32.init) + [-1] }
    }

    /// The action as a policy writes it, if one does.
    private func name(of word: [Symbol], among terms: [Term]) -> String {
        let text = String(
            decoding: word.compactMap { symbol -> UInt16? in if case .unit(let unit) = symbol { unit } else { nil } }, as: UTF16.self)
        return (terms + problem.blockers).lazy.flatMap(\.spellings).first { $0.lowercased() == text } ?? text
    }
}

/// The resources that are left for one action.
struct ActionReach {
    let action: String
    let layers: [[Term]]
    let blockers: [Term]

    func run(_ visit: (Reach) -> Bool) -> WordSearch.Outcome {
        var gaveUp = false
        guard let choices = choices() else { return .gaveUp }
        for tests in choices {
            switch run(under: tests, visit) {
            case .stopped: return .stopped
            case .gaveUp: gaveUp = true
            case .exhausted: break
            }
        }
        return gaveUp ? .gaveUp : .exhausted
    }

    /// The conditions that can be chosen to hold: those of one statement of each layer. More would only wake more blockers.
    private func choices() -> [Set<OpenTest>]? {
        var choices: [Set<OpenTest>] = [[]]
        for layer in layers {
            var groups: [Set<OpenTest>] = []
            for term in layer where !groups.contains(term.tests) { groups.append(term.tests) }
            guard choices.count * groups.count <= ReachSearch.choices else { return nil }
            choices = choices.flatMap { chosen in groups.map { chosen.union($0) } }
        }
        return choices.sorted { $0.count < $1.count }
    }

    private func run(under tests: Set<OpenTest>, _ visit: (Reach) -> Bool) -> WordSearch.Outcome {
        let active = blockers.filter { tests.imply($0.tests) }
        guard !active.contains(where: \.resources.isAll) else { return .exhausted }
        let avoided = blockers.filter { !tests.imply($0.tests) }
        let open = layers.map { $0.filter { tests.imply($0.tests) } }
        if !active.contains(where: \.resources.hasNoResource), open.allSatisfy({ $0.contains(where: \.resources.hasNoResource) }) {
            let chosen = open.compactMap { $0.first(where: \.resources.hasNoResource) }
            if visit(Reach(action: action, resource: nil, chosen: chosen, avoided: avoided, passed: active)) { return .stopped }
        }
        return runOverARNs(open, active) { word, chosen in
            visit(Reach(action: action, resource: word, chosen: chosen, avoided: avoided, passed: active))
        }
    }

    private func runOverARNs(_ open: [[Term]], _ active: [Term], _ visit: ([Symbol], [Term]) -> Bool) -> WordSearch.Outcome {
        var pool = PatternPool()
        let universe = pool.index(of: .anyARN)
        let wanted = open.map { $0.map { pool.add($0.resources) } }
        let unwanted = active.map { pool.add($0.resources) }
        var (visited, isEnough) = (0, false)
        let search = WordSearch(automaton: PatternAutomaton(pool.patterns), fillers: WordSearch.resourceLetters, isUnbounded: true)
        let outcome = search.run { standings in
            standings[universe] != .dead && !unwanted.contains { $0.isCertain(standings) }
                && wanted.allSatisfy { $0.contains { $0.isPossible(standings) } }
        } visit: { matches, word in
            guard matches[universe], !unwanted.contains(where: { $0.matches(matches) }) else { return false }
            let chosen = zip(open, wanted).compactMap { terms, languages in
                zip(terms, languages).first { $0.1.matches(matches) }?.0
            }
            guard chosen.count == open.count else { return false }
            visited += 1
            isEnough = visit(word(), chosen)
            return isEnough || visited == Self.witnesses
        }
        // The visitor knows of this action; there may be others.
        return outcome == .stopped && !isEnough ? .exhausted : outcome
    }

    /// How many resources are tried before an action counts as open without a witness.
    private static let witnesses = 4
}
