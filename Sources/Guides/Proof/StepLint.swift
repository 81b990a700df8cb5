/// The rules over what one template declares of its steps.
struct StepLint {
    private let file: TemplateFile

    init(_ file: TemplateFile) { self.file = file }

    /// Mistakes in the front matter, and steps that differ from those of the text.
    var findings: [TemplateFinding] {
        let problems = file.declaration.problems.map { problem in
            TemplateFinding(
                file: file.name, line: problem.line, code: .malformedFrontMatter, message: problem.message, remedy: problem.remedy)
        }
        return problems.isEmpty ? differing : problems
    }

    private var differing: [TemplateFinding] {
        let written = TextElement.all(in: file).compactMap { if case .step(let step) = $0 { step } else { nil } }
        let declared = file.declaration.steps
        let place = zip(written, declared).enumerated().first { $1.0.number != $1.1.number }?.offset ?? min(written.count, declared.count)
        guard place < max(written.count, declared.count) else { return [] }
        let line = place < written.count ? written[place].line : declared[place].line
        return [
            TemplateFinding(
                file: file.name, line: line, code: .stepsDiffer,
                message: "the text has \(Self.text(written.map(\.number))), the front matter declares \(Self.text(declared.map(\.number)))",
                remedy: "declare each numbered step under 'steps:' at the top of the file; docs/guides.md says how")
        ]
    }

    private static func text(_ numbers: [Int]) -> String {
        switch numbers.count {
        case 0: "no steps"
        case 1: "step \(numbers[0])"
        default: "steps \(numbers.map(String.init).joined(separator: " "))"
        }
    }
}
