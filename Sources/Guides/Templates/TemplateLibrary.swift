import Lifecycle
import Mustache

/// The template library, with Markdown among its content types.
struct TemplateLibrary {
    // The library keeps content types in one table behind a lock; writing the same entry again changes nothing.
    init() { MustacheContentTypes.register(MarkdownEscaping(), named: MarkdownEscaping.name) }

    /// Reads a template.
    func parse(_ source: String) throws -> MustacheTemplate { try MustacheTemplate(string: source) }
}
