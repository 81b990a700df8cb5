import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure guide write`
struct GuideWrite: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Write a user's guide to standard output or a file. It holds no secret.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @Option(name: .customLong("for"), help: "new, existing, admin or notice.") var kind: GuideKind
    @Option(name: .customLong("lang"), help: "ko or en; the person's own if left out.") var language: Language?
    @Option(name: .long, help: "md or html.") var format: GuideFormat = .md
    @Option(name: .long, help: ArgumentHelp("A file instead of standard output.", valueName: "file")) var output: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let subject = try GuideDelivery(place: workplace).subject(of: try workplace.find.user(named.user).state)
        let guide = try workplace.letterDesk().guide(kind, for: subject, language: language)
        try workplace.write(format == .html ? guide.html : guide.markdown, to: output)
        return .done
    }
}
