import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure guide`
struct GuideCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "The documents that tell people what to do now.",
        subcommands: [GuideList.self, GuideWrite.self, GuideSend.self, GuideProve.self])
}

/// How a guide is written.
enum GuideFormat: String, ExpressibleByArgument, CaseIterable {
    case md, html
}
