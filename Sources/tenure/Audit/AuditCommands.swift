import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit`
struct AuditCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Read, prove and export the history.",
        subcommands: [
            AuditLog.self, AuditExport.self, AuditPack.self, AuditSampling.self, AuditVerify.self, AuditCheckpoint.self, AuditProve.self,
            AuditKeyCommands.self,
            AuditWitness.self, AuditRetention.self,
        ])
}

/// Which events.
struct EventOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("From this day or moment.", valueName: "time")) var from: String?
    @Option(name: .long, help: ArgumentHelp("To this day or moment.", valueName: "time")) var to: String?
    @Option(name: .long, help: ArgumentHelp("Done by, or about, this person.", valueName: "person")) var person: String?
    @Option(name: .long, help: "About this user.") var user: String?
    @Option(name: .long, help: ArgumentHelp("About this request.", valueName: "request")) var request: String?
    @Option(name: .long, help: ArgumentHelp("About this review and its items.", valueName: "review")) var review: String?
    @Option(name: .long, help: ArgumentHelp("Of this kind: request, or request.approved.", valueName: "kind")) var kind: String?

    func filter(in workplace: Workplace) throws -> EventFilter {
        var filter = EventFilter()
        filter.from = try from.map { try workplace.moment($0, endOfDay: false) }
        filter.to = try to.map { try workplace.moment($0, endOfDay: true) }
        if let user { filter.streams.append(.user(try workplace.find.user(user).state.id)) }
        if let request { filter.streams.append(.request(try workplace.find.request(request).state.id)) }
        if let review {
            let id = try workplace.find.review(review).state.id
            filter.streams += [.review(id)] + (try workplace.ledger.itemRows(ItemFilter(review: id))).map { .item($0.id) }
        }
        if let person { filter.about = try workplace.find.person(person).id }
        filter.kind = kind
        return filter
    }
}
