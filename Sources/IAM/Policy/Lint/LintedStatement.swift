/// A statement with the places of all that it lists.
struct LintedStatement {
    let statement: PolicyStatement
    /// The entries of `Action` or `NotAction`.
    let listed: [ListedAction]
    private let node: JSONNode

    init(_ statement: PolicyStatement, _ node: JSONNode, _ catalogue: ActionCatalogue) {
        self.statement = statement
        self.node = node
        let positions = node.positions("Action", "NotAction")
        listed = zip(statement.actions.items, positions).map { pattern, position in
            let actions = pattern.meansEverything ? [] : catalogue.actions(matching: pattern)
            return ListedAction(pattern: pattern, position: position, actions: actions)
        }
    }

    var effect: PolicyEffect { statement.effect }
    var actions: Clause<ActionPattern> { statement.actions }
    var conditions: [ConditionTest] { statement.conditions }

    /// What to call it: `'Sid'`, or `number 2`.
    var label: String {
        guard let sid = statement.sid, !sid.isEmpty else { return "number \(statement.index + 1)" }
        return sid.quoted
    }

    /// The entries of `Action` if the catalogue has all that they mean; nil for `NotAction`, for everything and for strangers.
    var namedActions: [ListedAction]? {
        actions.isNegated || listed.contains { $0.actions.isEmpty } ? nil : listed
    }

    /// The entries of `Resource` or `NotResource` with their places; none where there is no such element.
    var resourceEntries: [(pattern: ResourcePattern, position: TextPosition)] {
        Array(zip(statement.resources?.items ?? [], node.positions("Resource", "NotResource")))
    }

    /// Where the first of these elements that is there begins.
    func position(_ names: String...) -> TextPosition { node.firstMember(names)?.position ?? node.position }
}

/// An entry of `Action` or `NotAction`.
struct ListedAction {
    let pattern: ActionPattern
    let position: TextPosition
    /// What it means; empty where that is everything, or nothing that the catalogue has.
    let actions: [CatalogueAction]
}

extension JSONNode {
    /// The places of what the first of these members lists.
    fileprivate func positions(_ names: String...) -> [TextPosition] { firstMember(names)?.value.items.map(\.position) ?? [] }

    fileprivate func firstMember(_ names: [String]) -> JSONMember? {
        guard case .object(let members) = value else { return nil }
        return members.first { names.contains($0.key) }
    }
}
