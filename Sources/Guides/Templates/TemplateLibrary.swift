import Lifecycle
import Mustache

/// The template library, with Markdown among its content types.
struct TemplateLibrary {
    // The library keeps content types in one table behind a lock; writing the same entry again changes nothing.
    init() { MustacheContentTypes.register(MarkdownEscaping(), named: MarkdownEscaping.name) }

    /// Reads a template.
    func parse(_ source: String) throws -> MustacheTemplate { try MustacheTemplate(string: source) }

    /// Fills in a template whose parts are those files. Nothing unknown is left by then: the linter has refused it.
    func render(_ source: String, parts: [TemplateFile], values: [String: any Sendable]) throws -> String {
        var library = MustacheLibrary()
        for file in parts {
            guard let part = file.part else { continue }
            library.register(try parse(file.source), named: part.base)
        }
        return try parse(source).render(values, library: library)
    }
}
