import Lifecycle

/// A guide as something to do: its steps in the order in which its reader meets them.
struct GuideScript {
    let steps: [ScriptStep]
    /// Why the steps cannot be trusted to be those of the text; empty if they can.
    let findings: [TemplateFinding]

    /// The script of a template with all that it includes.
    init(_ file: TemplateFile, in set: TemplateSet) {
        steps = Self.steps(of: file, in: set, within: [], above: [])
        findings = set.reachable(from: file).flatMap { StepLint($0).findings }.sorted()
    }

    private static func steps(
        of file: TemplateFile, in set: TemplateSet, within sections: [TextStep.Section], above: Set<String>
    ) -> [ScriptStep] {
        // A part that includes itself is the linter's matter.
        guard !above.contains(file.name) else { return [] }
        var declared = file.declaration.steps[...]
        return TextElement.all(in: file).flatMap { element -> [ScriptStep] in
            switch element {
            case .step(let step):
                return declared.popFirst().map {
                    [ScriptStep(file: file.name, line: step.line, sections: sections + step.sections, declared: $0)]
                } ?? []
            case .part(let name, let inner):
                guard let part = set.partial(name, for: file) else { return [] }
                return steps(of: part, in: set, within: sections + inner, above: above.union([file.name]))
            }
        }
    }
}

/// One step of a script, and where its text stands.
struct ScriptStep: Hashable {
    let file: String
    let line: Int
    let sections: [TextStep.Section]
    let declared: DeclaredStep
}
