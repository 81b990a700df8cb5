import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// What is exported instead of bare events: something that an auditor asks for by name.
enum AuditView: String, ExpressibleByArgument, CaseIterable {
    /// The register of rights.
    case grants
    /// The table of rights.
    case profiles
    /// One request as a form.
    case request

    /// The text, and how many lines it has.
    func text(_ question: Question, in place: Workplace) throws -> (text: String, count: Int) {
        let sheet: Sheet
        switch self {
        case .request: return (try Self.page(question, place).html, 1)
        case .grants:
            let register = try GrantRegister(of: place.ledger, at: question.until)
            sheet = GrantSheet(register: register, language: question.language, place: place).sheet(from: question.from)
        case .profiles:
            sheet = ProfileSheet(past: try Past(of: place.ledger, at: question.until), language: question.language, place: place).sheet
        }
        return (question.isPage ? sheet.html(in: place) : sheet.csv(in: place, forPeople: question.isFile), sheet.rows.count)
    }

    private static func page(_ question: Question, _ place: Workplace) throws -> RequestPage {
        guard let request = question.request else {
            throw Trouble(
                "which request?", hint: "type 'tenure audit export --view request --request R-17'; see 'tenure request list --all'",
                status: .usage)
        }
        guard question.isPage else {
            throw Trouble("a request is a page, not a table", hint: "leave out --format csv, or take --view grants", status: .usage)
        }
        let found = try place.find.request(request).state
        let events = try place.ledger.events(of: .request(found.id)).map(\.recorded)
        return RequestPage(request: found, events: events, language: question.language, place: place)
    }

    /// What is asked of a view.
    struct Question {
        let from: Date?
        let until: Date
        let request: String?
        let language: Language
        /// A page, or a table for a spreadsheet.
        let isPage: Bool
        /// Whether it is written to a file.
        let isFile: Bool
    }
}
