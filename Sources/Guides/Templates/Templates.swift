import Lifecycle
import Mustache
import Synchronization

/// The templates of a home, by file name: `guide-new.ko.md`, `page.html`.
///
/// What is to be known about one of them, that nothing refuses it and what it includes, is found out once, however many documents are made from it.
public final class Templates: Sendable {
    let set: TemplateSet
    private let documents = Mutex<[String: Prepared]>([:])
    private let parsed = Mutex<[String: MustacheTemplate]>([:])

    /// The templates with those names and texts; nothing is read or checked yet.
    public init(_ files: [String: String]) { set = TemplateSet(files) }

    /// A document's template, or what is wrong with it.
    func prepared(_ name: String) throws(GuideError) -> Prepared {
        guard let document = try known(name) else { throw .missingTemplate(name) }
        guard document.refusals.isEmpty else { throw .template(document.refusals) }
        return document
    }

    /// Fills in a document, or one line of it.
    func render(_ source: String, of document: Prepared, values: [String: any Sendable]) throws(GuideError) -> String {
        try template(source, of: document.file).render(values, library: document.parts)
    }

    private func known(_ name: String) throws(GuideError) -> Prepared? {
        if let document = documents.withLock({ $0[name] }) { return document }
        guard let file = set.file(name) else { return nil }
        let document = try prepare(file)
        documents.withLock { $0[name] = document }
        return document
    }

    private func prepare(_ file: TemplateFile) throws(GuideError) -> Prepared {
        let refusals = TemplateLint.refusals(of: file, in: set)
        var parts = MustacheLibrary()
        guard refusals.isEmpty else { return Prepared(file: file, refusals: refusals, parts: parts) }
        for included in set.reachable(from: file) {
            guard let part = included.part else { continue }
            parts.register(try template(included.source, of: included), named: part.base)
        }
        return Prepared(file: file, refusals: [], parts: parts)
    }

    private func template(_ source: String, of file: TemplateFile) throws(GuideError) -> MustacheTemplate {
        if let template = parsed.withLock({ $0[source] }) { return template }
        do {
            let template = try set.library.parse(source)
            parsed.withLock { $0[source] = template }
            return template
        } catch {
            throw .template([.unreadable(file)])
        }
    }

    /// A file of which documents can be made, with all that it includes.
    struct Prepared {
        let file: TemplateFile
        /// Why it must not be rendered.
        let refusals: [TemplateFinding]
        let parts: MustacheLibrary
    }
}

extension TemplateFinding {
    fileprivate static func unreadable(_ file: TemplateFile) -> TemplateFinding {
        TemplateFinding(
            file: file.name, line: 1, code: .malformedTag, message: "the template cannot be read", remedy: "compare it with the shipped one"
        )
    }
}
