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

    func run() async throws {
        var status = ExitStatus.failed
        do {
            let workplace = try workplace()
            do {
                status = try work(in: workplace)
            } catch {
                status = tell(error, in: workplace)
            }
            await workplace?.close()
        } catch {
            status = tell(error, in: nil)
        }
        guard status == .done else { throw status.code }
    }

    private func tell(_ error: any Error, in workplace: Workplace?) -> ExitStatus {
        let failure = Failure(error, in: workplace)
        failure.print()
        return failure.status
    }

    /// The home, which files do not need.
    private func workplace() throws -> Workplace? {
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        let isNamed = place.home != nil || Invocation.environment["TENURE_HOME"].map { !$0.isEmpty } ?? false
        guard try source.snapshot == nil || isNamed || HomeSearch.isInHome(here) else { return nil }
        let workplace = try Workplace.open(place.home, onlyReads: true)
        try workplace.refuseStrangers()
        try workplace.require([.admin, .auditor], to: "see excess permissions")
        return workplace
    }

    private func work(in workplace: Workplace?) throws -> ExitStatus {
        let typed = try TypedUser(user, source.account)
        let looked = try LookedAt(source, typed.account, in: workplace)
        var survey = try looked.survey(in: workplace)
        let language = lang ?? workplace?.settings.language ?? .english
        if let name = typed.name {
            let excess = try survey.excess(of: looked.user(name, in: workplace))
            guard let excess else { return .done }
            let telling = UserExcess(excess, survey, looked, language: language, place: workplace)
            try write(listing.chosen == .table ? telling.text : telling.listing.text(as: listing.chosen), workplace)
            return excess.isThere ? .findings : .done
        }
        let every = survey.all()
        let telling = ExcessTelling(every: every, isWhole: all, language: language)
        try write(try telling.text(as: listing.chosen), workplace)
        return every.contains(where: \.isThere) ? .findings : .done
    }

    private func write(_ text: String, _ workplace: Workplace?) throws {
        if let workplace { return try workplace.write(text, to: listing.output) }
        guard let output = listing.output else { return Terminal.out(text) }
        try PrivateFile.write(Data(text.utf8), to: URL(filePath: output).standardizedFileURL)
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
