import Lifecycle

/// A template and what its name says: `guide-new.ko.md` is the document or part `guide-new` in Korean.
struct TemplateFile {
    let name: String
    /// The text below the front matter, with line feeds only and without a byte order mark, however an editor has left it.
    let source: String
    let frontMatter: FrontMatter?
    let role: Role

    enum Role: Hashable {
        case guide(GuideKind, Language)
        case mail(MailKind, Language)
        /// A part that others include.
        case partial(String, Language)
        /// The HTML page around every document.
        case page
        case unknown
    }

    /// The page's file.
    static let page = "page.html"

    init(name: String, source: String) {
        self.name = name
        let text = source.replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: "")
        (frontMatter, self.source) = FrontMatter.split(text)
        self.role = Self.role(of: name)
    }

    /// How many lines of the file stand above the text.
    var lead: Int { frontMatter?.lineCount ?? 0 }

    /// What the front matter declares, and what is wrong with it.
    var declaration: (steps: [DeclaredStep], problems: [FrontMatterReader.Problem]) {
        frontMatter.map(FrontMatterReader.read) ?? ([], [])
    }

    /// The file of a part in a language.
    static func name(of base: String, _ language: Language) -> String { "\(base).\(language.rawValue).md" }

    /// The name by which templates of the same language include it, and its language; nil for the page and unknown files.
    var part: (base: String, language: Language)? {
        switch role {
        case .guide(let kind, let language): (kind.templateBase, language)
        case .mail(let kind, let language): (kind.templateBase, language)
        case .partial(let base, let language): (base, language)
        case .page, .unknown: nil
        }
    }

    /// The names that it may use and how.
    var vocabulary: [String: GuideName.Form] {
        switch role {
        case .page: ["title": .text, "language": .text, "body": .word]
        case .mail(.guide, _): Self.values.merging(["title": .text]) { own, _ in own }
        case .guide, .mail, .partial, .unknown: Self.values
        }
    }

    /// The optional values that are never missing here.
    var needs: Set<GuideName> {
        switch role {
        case .guide(let kind, _): kind.needs
        case .mail(let kind, _): kind.needs
        case .partial, .page, .unknown: []
        }
    }

    /// What its first line must be: the library escapes for HTML otherwise, in partials too.
    var pragma: String {
        switch role {
        case .page: "{{% CONTENT_TYPE: HTML}}"
        case .guide, .mail, .partial, .unknown: "{{% CONTENT_TYPE: \(MarkdownEscaping.name)}}"
        }
    }

    private static let values = Dictionary(uniqueKeysWithValues: GuideName.allCases.map { ($0.rawValue, $0.form) })

    private static func role(of name: String) -> Role {
        if name == page { return .page }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[2] == "md", !parts[0].isEmpty, let language = Language(rawValue: parts[1]) else { return .unknown }
        if let kind = GuideKind.allCases.first(where: { $0.templateBase == parts[0] }) { return .guide(kind, language) }
        if let kind = MailKind.allCases.first(where: { $0.templateBase == parts[0] }) { return .mail(kind, language) }
        return .partial(parts[0], language)
    }
}

extension GuideKind {
    /// Its template without language and ending: `guide-new`.
    var templateBase: String { "guide-\(rawValue)" }
}
