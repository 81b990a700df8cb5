import CCmark
import Foundation

/// A Markdown text, understood by the reference implementation of CommonMark. Raw HTML in it is left out.
struct CommonMark {
    private let source: String

    init(_ source: String) { self.source = source }

    /// Its HTML, well-formed as XML. Links to anything that a browser would run are left empty.
    var html: String {
        guard let rendered = cmark_markdown_to_html(source, source.utf8.count, CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8) else { return "" }
        defer { free(rendered) }
        return String(cString: rendered)
    }

    /// The plain text of its first heading; empty if it has none.
    var title: String {
        guard let root = cmark_parse_document(source, source.utf8.count, CMARK_OPT_VALIDATE_UTF8) else { return "" }
        defer { cmark_node_free(root) }
        var node = cmark_node_first_child(root)
        while let current = node, cmark_node_get_type(current) != CMARK_NODE_HEADING { node = cmark_node_next(current) }
        return node.map(text(within:)) ?? ""
    }

    private func text(within node: OpaquePointer) -> String {
        guard let iterator = cmark_iter_new(node) else { return "" }
        defer { cmark_iter_free(iterator) }
        var text = ""
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE else { return text }
            guard event == CMARK_EVENT_ENTER, let literal = cmark_node_get_literal(cmark_iter_get_node(iterator)) else { continue }
            text += String(cString: literal)
        }
    }
}
