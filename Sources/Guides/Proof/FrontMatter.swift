/// The YAML between two lines `---` at the top of a template: what it says about itself, which no reader is shown.
struct FrontMatter: Hashable {
    let text: String
    /// How many lines of the file it takes, its fences included.
    let lineCount: Int
    /// False if the second fence is missing; the text is then all the rest.
    let isClosed: Bool

    private static let fence = "---"

    /// Takes the front matter off the top of a template.
    static func split(_ source: String) -> (frontMatter: FrontMatter?, body: String) {
        let lines = source.lines
        guard lines.first.map(String.init) == fence else { return (nil, source) }
        guard let end = lines.dropFirst().firstIndex(where: { $0 == fence }) else {
            return (FrontMatter(text: lines.dropFirst().joined(separator: "\n"), lineCount: 0, isClosed: false), source)
        }
        let text = lines[1..<end].joined(separator: "\n")
        return (FrontMatter(text: text, lineCount: end + 1, isClosed: true), lines[(end + 1)...].joined(separator: "\n"))
    }
}
