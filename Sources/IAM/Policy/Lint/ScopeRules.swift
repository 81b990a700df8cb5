extension PolicyLint {
    /// What a statement is about and what it names go together: an action that knows no resources is checked against `*` alone, and any other
    /// against ARNs of its own shapes.
    mutating func lintScope(of statement: LintedStatement) {
        guard let resources = statement.statement.resources, !resources.isNegated, !statement.actions.isNegated,
            !resources.items.isEmpty, resources.items.allSatisfy({ $0 != .everything })
        else { return }
        let scope = Scope(
            resources: resources.items.map(\.widened), types: statement.listed.flatMap { $0.actions.flatMap(\.resourceTypes) })
        // Of an action that is not known, it is not known what it takes either.
        if let named = statement.namedActions, !scope.isTakenByAny, resources.items.allSatisfy(\.isSpecific) {
            return reportNoRequest(of: statement, named)
        }
        for entry in statement.listed where !entry.actions.isEmpty { lint(entry, scope) }
        guard let named = statement.namedActions else { return }
        let services = Set(named.compactMap { $0.pattern.service?.lowercased() }).sorted().map { "'\($0)'" }.joined(separator: ", ")
        for (index, entry) in statement.resourceEntries.enumerated() where !scope.isTaken(index) && entry.pattern.isComplete {
            report(
                .resourceNotTaken, at: entry.position, "\(entry.pattern.text.cited) is a resource of none of the actions named",
                remedy: "correct the ARN, or remove it: the actions named are of \(services)")
        }
    }

    private mutating func reportNoRequest(of statement: LintedStatement, _ named: [ListedAction]) {
        let needsAll = !named.contains { $0.actions.contains(where: \.hasResourcePermissions) }
        report(
            .noSuchRequest, at: statement.position("Resource"),
            needsAll
                ? "statement \(statement.label) matches no request: its actions know no resources and are checked against '*', which is not named"
                : "statement \(statement.label) matches no request: none of its resources is one of its actions'",
            remedy: needsAll ? "write \"Resource\": \"*\"" : "correct the ARNs or the actions")
    }

    private mutating func lint(_ entry: ListedAction, _ scope: Scope) {
        let name = entry.pattern.text.cited
        guard entry.actions.contains(where: \.hasResourcePermissions) else {
            report(
                .actionNeedsAll, at: entry.position, "\(name) knows no resources: it is checked against '*', which is not named here",
                remedy: "put it into a statement with \"Resource\": \"*\"")
            return
        }
        let types = entry.actions.flatMap(\.resourceTypes)
        guard !types.contains(where: scope.takes), entry.actions.allSatisfy(\.hasResourcePermissions) else { return }
        let shapes = Set(types.map(\.arn)).sorted()
        let others = shapes.count > 1 ? " or another of its \(shapes.count)" : ""
        report(
            .actionTakesNone, at: entry.position, "no resource named here is one of \(name)",
            remedy: "name one of the shape \(shapes[0])\(others), or remove the action")
    }
}

extension ResourcePattern {
    fileprivate var isComplete: Bool { if case .arn(let pattern) = self { pattern.isComplete } else { true } }

    // Services check some listings against all of a kind, which AWS documents as checked against '*': iam:ListUsers against user/.
    /// Whether it is an ARN, and neither all of a service's nor all of one kind, as `arn:aws:s3:::*` and `arn:aws:iam::*:role/*` are.
    fileprivate var isSpecific: Bool {
        guard case .arn(let pattern) = self, pattern.isComplete, let name = pattern.segments.last?.text else { return false }
        return !name.hasSuffix("*") || !(name.dropLast().last.map { "/:".contains($0) } ?? true)
    }
}

/// Which of a statement's resources belong to which types of resources.
private struct Scope {
    private let taken: Set<Int>
    private let taking: Set<String>

    init(resources: [[PatternUnit]], types: [CatalogueResourceType]) {
        var (taken, taking): (Set<Int>, Set<String>) = ([], [])
        for arn in Set(types.map(\.arn)) {
            let shape = CatalogueShape.units(of: arn)
            for (index, resource) in resources.enumerated() where Wildcard.overlap(resource, shape) {
                taken.insert(index)
                taking.insert(arn)
            }
        }
        (self.taken, self.taking) = (taken, taking)
    }

    /// Whether one of the resources is of one of the types.
    var isTakenByAny: Bool { !taken.isEmpty }

    /// Whether the resource at that place is of one of the types.
    func isTaken(_ index: Int) -> Bool { taken.contains(index) }

    /// Whether one of the resources is of that type.
    func takes(_ type: CatalogueResourceType) -> Bool { taking.contains(type.arn) }
}
