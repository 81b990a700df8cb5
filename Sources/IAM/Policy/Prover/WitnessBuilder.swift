/// Makes a request of what a search has found.
struct WitnessBuilder {
    let caller: Caller
    let knowledge: Knowledge
    let judge: PolicySet.Judge

    /// A request of that class which is accepted; nil if none is found.
    func request<Result>(in reach: Reach, _ accept: (AuthorizationRequest) -> Result?) -> Result? {
        guard let action = try? ActionName(reach.action) else { return nil }
        let search = ContextSearch(
            knowledge: knowledge, judge: judge, wanted: tests(reach.chosen, .allow), unwanted: tests(reach.avoided, .deny),
            needed: keys(in: reach.resource ?? []), named: variables(of: reach.chosen + reach.passed), names: names(in: reach))
        return search.first { context in
            guard let resource = resource(reach.resource, in: context) else { return nil }
            return accept(AuthorizationRequest(by: caller, action: action, on: resource, context: context))
        }
    }

    private func keys(in word: [Symbol]) -> Set<ContextKey> {
        Set(word.compactMap { if case .value(let key) = $0 { key } else { nil } })
    }

    private func variables(of terms: [Term]) -> Set<ContextKey> { Set(terms.flatMap(\.targets).flatMap(\.variables).map(\.key)) }

    /// What a key that stands in an ARN may be: the caller's own name, a part of the resource, or of the ARNs of statements.
    private func names(in reach: Reach) -> [String] {
        let word = (reach.resource ?? []).compactMap { symbol -> UInt16? in if case .unit(let unit) = symbol { unit } else { nil } }
        let texts = [String(decoding: word, as: UTF16.self)] + (reach.chosen + reach.avoided).flatMap(\.targets).map(\.text)
        var names = caller.derivedContext["aws:username"]?.all ?? []
        for part in texts.flatMap({ $0.split { $0 == "/" || $0 == ":" }.reversed() }) {
            if !part.contains(where: { "*?$".contains($0) }), !names.contains(String(part)) { names.append(String(part)) }
        }
        return names
    }

    private func tests(_ terms: [Term], _ effect: PolicyEffect) -> [(test: ConditionTest, effect: PolicyEffect)] {
        terms.flatMap { term in term.conditions.map { ($0, term.reference?.effect ?? effect) } }
    }

    private func resource(_ word: [Symbol]?, in context: RequestContext) -> RequestedResource? {
        guard let word else { return RequestedResource.none }
        var units: [UInt16] = []
        for symbol in word {
            switch symbol {
            case .unit(let unit): units.append(unit)
            case .value(let key):
                guard case .single(let value)? = context[key] else { return nil }
                units += value.utf16
            }
        }
        return try? RequestedResource(String(decoding: units, as: UTF16.self))
    }
}

extension PolicySet {
    /// The decision where every other account that a request needs agrees: it cannot be asked.
    func answer(to request: AuthorizationRequest) -> Evaluation {
        guard request.crossesAccounts, resource == nil, let agreement = Self.agreement else { return evaluate(request, under: self) }
        var set = self
        set.resource = agreement
        return evaluate(request, under: set)
    }

    /// A resource's policy that lets everybody do everything.
    private static let agreement =
        (try? PolicyDocument(
            parsing: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#,
            as: .resource))
        .map { AppliedPolicy("the other account's policy", $0) }
}
