import Foundation
import FoundationXML

/// Reads an answer of AWS into a small tree. It is complete, or this throws: an answer that broke off is never a short one.
enum XMLReader {
    /// How deep the elements of an answer may be nested; AWS's go to about ten.
    static let deepest = 64

    static func read(_ body: Data) throws(AnswerFault) -> XMLNode {
        try refuseDeclarations(body)
        // XMLParser(data:) fails above about 10 MB, where details of a large account are; a stream does not.
        let parser = XMLParser(stream: InputStream(data: body))
        let builder = XMLTreeBuilder()
        parser.delegate = builder
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let isWhole = parser.parse()
        if let fault = builder.fault { throw fault }
        guard isWhole, let root = builder.root else { throw AnswerFault("the answer breaks off or is not XML") }
        return root
    }

    // AWS's answers declare no document type; entities of somebody's own making are an attack, `<!doctype html>` an error page.
    private static func refuseDeclarations(_ body: Data) throws(AnswerFault) {
        guard let text = String(validating: body, as: UTF8.self) else { throw AnswerFault("the answer is not UTF-8") }
        let start = text.prefix(4096)
        guard start.drop(while: \.isWhitespace).first == "<" else { throw AnswerFault("the answer is not XML") }
        if start.lowercased().contains("<!doctype") { throw AnswerFault("the answer is a web page or declares a document type") }
    }
}

private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
    private(set) var root: XMLNode?
    private(set) var fault: AnswerFault?
    private var open: [XMLNode] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        if open.count == XMLReader.deepest {
            fault = AnswerFault("the answer is nested too deeply")
            parser.abortParsing()
        } else {
            open.append(XMLNode(name: name))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += text
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += String(decoding: block, as: UTF8.self)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let done = open.popLast() else { return }
        guard open.isEmpty else { return open[open.count - 1].children.append(done) }
        root = done
    }
}
