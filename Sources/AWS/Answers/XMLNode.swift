import Foundation
import IAM

/// One element of an answer: its local name, the text directly in it, and the elements in it.
struct XMLNode: Sendable, Hashable {
    let name: String
    var text = ""
    var children: [XMLNode] = []

    init(name: String) { self.name = name }

    /// The first element of that name in this one.
    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// As `child`, for an element that must be there.
    func need(_ name: String) throws(AnswerFault) -> XMLNode {
        guard let found = child(name) else { throw AnswerFault("the answer has no \(name) in \(self.name)") }
        return found
    }

    /// The text of an element that must be there, as it came: a blank in a name or a document counts.
    func text(_ name: String) throws(AnswerFault) -> String { try need(name).text }

    /// The text of an element that may be missing or empty.
    func optionalText(_ name: String) -> String? {
        guard let text = child(name)?.text, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }

    /// The members of a list that must be there, even if it is empty.
    func members(_ name: String) throws(AnswerFault) -> [XMLNode] { try need(name).children.filter { $0.name == "member" } }

    /// The members of a list that AWS leaves out when it is empty.
    func optionalMembers(_ name: String) -> [XMLNode] { child(name)?.children.filter { $0.name == "member" } ?? [] }

    /// `true` or `false`; nil if missing.
    func flag(_ name: String) throws(AnswerFault) -> Bool? {
        guard let text = optionalText(name) else { return nil }
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default: throw AnswerFault("'\(text)' as \(name) is neither true nor false")
        }
    }

    /// A whole number; nil if missing.
    func number(_ name: String) throws(AnswerFault) -> Int? {
        guard let text = optionalText(name) else { return nil }
        guard let number = Int(text) else { throw AnswerFault("'\(text)' as \(name) is not a number") }
        return number
    }

    /// A time; nil if missing, empty or `N/A`.
    func date(_ name: String) throws(AnswerFault) -> Date? {
        guard let text = optionalText(name), text != "N/A" else { return nil }
        guard let date = AnswerDate.parse(text) else { throw AnswerFault("'\(text)' as \(name) is not a time") }
        return date
    }

    /// A time that must be there.
    func needDate(_ name: String) throws(AnswerFault) -> Date {
        guard let date = try date(name) else { throw AnswerFault("the answer has no \(name) in \(self.name)") }
        return date
    }

    /// A name or identifier that must be there and pass its rule.
    func checked<Rule>(_ name: String, as rule: Checked<Rule>.Type = Checked<Rule>.self) throws(AnswerFault) -> Checked<Rule> {
        try Self.checked(text(name))
    }

    /// A name or identifier that must pass its rule.
    static func checked<Rule>(_ text: String) throws(AnswerFault) -> Checked<Rule> {
        do {
            return try Checked(text)
        } catch {
            throw AnswerFault(error.description)
        }
    }

    /// An ARN that must be there.
    func arn(_ name: String) throws(AnswerFault) -> ARN {
        do {
            return try ARN(text(name))
        } catch let error as InvalidText {
            throw AnswerFault(error.description)
        } catch let fault as AnswerFault {
            throw fault
        } catch {
            throw AnswerFault("the answer has an unreadable \(name)")
        }
    }

    /// A policy document, which IAM percent-encodes in its answers.
    func document(_ name: String) throws(AnswerFault) -> String {
        guard let document = try PercentEncoding.decode(text(name)) else {
            throw AnswerFault("the answer's \(name) is not percent-encoded text")
        }
        return document
    }
}
