import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure review`
struct ReviewCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "The periodic review: a frozen population, a decision about each, and what came of it.",
        subcommands: [
            ReviewOpen.self, ReviewList.self, ReviewShow.self, ReviewDecide.self, ReviewWalk.self, ReviewExport.self, ReviewImport.self,
            ReviewReassign.self, ReviewDelegate.self, ReviewClose.self, ReviewReport.self, ReviewSign.self,
        ])
}

/// The review that a command is about.
struct NamedReview: ParsableArguments {
    @Argument(help: ArgumentHelp("The review: its name or id.", valueName: "review")) var review: String
}

extension ReviewerCapacity {
    /// As people say it.
    var word: String {
        switch self {
        case .manager: "manager"
        case .sponsor: "sponsor"
        case .owner: "owner of the profile"
        case .security: "security"
        case .admin: "admin"
        }
    }
}

extension ItemRow {
    /// `prod/jane.doe`; an erased name is told as one.
    var label: String { "\(account)/\(name ?? "(erased)")" }

    /// Where the item stands, in a word or two.
    var standing: String {
        if gone != nil { return "gone" }
        let outcome = [verdict, detail].compactMap(\.self).joined(separator: " ")
        if verdict == nil { return silence.map { "silent: \($0.rawValue)" } ?? "undecided" }
        return outcome
    }

    /// How far what was decided has come.
    var progress: String {
        if verified != nil { return "verified" }
        if carriedOut != nil { return isComplete ? "carried out" : "carried out, not verified" }
        if ordered != nil { return "under way" }
        return isAnswered ? isComplete ? "-" : "waits" : "-"
    }
}
