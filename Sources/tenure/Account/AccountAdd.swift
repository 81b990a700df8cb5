import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account add`
struct AccountAdd: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Ask for an account to come under management, or for what is known of it to change.",
        discussion: "Where it is reached (endpoint, profile of the AWS configuration) stands in tenure.yaml under accounts.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The account's name here.", valueName: "name")) var alias: AccountAlias
    @Option(name: .long, help: ArgumentHelp("Its twelve digits.", valueName: "number")) var id: AccountID
    @Option(name: .long, help: "Its partition.") var partition: Partition = .aws
    @Option(name: .long, help: "The IAM group that carries the duty policy.") var dutyGroup: GroupName?
    @Flag(name: .long, help: "A simulated account; in a sandbox home only.") var simulated = false
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard !simulated || workplace.isSandbox else {
            throw Refusal(.notSandbox, "only a sandbox home has simulated accounts", hint: "make one with 'tenure init DIR --sandbox'")
        }
        let group = try dutyGroup ?? GroupName("tenure-duty")
        let duty = try workplace.rules().accounts[alias]?.duty ?? .strict
        let account = Account(
            alias: alias, id: id, partition: partition, reach: simulated ? .sandbox : .aws, dutyGroup: group, duty: duty)
        return try workplace.file(.setAccount(account: account), reason)
    }
}
