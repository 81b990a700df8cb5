import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure excess`
struct ExcessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excess", abstract: "What each user can do beyond what was approved, needed or used, and what is dangerous in itself.",
        discussion: """
            Ranked by the worst danger: administrator, escalation (can become one), no-mfa (can act without MFA), audit (can switch off \
            the audit trail), data (reads secrets or data everywhere); then by their number, by what is beyond what was approved and beyond \
            the profile, and by services not used. 'administrator?' depends on what no snapshot shows. With a user: everything in \
            sentences, and the smallest change that takes each danger away. Nothing is changed.
            Exit status: 3 if there is any excess.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @OptionGroup var source: SnapshotSource
    @Argument(help: ArgumentHelp("One user: name, ACCOUNT/NAME, person or id.", valueName: "user")) var user: String?
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?
    @Flag(name: .long, help: "Users without any excess, too.") var all = false

    func run() async throws { try await run(in: place, orOn: source.snapshot, onlyReads: true) { try work(in: $0) } }

    private func work(in workplace: Workplace?) throws -> ExitStatus {
        try workplace?.require([.admin, .auditor], to: "see excess permissions")
        let typed = try TypedUser(user, source.account)
        let looked = try LookedAt(source, typed.account, in: workplace)
        var survey = try looked.survey(in: workplace)
        let language = lang ?? workplace?.settings.language ?? .english
        if let name = typed.name {
            let excess = try survey.excess(of: looked.user(name, in: workplace))
            guard let excess else { return .done }
            let telling = UserExcess(excess, survey, looked, language: language, place: workplace)
            try workplace.write(listing.chosen == .table ? telling.text : telling.listing.text(as: listing.chosen), to: listing.output)
            return excess.isThere ? .findings : .done
        }
        let every = survey.all()
        let telling = ExcessTelling(every: every, isWhole: all, language: language)
        try workplace.write(try telling.text(as: listing.chosen), to: listing.output)
        return every.contains(where: \.isThere) ? .findings : .done
    }
}

/// A user as typed: `NAME` or `ACCOUNT/NAME`.
private struct TypedUser {
    let name: String?
    let account: AccountAlias?

    init(_ text: String?, _ account: AccountAlias?) throws {
        guard let text, let slash = text.firstIndex(of: "/") else {
            (name, self.account) = (text, account)
            return
        }
        let named = try AccountAlias(String(text[..<slash]))
        guard account == nil || account == named else {
            throw Trouble("'\(text)' is not in account '\(account?.text ?? "")'", hint: "leave --account out", status: .usage)
        }
        (name, self.account) = (String(text[text.index(after: slash)...]), named)
    }
}
