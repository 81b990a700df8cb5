import Lifecycle

/// One document made from its template: lints, fills in, and never leaves anything out in silence.
struct Document {
    let language: Language
    private let set: TemplateSet
    private let slots: GuideSlots

    init(_ language: Language, _ values: GuideValues, _ templates: [String: String]) throws(GuideError) {
        self.language = language
        self.set = TemplateSet(templates)
        self.slots = try GuideSlots(values, language)
    }

    /// The Markdown of a document, with values of its own besides the guide's.
    func markdown(_ base: String, needs: Set<GuideName>, adding own: [String: String] = [:]) throws(GuideError) -> String {
        let file = try file(base, needs: needs)
        return try fill(file.source, of: file, adding: own)
    }

    /// A mail's subject, which is plain text, and its body, which is Markdown.
    func mail(_ kind: MailKind, adding own: [String: String] = [:]) throws(GuideError) -> (subject: String, body: String) {
        let file = try file(kind.templateBase, needs: kind.needs)
        let template = MailTemplate(file.source)
        let subject = try fill(template.subject, of: file, adding: own)
        return (subject.trimmingBlanks, try fill(template.body, of: file, adding: own))
    }

    /// The page around some Markdown.
    func page(title: String, markdown: String) throws(GuideError) -> String {
        guard let file = set.file(TemplateFile.page) else { throw .missingTemplate(TemplateFile.page) }
        try refuse(file)
        let values = ["title": title, "language": language.rawValue, "body": CommonMark(markdown).html]
        return try render(file.source, of: file, values: values)
    }

    private func file(_ base: String, needs: Set<GuideName>) throws(GuideError) -> TemplateFile {
        let name = TemplateFile.name(of: base, language)
        guard let file = set.file(name) else { throw .missingTemplate(name) }
        try refuse(file)
        if let missing = needs.filter({ slots.entries[$0] == nil }).sorted(by: { $0.rawValue < $1.rawValue }).first {
            throw .missingValue(missing, document: base)
        }
        return file
    }

    private func refuse(_ file: TemplateFile) throws(GuideError) {
        let refusals = TemplateLint.refusals(of: file, in: set)
        guard refusals.isEmpty else { throw .template(refusals) }
    }

    private func fill(_ source: String, of file: TemplateFile, adding own: [String: String]) throws(GuideError) -> String {
        try render(source, of: file, values: slots.lookup.merging(own) { _, own in own })
    }

    private func render(_ source: String, of file: TemplateFile, values: [String: any Sendable]) throws(GuideError) -> String {
        do {
            return try set.library.render(source, parts: set.reachable(from: file), values: values)
        } catch {
            let finding = TemplateFinding(
                file: file.name, line: 1, code: .malformedTag, message: "the template cannot be read",
                remedy: "compare it with the shipped one")
            throw .template([finding])
        }
    }
}
