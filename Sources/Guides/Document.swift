import Lifecycle

/// One document made from its template: fills in, and never leaves anything out in silence.
struct Document {
    let language: Language
    private let templates: Templates
    private let slots: GuideSlots

    init(_ language: Language, _ values: GuideValues, _ templates: Templates) throws(GuideError) {
        self.language = language
        self.templates = templates
        self.slots = try GuideSlots(values, language)
    }

    /// The Markdown of a document, with values of its own besides the guide's.
    func markdown(_ base: String, needs: Set<GuideName>, adding own: [String: String] = [:]) throws(GuideError) -> String {
        let document = try prepared(base, needs: needs)
        return try fill(document.file.source, of: document, adding: own)
    }

    /// A mail's subject, which is plain text, and its body, which is Markdown.
    func mail(_ kind: MailKind, adding own: [String: String] = [:]) throws(GuideError) -> (subject: String, body: String) {
        let document = try prepared(kind.templateBase, needs: kind.needs)
        let template = MailTemplate(document.file.source)
        let subject = try fill(template.subject, of: document, adding: own)
        return (subject.trimmingBlanks, try fill(template.body, of: document, adding: own))
    }

    /// The page around some Markdown.
    func page(title: String, markdown: String) throws(GuideError) -> String {
        let page = try templates.prepared(TemplateFile.page)
        let values = ["title": title, "language": language.rawValue, "body": CommonMark(markdown).html]
        return try templates.render(page.file.source, of: page, values: values)
    }

    private func prepared(_ base: String, needs: Set<GuideName>) throws(GuideError) -> Templates.Prepared {
        let document = try templates.prepared(TemplateFile.name(of: base, language))
        if let missing = needs.filter({ slots.entries[$0] == nil }).sorted(by: { $0.rawValue < $1.rawValue }).first {
            throw .missingValue(missing, document: base)
        }
        return document
    }

    private func fill(_ source: String, of document: Templates.Prepared, adding own: [String: String]) throws(GuideError) -> String {
        try templates.render(source, of: document, values: slots.lookup.merging(own) { _, own in own })
    }
}
