/// Answers a claim by a search for what breaks it.
struct Refutation {
    let builder: WitnessBuilder
    let naming: SuspectNaming
    /// Whether a request breaks the claim, and then what the evaluator says.
    let confirm: (AuthorizationRequest) -> Counterexample?

    /// Classes without a certain witness after which the search ends.
    static let patience = 48

    /// Whether none of the problems leaves anything.
    func answer(_ problems: [ReachProblem]) -> Proof {
        var obstacles: [Obstacle] = []
        var possible: Counterexample?
        var patience = Self.patience
        for problem in problems {
            var found: Counterexample?
            let outcome = ReachSearch(problem).run { reach in
                patience -= 1
                guard let example = builder.request(in: reach, confirm) else {
                    let obstacle = Obstacle(.noWitness, action: reach.action, statements: reach.chosen.compactMap(\.reference))
                    if !obstacles.contains(obstacle) { obstacles.append(obstacle) }
                    return patience <= 0
                }
                let named = naming.better(example, among: reach.chosen, confirm)
                if named.isCertain { found = named } else { possible = possible ?? named }
                return found != nil || patience <= 0
            }
            if let found { return .refuted(found) }
            if outcome == .gaveUp { obstacles.append(Obstacle(.tooComplex)) }
        }
        if let possible { return .refuted(possible) }
        return obstacles.isEmpty ? .proved : .unknown(obstacles)
    }
}
