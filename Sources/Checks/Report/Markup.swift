import Lifecycle

/// HTML that is put together from texts, every one of them escaped.
public struct Markup: Sendable {
    /// The HTML.
    public private(set) var text: String

    /// A text as it is to be read.
    public init(_ text: String) {
        self.text = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
            "\"", with: "&quot;")
    }

    private init(raw: String) { text = raw }

    /// An element with what it holds.
    public static func element(_ name: String, _ attributes: [(String, String)] = [], _ content: [Markup]) -> Markup {
        let list = attributes.map { " \($0.0)=\"\(Markup($0.1).text)\"" }.joined()
        return Markup(raw: "<\(name)\(list)>\(content.map(\.text).joined())</\(name)>")
    }

    /// An element with a text.
    public static func element(_ name: String, _ content: String, class style: String? = nil) -> Markup {
        element(name, style.map { [("class", $0)] } ?? [], [Markup(content)])
    }

    /// A table with a head; a cell may hold markup.
    public static func table(_ head: [String], _ rows: [[Markup]]) -> Markup {
        Markup(raw: tableOpening(head) + rows.map { row($0).text }.joined() + tableClosing)
    }

    /// A row of a table; a cell may hold markup.
    public static func row(_ cells: [Markup]) -> Markup { element("tr", [], cells.map { element("td", [], [$0]) }) }

    /// A whole page that needs no other file and no network, and can be printed.
    public static func page(_ language: Language, title: String, _ content: [Markup]) -> String {
        opening(language, title: title) + content.map(\.text).joined() + closing
    }

    /// What stands before a page's content, for pages that are too long to be put together as a whole.
    public static func opening(_ language: Language, title: String) -> String {
        let head = element(
            "head", [],
            [
                Markup(raw: "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
                element("title", title), Markup(raw: "<style>\(style)</style>"),
            ])
        return "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">\(head.text)<body>"
    }

    /// What ends such a page.
    public static let closing = "</body></html>\n"

    /// What stands before the rows of a table.
    public static func tableOpening(_ head: [String]) -> String {
        "<table><thead>\(element("tr", [], head.map { element("th", $0) }).text)</thead><tbody>"
    }

    /// What ends such a table.
    public static let tableClosing = "</tbody></table>"

    private static let style = """
        body{font:14px/1.5 "Noto Sans KR","Malgun Gothic",system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#1a1a1a;word-break:keep-all}\
        h2{margin-top:2em;border-bottom:1px solid #ccc}h3{margin:0;font-size:1em}table{border-collapse:collapse;width:100%}\
        th,td{text-align:left;vertical-align:top;padding:.25em .6em;border-bottom:1px solid #ddd;overflow-wrap:anywhere}th{white-space:nowrap}\
        .summary{display:flex;flex-wrap:wrap;gap:1em;list-style:none;padding:0;font-weight:bold}section{margin:1em 0;padding:.6em 1em;\
        border-left:3px solid #bbb;break-inside:avoid}pre{background:#f4f4f4;padding:.6em;white-space:pre-wrap;overflow-wrap:anywhere}\
        .critical,.fail{color:#a30000;font-weight:bold}.high{color:#b34700;font-weight:bold}.medium{color:#7a5c00}.low{color:#444}\
        .unknown,.waived{color:#4b2e83}.pass{color:#1b6b2f}.id{color:#666;font-size:.85em}.title{color:#444}\
        @media print{body{margin:0;max-width:none}a{color:inherit;text-decoration:none}thead{display:table-header-group}}
        """
}
