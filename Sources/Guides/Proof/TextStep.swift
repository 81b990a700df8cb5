/// A numbered step of a template's text: a line at the margin that begins with a number and a full stop.
struct TextStep: Hashable {
    let number: Int
    /// Of the file, front matter included.
    let line: Int
    /// The sections that it stands in, from the outermost.
    let sections: [Section]

    /// A section, and whether it is shown if the value is there or if it is not.
    struct Section: Hashable {
        let name: String
        let isInverted: Bool
    }
}

/// What a text says, as far as its steps go, in its order.
enum TextElement: Hashable {
    case step(TextStep)
    /// A part that is included there.
    case part(String, within: [TextStep.Section])

    /// The steps and parts of a file's own text.
    static func all(in file: TemplateFile) -> [TextElement] {
        var elements: [TextElement] = []
        var open: [TextStep.Section] = []
        let numbers = stepNumbers(in: file.source)
        var tags = TemplateTag.all(in: file.source)[...]
        for (index, number) in numbers.enumerated() {
            if let number { elements.append(.step(TextStep(number: number, line: index + 1 + file.lead, sections: open))) }
            while let tag = tags.first, tag.line == index + 1 {
                tags.removeFirst()
                if tag.kind == .partial { elements.append(.part(tag.name, within: open)) }
                follow(tag, &open)
            }
        }
        return elements
    }

    private static func follow(_ tag: TemplateTag, _ open: inout [TextStep.Section]) {
        switch tag.kind {
        case .open: open.append(.init(name: tag.name, isInverted: false))
        case .inverted: open.append(.init(name: tag.name, isInverted: true))
        case .close: if !open.isEmpty { open.removeLast() }
        case .escaped, .verbatim, .partial, .comment, .pragma, .unsupported, .unfinished: break
        }
    }

    /// For each line the number of the step that begins there; none begin in code blocks.
    private static func stepNumbers(in source: String) -> [Int?] {
        var isCode = false
        return source.lines.map { line in
            if line.drop(while: { $0 == " " }).hasPrefix("```") { isCode.toggle() }
            return isCode ? nil : stepNumber(of: line)
        }
    }

    private static func stepNumber(of line: Substring) -> Int? {
        let digits = line.prefix { ("0"..."9").contains($0) }
        let rest = line.dropFirst(digits.count)
        guard !digits.isEmpty, digits.count <= 9, let sign = rest.first, sign == "." || sign == ")" else { return nil }
        return rest.count == 1 || rest.dropFirst().hasPrefix(" ") ? Int(digits) : nil
    }
}
