import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure workflow show`
struct WorkflowShow: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a workflow as it is in force.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The workflow.", valueName: "name")) var name: WorkflowName

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let (digest, _) = try workplace.home.workflow(named: name, in: try workplace.rules())
        try workplace.write(try workplace.ledger.workflow(digest)?.state.text ?? "", to: nil)
        return .done
    }
}
