import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure profile list`
struct ProfileList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the profiles.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var list = Listing(columns: [
            ("NAME", "name"), ("RISK", "risk"), ("WORKFLOW", "workflow"), ("GROUPS", "groups"), ("OWNER", "owner"),
        ])
        list.whenEmpty = "no profiles; add one with 'tenure profile add'"
        list.rows = try workplace.rules().profiles.values.sorted { $0.name < $1.name }.map { profile in
            let groups = profile.groups.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.map(\.text).joined(separator: ","))" }
            return [
                .text(profile.name.text), .text(profile.risk.rawValue), .text(profile.workflow.text), .list(groups),
                workplace.value(of: profile.owner),
            ]
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
