import Foundation
import Lifecycle
import Testing

@Suite struct RosterTests {
    @Test func `a stage of one needs three people, for two of them may be asking and asked for`() throws {
        #expect(try codes([("a", 1, ["security"])], ["security": [1, 2, 3]]) == [])
        #expect(try codes([("a", 1, ["security"])], ["security": [1, 2]]) == [.unreachableQuorum])
    }

    @Test func `people are not counted twice when two stages share them`() throws {
        let stages: [(String, Int, [String])] = [("a", 2, ["x"]), ("b", 2, ["y"])]
        #expect(try codes(stages, ["x": [1, 2, 3, 4], "y": [1, 2, 3, 4]]) == [.unreachableQuorum])
        #expect(try codes(stages, ["x": [1, 2, 3, 4], "y": [3, 4, 5, 6]]) == [])
    }

    @Test func `a computed group counts as one other person, unless the roster says who it can be`() throws {
        let stages: [(String, Int, [String])] = [("a", 1, ["@manager"])]
        #expect(try codes(stages, [:]) == [])
        #expect(try codes(stages, ["@manager": [1, 2]]) == [.unreachableQuorum])
    }

    @Test func `the warning names the stage and the people without whom it cannot be filled`() throws {
        let reading = try reading([("a", 1, ["x"])])
        let finding = try #require(reading.findings(roster: try roster(["x": [1, 2]]), signers: []).first)
        #expect(finding.severity == .warning && finding.key == "approval.stages[0].quorum")
        #expect(finding.message.hasSuffix("'a' cannot find 1 of x who sign no other stage when requester and subject are P-1 and P-2"))
    }

    @Test(
        arguments: [
            (1, ["x"], [1, 2, 3], [], "nobody of x has"), (1, ["x"], [1, 2, 3], [9], "nobody of x has"), (1, ["x"], [1, 2, 3], [2], nil),
            (2, ["x"], [1, 2, 3, 4], [2], "only 1 of x has"), (2, ["x"], [1, 2, 3, 4], [2, 4], nil),
            (3, ["x"], [1, 2, 3, 4], [2, 4, 9], "only 2 of x have"),
            (1, ["@manager"], [], [], "nobody of @manager has"), (1, ["@manager"], [], [9], nil),
            (2, ["@manager", "x"], [1, 2, 3, 4], [3], nil), (1, ["x"], [], [], "nobody of x has"),
        ] as [(Int, [String], Set<Int>, Set<Int>, String?)])
    func `a signed stage wants its quorum among those who have a key that signs`(
        quorum: Int, groups: [String], members: Set<Int>, signers: Set<Int>, short: String?
    ) throws {
        let people = try roster(["x": members])
        let able = Set(signers.map { PersonID($0) })
        let found = try reading([("a", quorum, groups)], signed: true).findings(roster: people, signers: able)
            .filter { $0.code == .unreachableSignature }
        #expect(
            found.map(\.message) == short.map {
                ["stage 'a' counts only signed decisions, and \($0) a registered key that signs; it takes \(quorum)"]
            }
                ?? [])
        #expect(found.allSatisfy { $0.severity == .warning && $0.key == "approval.stages[0].signed" })
        #expect(found.allSatisfy { $0.remedy.contains("register one: tenure person key \(members.min().map { "P-\($0)" } ?? "PERSON") ") })
        let unsigned = try reading([("a", quorum, groups)]).findings(roster: people, signers: [])
        #expect(!unsigned.contains { $0.code == .unreachableSignature })
    }

    @Test func `the answer is that of trying every pair and every choice`() throws {
        for seed in UInt64(1)...300 {
            var random = Seeded(seed: seed)
            let names = ["x", "y", "z"]
            let stages = (0..<Int.random(in: 1...3, using: &random)).map { index in
                ("s\(index)", Int.random(in: 1...2, using: &random), [names[index], names.randomElement(using: &random) ?? "x"])
            }
            let people = Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, Set((0..<Int.random(in: 2...6, using: &random)).map { _ in Int.random(in: 1...8, using: &random) }))
                })
            let found = try codes(stages.map { ($0.0, $0.1, Array(Set($0.2)).sorted()) }, people)
            #expect(found.isEmpty == canAlwaysApprove(stages, people), "seed \(seed)")
        }
    }

    private func canAlwaysApprove(_ stages: [(String, Int, [String])], _ people: [String: Set<Int>]) -> Bool {
        let places = stages.flatMap { stage in
            Array(repeating: stage.2.reduce(into: Set<Int>()) { $0.formUnion(people[$1] ?? []) }, count: stage.1)
        }
        return (0...8).allSatisfy { requester in (0...8).allSatisfy { subject in choose(places[...], without: [requester, subject]) } }
    }

    private func choose(_ places: ArraySlice<Set<Int>>, without taken: Set<Int>) -> Bool {
        guard let place = places.first else { return true }
        return place.subtracting(taken).contains { choose(places.dropFirst(), without: taken.union([$0])) }
    }

    private func codes(_ stages: [(String, Int, [String])], _ people: [String: Set<Int>]) throws -> [LintCode] {
        try reading(stages).findings(roster: try roster(people), signers: []).map(\.code)
    }

    private func roster(_ people: [String: Set<Int>]) throws -> [ApprovalGroup: Set<PersonID>] {
        Dictionary(uniqueKeysWithValues: try people.map { (try ApprovalGroup($0), Set($1.map { PersonID($0) })) })
    }

    private func reading(_ stages: [(String, Int, [String])], signed: Bool = false) throws -> WorkflowReading {
        let parts = try Files.shippedText("standard").components(separatedBy: "  stages:\n")
        let rest = try #require(parts.last?.range(of: "review:").map { parts[1][$0.lowerBound...] })
        let lines = stages.map { name, quorum, groups in
            let list = groups.map { "\"\($0)\"" }.joined(separator: ", ")
            return "    - name: \(name)\n      groups: [\(list)]\n      quorum: \(quorum)\n" + (signed ? "      signed: true\n" : "")
        }
        let reading = WorkflowFile.read(parts[0] + "  stages:\n" + lines.joined() + rest, named: "standard.yaml")
        try #require(reading.findings.isEmpty, "\(reading.findings)")
        return reading
    }
}
