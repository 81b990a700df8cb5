import IAM
import Testing

/// What the linter calls vain can go, and no decision changes.
@Suite struct CoverageLawTests {
    private static let catalogue = ActionCatalogue()

    /// The statements of a random document, one line each, and which of them the linter calls vain.
    private func vain(_ random: inout SeededRandom) -> (statements: [String], places: [Int]) {
        let statements = (0..<Int.random(in: 2...5, using: &random)).map { _ in RandomPolicy.statement(&random) }
        let linter = PolicyLinter(catalogue: Self.catalogue)
        let found = linter.findings(in: PolicyText(text(statements)), as: .identity)
        let places = found.filter { $0.code == .unreachableStatement || $0.code == .redundantStatement }.map { $0.position.line - 2 }
        return (statements, places)
    }

    private func text(_ statements: [String]) -> String {
        "{\"Version\":\"2012-10-17\",\"Statement\":[\n" + statements.joined(separator: ",\n") + "]}"
    }

    @Test(arguments: 1...300) func `a statement that is said to be vain can be removed and no decision changes`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (statements, places) = vain(&random)
        for place in places {
            let whole = PolicySet(identity: [AppliedPolicy("whole", try document(text(statements)))])
            let rest = statements.enumerated().filter { $0.offset != place }.map(\.element)
            let less = PolicySet(identity: [AppliedPolicy("less", try document(text(rest)))])
            for _ in 0..<40 {
                let request = try RandomPolicy.request(&random)
                let (before, after) = (evaluate(request, under: whole), evaluate(request, under: less))
                #expect(
                    before.decision == after.decision,
                    "seed \(seed), statement \(place): \(request.action) on \(request.resource)\n\(text(statements))")
            }
        }
    }

    @Test func `the law speaks of many statements`() {
        let count = (1...300).reduce(0) { count, seed in
            var random = SeededRandom(seed: UInt64(seed))
            return count + vain(&random).places.count
        }
        #expect(count > 60)
    }
}
