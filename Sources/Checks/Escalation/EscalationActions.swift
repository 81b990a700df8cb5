import IAM

/// The actions of the table, numbered: most policies mention none of them, and that is found out by a look at their services.
struct EscalationActions: Hashable, Sendable {
    private var bits: ActionNumbers.Bits = .zero

    /// None.
    init() {}

    /// Those that a policy allows or denies somewhere, whatever the conditions.
    init(in document: PolicyDocument, _ effect: PolicyEffect) {
        bits = Self.numbers.bits(in: document, effect)
    }

    /// Those of a path.
    init(of path: EscalationPath) { self = Self.ofPaths[path.id] ?? Self() }

    var isEmpty: Bool { bits == .zero }

    func contains(_ others: Self) -> Bool { bits & others.bits == others.bits }

    mutating func add(_ others: Self) { bits = bits | others.bits }

    private static let ofPaths = Dictionary(
        uniqueKeysWithValues: EscalationPath.all.map { path in
            var actions = Self()
            actions.bits = path.calls.reduce(.zero) { $0 | numbers.bit(of: $1.action) }
            return (path.id, actions)
        })

    /// The calls that change the tags which a condition may ask for.
    private static let tagging = ["iam:TagUser", "iam:TagRole"].compactMap { try? ActionName($0) }

    private static let numbers: ActionNumbers = {
        var known: Set<ActionName> = []
        return ActionNumbers((EscalationPath.all.flatMap(\.calls).map(\.action) + tagging).filter { known.insert($0).inserted })
    }()
}
