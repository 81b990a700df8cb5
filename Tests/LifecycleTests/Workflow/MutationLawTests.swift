import Lifecycle
import Testing

/// Whatever happens to a shipped file, it is a sound workflow or told what is wrong with it.
@Suite struct MutationLawTests {
    private static let mutantsPerFile: UInt64 = 1_000

    @Test(arguments: Files.shipped) func `a mutant of a shipped file is sound, or has an error inside the file`(name: String) throws {
        let text = try Files.shippedText(name)
        var sound = 0
        for seed in 1...Self.mutantsPerFile {
            var random = Seeded(seed: seed)
            var mutant = text
            for _ in 1...Int.random(in: 1...3, using: &random) { mutant = mutate(mutant, &random) }
            let reading = WorkflowFile.read(mutant, named: name)
            let lines = mutant.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(reading.findings.allSatisfy { (1...lines).contains($0.line) }, "\(name), seed \(seed)")
            #expect((reading.workflow == nil) == reading.findings.contains { $0.severity == .error }, "\(name), seed \(seed)")
            guard let workflow = reading.workflow else { continue }
            sound += 1
            #expect(Soundness(workflow).faults == [], "\(name), seed \(seed)")
        }
        #expect(sound > 0 && sound < Int(Self.mutantsPerFile), "\(sound) of the mutants were sound")
    }

    private func mutate(_ text: String, _ random: inout Seeded) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: lines.indices, using: &random)
        switch Int.random(in: 0...4, using: &random) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[place], at: Int.random(in: lines.indices, using: &random))
        case 2: lines.swapAt(place, Int.random(in: lines.indices, using: &random))
        case 3: lines[place] = String(lines[place].shuffled(using: &random).prefix(80))
        default: lines[place] = changeWord(in: lines[place], from: lines, &random)
        }
        return lines.isEmpty ? "" : lines.joined(separator: "\n")
    }

    /// Another word of the file instead of one of the line, so that most mutants are YAML and many are nearly right.
    private func changeWord(in line: String, from lines: [String], _ random: inout Seeded) -> String {
        let isWord = { (character: Character) in character.isLetter || character == "-" }
        let words = line.split { !isWord($0) }
        let others = lines.joined(separator: " ").split { !isWord($0) }
        guard let old = words.randomElement(using: &random), let new = others.randomElement(using: &random) else { return line }
        return line.replacing(String(old), with: String(new), maxReplacements: 1)
    }
}

/// An independent look at what a workflow promises: by brute force, sharing nothing with the linter.
struct Soundness {
    let workflow: Workflow

    init(_ workflow: Workflow) { self.workflow = workflow }

    var faults: [String] {
        let known = Set(workflow.states.map(\.name))
        var faults: [String] = []
        if known.count != workflow.states.count { faults.append("a state twice") }
        if Set(workflow.transitions.map(\.name)).count != workflow.transitions.count { faults.append("a transition twice") }
        if workflow.state(workflow.initial)?.isTerminal != false { faults.append("the initial state") }
        for transition in workflow.transitions where !known.contains(transition.to) || !known.isSuperset(of: transition.from) {
            faults.append("a target of \(transition.name)")
        }
        for state in workflow.states {
            if let name = state.atDeadline {
                let transition = workflow.transition(name)
                if transition?.by != .deadline || transition?.from.contains(state.name) != true {
                    faults.append("the deadline of \(state.name)")
                }
            }
            let ends = walk(from: state.name)
            if !ends.contains(where: { workflow.state($0)?.isTerminal == true }) { faults.append("no end from \(state.name)") }
            if state.isTerminal != workflow.transitions(from: state.name).isEmpty { faults.append("the ways out of \(state.name)") }
            if !walk(from: workflow.initial).contains(state.name) { faults.append("no way to \(state.name)") }
        }
        return faults
    }

    private func walk(from start: StateName) -> Set<StateName> {
        var found: Set<StateName> = [start]
        for _ in workflow.states {
            for transition in workflow.transitions where !found.isDisjoint(with: transition.from) { found.insert(transition.to) }
        }
        return found
    }
}
