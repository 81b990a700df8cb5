/// The ways in which a request can be allowed by one set of policies and not by another.
struct SubsetProblems {
    private let smaller: PolicySet
    private let larger: PolicySet
    private let reader: TermReader
    private let user: ARN?

    init(_ smaller: PolicySet, _ larger: PolicySet, _ reader: TermReader, _ user: ARN?) {
        self.smaller = smaller
        self.larger = larger
        self.reader = reader
        self.user = user
    }

    var all: [ReachProblem] {
        let blockers = denials(of: smaller) + undeniable
        var problems = silences(beside: blockers)
        for denial in newDenials {
            problems += allowances.map { ReachProblem(layers: $0 + [[denial]], blockers: blockers) }
        }
        return problems
    }

    /// How the smaller set can allow: by its policies in every layer; or by the account's password policy alone, if that is
    /// what AWS does where a boundary does not agree.
    private var allowances: [[[Term]]] {
        var own = reader.terms(smaller.identity, .identity, .allow, on: .origin)
        let grant = smaller.usersMayChangePassword ? PasswordGrant.terms(to: user) : []
        own += grant
        let organisation = organisation(of: smaller)
        let limits = Self.limits(of: smaller).map { reader.terms($1, $0, .allow, on: .helping) }
        return grantIsFree && !grant.isEmpty ? [[own] + limits + organisation, [grant] + organisation] : [[own] + limits + organisation]
    }

    /// The larger set does not allow where one of its layers is silent. What the smaller set's own layer plainly has in common
    /// with it cannot be the reason.
    private func silences(beside blockers: [Term]) -> [ReachProblem] {
        let grant = larger.usersMayChangePassword ? PasswordGrant.terms(to: user) : []
        let old = Self.limits(of: smaller)
        var problems = silence(of: larger.identity, .identity, against: smaller.identity, at: [0, nil], beside: blockers + grant)
        for (layer, policies) in Self.limits(of: larger) {
            let place = old.firstIndex { $0.layer == layer }
            problems += silence(
                of: policies, layer, against: place.map { old[$0].policies } ?? [], at: [place.map { $0 + 1 }, nil],
                beside: blockers + (grantIsFree ? grant : []))
        }
        for (level, policies) in larger.serviceControl.enumerated() {
            let mine = level < smaller.serviceControl.count ? smaller.serviceControl[level] : nil
            problems += silence(
                of: policies, .serviceControl, against: mine ?? [], at: mine == nil ? [nil, nil] : [1 + old.count + level, 1 + level],
                beside: blockers)
        }
        return problems
    }

    /// - Parameter places: where the smaller set has that layer, in each of the allowances.
    private func silence(
        of theirs: [AppliedPolicy], _ layer: PolicyLayer, against ours: [AppliedPolicy], at places: [Int?], beside blockers: [Term]
    ) -> [ReachProblem] {
        let statements = theirs.flatMap(\.document.statements).filter { $0.effect == .allow }
        let own = reader.terms(ours, layer, .allow, on: layer == .identity ? .origin : .helping) { statement in
            !statements.contains { $0.covers(statement) }
        }
        let grant = layer == .identity && smaller.usersMayChangePassword ? PasswordGrant.terms(to: user) : []
        let blockers = blockers + reader.terms(theirs, layer, .allow, on: .hindering)
        return zip(allowances, places).map { layers, place in
            var layers = layers
            if let place { layers[place] = own + grant }
            return ReachProblem(layers: layers, blockers: blockers)
        }
    }

    /// Whether the password policy's grant is taken to need nobody's agreement.
    private var grantIsFree: Bool {
        switch reader.reading.doubts {
        case .forCounterexample: true
        case .matching(let kinds): kinds.contains(.grantAgainstBoundary)
        }
    }

    private func organisation(of set: PolicySet) -> [[Term]] {
        set.serviceControl.map { reader.terms($0, .serviceControl, .allow, on: .helping) }
    }

    private static func limits(of set: PolicySet) -> [(layer: PolicyLayer, policies: [AppliedPolicy])] {
        [set.boundary].compactMap(\.self).map { (.boundary, [$0]) } + [set.session].compactMap(\.self).map { (.session, $0) }
    }

    private func denials(of set: PolicySet) -> [Term] { Self.policies(of: set).flatMap { reader.terms([$1], $0, .deny, on: .hindering) } }

    private static func policies(of set: PolicySet) -> [(PolicyLayer, AppliedPolicy)] {
        set.identity.map { (.identity, $0) } + [set.boundary].compactMap(\.self).map { (.boundary, $0) }
            + (set.session ?? []).map { (.session, $0) } + set.serviceControl.flatMap(\.self).map { (.serviceControl, $0) }
    }

    /// The larger set's denials that the smaller has not got itself.
    private var newDenials: [Term] {
        let old = Self.policies(of: smaller).flatMap { $1.document.statements.filter { $0.effect == .deny } }
        return Self.policies(of: larger).flatMap { layer, policy in
            policy.document.statements.compactMap { statement in
                guard statement.effect == .deny, !old.contains(where: { $0.covers(statement) }) else { return nil }
                return reader.term(statement, StatementReference(statement, of: policy, in: layer), on: .helping)
            }
        }
    }

    /// What services allow whatever the policies say, on both sides.
    private var undeniable: [Term] {
        smaller.serviceRules.sorted { $0.rawValue < $1.rawValue }.compactMap { rule in
            switch rule {
            case .callerIdentityIsAlwaysAllowed: PasswordGrant.term("sts:GetCallerIdentity", on: .all)
            case .sessionTokenCannotBeControlled: user == nil ? nil : PasswordGrant.term("sts:GetSessionToken", on: .all)
            case .ownDevicesAreChangedWithMFA, .someResourcesNeedTheirPolicy: nil
            }
        }
    }
}

extension PolicyStatement {
    /// Whether this statement plainly matches whatever the other does.
    fileprivate func covers(_ other: PolicyStatement) -> Bool {
        let tests = Set(conditions.map { OpenTest($0, effect: effect) })
        guard Set(other.conditions.map { OpenTest($0, effect: effect) }).imply(tests) else { return false }
        guard actions.isNegated == other.actions.isNegated,
            actions.isNegated
                ? Set(actions.items).isSubset(of: other.actions.items) && !actions.items.isEmpty
                : Set(actions.items).isSuperset(of: other.actions.items)
        else { return false }
        guard let mine = resources, let others = other.resources else { return resources == nil }
        guard mine.isNegated == others.isNegated else { return !mine.isNegated && mine.items.contains(.everything) }
        return mine.isNegated ? !mine.items.isEmpty && mine.isListed(in: others.items) : others.isListed(in: mine.items)
    }
}
