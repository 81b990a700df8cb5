import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user list`
struct UserList: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List users; those that are not revoked unless told otherwise.",
        discussion: "A table shows the first 200; JSON and CSV hold all of them.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: "Only this account.") var account: AccountAlias?
    @Option(name: .long, help: "Only this stage: creation, notice, enrolment, active, suspended, revocation, revoked …") var stage:
        LifeStage?
    @Flag(name: .long, help: "Revoked ones, too, and every row.") var all = false
    @Option(name: .long, help: ArgumentHelp("As it was at the end of this day, or at this moment, by the events.", valueName: "time"))
    var asOf: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let filter = UserFilter(
            accounts: [account].compactMap(\.self), stages: [stage].compactMap(\.self), isRevoked: all || stage == .revoked ? nil : false)
        let isCut = listing.chosen == .table && !all && asOf == nil
        let rows =
            try asOf.map { try past(at: $0, filter, in: workplace) }
            ?? workplace.ledger.userRows(filter, by: .id, limit: isCut ? 200 : nil)
        var list = Listing(
            columns: [
                ("ID", "id"), ("ACCOUNT", "account"), ("USER", "user"), ("PERSON", "person"), ("PROFILE", "profile"), ("STATE", "state"),
                ("SINCE", "since"), ("DEADLINE", "deadline"),
            ])
        list.whenEmpty = "no users"
        list.rows = rows.map { row in
            let state = row.transitTo.map { "\(row.state) → \($0)" } ?? row.state.text
            return [
                .text("\(row.id)"), .text(row.account.text), .optional(row.name), .optional(row.personName), .text(row.profile.text),
                .text(state),
                .time(row.since), .time(row.deadline),
            ]
        }
        try list.print(listing, in: workplace)
        if isCut {
            let count = try workplace.ledger.userCount(filter)
            if count > rows.count {
                Terminal.note("tenure: \(count - rows.count) more; --all shows every row, --account and --stage fewer")
            }
        }
        return .done
    }

    private func past(at text: String, _ filter: UserFilter, in workplace: Workplace) throws -> [UserRow] {
        let moment = try workplace.moment(text, endOfDay: true)
        guard try workplace.moment(text, endOfDay: false) <= workplace.now else {
            throw Trouble("'\(text)' has not come yet", hint: "leave --as-of out for what is now", status: .usage)
        }
        let past = try Past(of: workplace.ledger, at: moment)
        return past.users.values.filter(filter.passes).sorted { $0.id < $1.id }.map { user in
            UserRow(user, name: user.name.text, personName: past.people[user.person]?.attributes.name.text)
        }
    }
}
