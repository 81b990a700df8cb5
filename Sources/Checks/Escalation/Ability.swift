import IAM

/// Whether somebody can make some calls.
enum Ability: Sendable {
    /// In an ordinary session; these statements allow it.
    case yes([StatementReference])
    /// Only where conditions hold of which a snapshot shows nothing.
    case maybe([ContextKey])
    case no

    /// Both are needed.
    func and(_ other: @autoclosure () -> Ability) -> Ability {
        switch self {
        case .no: return .no
        case .yes(let statements):
            guard case .yes(let more) = other() else { return other() }
            return .yes(statements + more.filter { !statements.contains($0) })
        case .maybe(let keys):
            switch other() {
            case .no: return .no
            case .yes: return self
            case .maybe(let more): return .maybe(Array(Set(keys + more)).sorted())
            }
        }
    }

    var statements: [StatementReference] { if case .yes(let statements) = self { statements } else { [] } }
    var keys: [ContextKey] { if case .maybe(let keys) = self { keys } else { [] } }

    /// Whether it is at least so certain.
    func reaches(_ certainty: Certainty) -> Bool {
        switch self {
        case .yes: true
        case .maybe: certainty == .possible
        case .no: false
        }
    }
}

/// How sure it has to be that somebody can do something.
enum Certainty: CaseIterable, Sendable { case certain, possible }
