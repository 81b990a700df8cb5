extension Linter {
    /// While nobody does anything and no time passes, `tenure run` comes to an end.
    mutating func lintIdleLoops(in graph: StateGraph) {
        var reported: Set<StateName> = []
        for world in StillWorld.all {
            guard let loop = graph.loop(in: world), reported.insert(loop[0]).inserted else { continue }
            let names = loop.map { "'\($0)'" }
            report(
                .idleLoop, "states.\(loop[0])", "\(names.listed) follow each other forever, with neither a person nor time between them",
                remedy: "give one of them a guard that a person or time fulfils, such as notice-delivered, or another 'by'")
        }
    }
}

/// Everything that guards can see, standing still: a loop that is possible in one such world never ends.
struct StillWorld {
    let hasMFA: Bool
    let usesKeys: Bool
    /// Otherwise a step that sets a password makes the change undone again, and a person must change it anew.
    let setsPasswords: Bool

    /// Every such world.
    static let all: [StillWorld] = [true, false].flatMap { hasMFA in
        [true, false].flatMap { usesKeys in
            [true, false].map { StillWorld(hasMFA: hasMFA, usesKeys: usesKeys, setsPasswords: $0) }
        }
    }

    /// Whether `tenure run` takes the transition without a person or time coming in between.
    func allows(_ transition: Transition) -> Bool {
        guard transition.by == .tenure, setsPasswords || !transition.steps.contains(.setPassword) else { return false }
        return transition.guards.allSatisfy { allows($0) }
    }

    private func allows(_ condition: Guard) -> Bool {
        switch condition {
        case .mfaEnrolled: hasMFA
        case .mfaMissing: !hasMFA
        case .keysInUse: usesKeys
        case .keysSettled: !usesKeys
        case .passwordChanged: !setsPasswords
        case .confirmed, .noticeDelivered, .keptAsService: false
        case .endReached, .absent, .reviewed: true
        }
    }
}

extension StateGraph {
    /// The states of a loop that is possible in that world; nil if there is none.
    fileprivate func loop(in world: StillWorld) -> [StateName]? {
        let ways = Dictionary(
            states.map { state in (state.name, transitions(from: state.name).filter { world.allows($0) }) },
            uniquingKeysWith: { first, _ in first })
        let circling = statesInCircles(ways)
        guard let start = states.first(where: { circling.contains($0.name) })?.name else { return nil }
        var loop: [StateName] = []
        var places: [StateName: Int] = [:]
        var state = start
        while places[state] == nil, let way = ways[state]?.first(where: { circling.contains($0.to) }) {
            places[state] = loop.count
            loop.append(state)
            state = way.to
        }
        return Array(loop[(places[state] ?? 0)...])
    }

    /// The states from which one can go on forever: what is left after those without a way to the rest are taken away, again and again.
    private func statesInCircles(_ ways: [StateName: [Transition]]) -> Set<StateName> {
        var left = Set(ways.keys)
        var counts = ways.mapValues(\.count)
        var sources: [StateName: [StateName]] = [:]
        for (state, leaving) in ways {
            for transition in leaving { sources[transition.to, default: []].append(state) }
        }
        var ending = counts.filter { $0.value == 0 }.map(\.key)
        while let state = ending.popLast() {
            left.remove(state)
            for source in sources[state] ?? [] {
                counts[source, default: 0] -= 1
                if counts[source] == 0 { ending.append(source) }
            }
        }
        return left
    }
}
