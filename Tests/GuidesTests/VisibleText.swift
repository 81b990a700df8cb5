import Foundation
import FoundationXML

/// What a reader sees of a page, and what it consists of. Fails on a page that is not well-formed XML.
final class VisibleText: NSObject, XMLParserDelegate {
    private(set) var text = ""
    private(set) var elements: [String] = []
    private(set) var attributes: [(name: String, value: String)] = []
    private var isHidden = false

    static func read(_ html: String) throws -> VisibleText {
        let visible = VisibleText()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = visible
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.propertyListReadCorrupt) }
        return visible
    }

    func count(of element: String) -> Int { elements.count { $0 == element } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        elements.append(name)
        self.attributes += attributes.map { ($0.key, $0.value) }
        isHidden = name == "style" || name == "title"
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { isHidden = false }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if !isHidden { text += string }
    }
}
