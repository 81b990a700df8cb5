/// HTML that is put together from texts, every one of them escaped.
struct Markup: Sendable {
    private(set) var text: String

    /// A text as it is to be read.
    init(_ text: String) {
        self.text = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
            "\"", with: "&quot;")
    }

    private init(raw: String) { text = raw }

    /// An element with what it holds.
    static func element(_ name: String, _ attributes: [(String, String)] = [], _ content: [Markup]) -> Markup {
        let list = attributes.map { " \($0.0)=\"\(Markup($0.1).text)\"" }.joined()
        return Markup(raw: "<\(name)\(list)>\(content.map(\.text).joined())</\(name)>")
    }

    static func element(_ name: String, _ content: String, class style: String? = nil) -> Markup {
        element(name, style.map { [("class", $0)] } ?? [], [Markup(content)])
    }

    /// A table with a head; a cell may hold markup.
    static func table(_ head: [String], _ rows: [[Markup]]) -> Markup {
        let first = element("tr", [], head.map { element("th", $0) })
        let body = rows.map { row in element("tr", [], row.map { element("td", [], [$0]) }) }
        return element("table", [], [element("thead", [], [first]), element("tbody", [], body)])
    }

    /// A whole page.
    static func page(_ language: String, title: String, style: String, _ content: [Markup]) -> String {
        let head = element(
            "head", [],
            [
                Markup(raw: "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
                element("title", title), Markup(raw: "<style>\(style)</style>"),
            ])
        return "<!DOCTYPE html>\n" + element("html", [("lang", language)], [head, element("body", [], content)]).text + "\n"
    }
}
