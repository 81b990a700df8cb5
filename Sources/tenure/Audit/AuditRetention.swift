import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit retention`
struct AuditRetention: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Whose data may be erased, since when, and whose have to be kept, until when.",
        discussion: """
            Counted from the last record about a person, or of what they decided, and never from before the revocation of their last user. The
            time is set in tenure.yaml ('retention: 5y'), three years at least.
            """)
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Flag(name: .long, help: "Only those who may be erased now.") var erasable = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.auditor, .admin], to: "see whose data have to be kept")
        var list = Listing(
            columns: [
                ("ID", "id"), ("NAME", "name"), ("LEFT", "left"), ("LAST RECORD", "lastRecord"), ("ERASABLE FROM", "erasableFrom"),
                ("STANDING", "standing"), ("NEXT", "next"),
            ], typed: ["next"], whenEmpty: "nobody")
        for line in try RetentionOffice(home: workplace.home).report() {
            let (standing, next) = Self.words(line)
            if erasable, standing != "erasable" { continue }
            list.rows.append([
                .text("\(line.person.id)"), .text(line.person.label), .time(line.person.left), .time(line.last), .time(line.end),
                .text(standing), .optional(next),
            ])
        }
        try list.print(listing, in: workplace)
        return .done
    }

    private static func words(_ line: RetentionOffice.Line) -> (standing: String, next: String?) {
        switch line.standing {
        case .present: ("here", nil)
        case .live(let users):
            ("has \(users.map(\.description).joined(separator: " "))", "tenure user revoke \(users.first?.description ?? "")")
        case .open(let requests): ("waits for \(requests.map(\.description).joined(separator: " "))", nil)
        case .kept: ("kept", nil)
        case .possible: ("erasable", "tenure person erase \(line.person.id)")
        case .done: ("erased", nil)
        }
    }
}
