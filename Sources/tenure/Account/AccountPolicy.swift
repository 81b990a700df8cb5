import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account policy`
struct AccountPolicy: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Print the least IAM policy that tenure's own principal needs.",
        discussion: "Generated from the calls that the program can make; there are no others.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The account.", valueName: "name")) var alias: AccountAlias
    @Flag(name: .long, help: "Only what 'tenure sync' needs.") var readOnly = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let account = try workplace.account(alias)
        Terminal.out(LeastPolicy(partition: account.partition, id: account.id).document(readOnly: readOnly))
        return .done
    }
}

/// The policy of tenure's own principal: reads everywhere, changes to users, groups and devices, the account's own policies and the password
/// rules.
struct LeastPolicy {
    let partition: Partition
    let id: AccountID

    func document(readOnly: Bool) -> String {
        let reads = statement("Read", IAMAction.allCases.filter(\.isRead), on: ["*"])
        let changes = IAMAction.allCases.filter { !$0.isRead }
        let statements =
            readOnly
            ? [reads]
            : [
                reads,
                statement(
                    "Users",
                    changes.filter {
                        !Self.isAboutGroup($0) && !Self.isAboutDevice($0) && !Self.isAboutPolicy($0) && !Self.isRepairOfPolicy($0)
                            && !Self.isAboutAccount($0)
                    },
                    on: [arn("user/*")]),
                statement("Groups", changes.filter(Self.isAboutGroup), on: [arn("group/*")]),
                statement("Devices", changes.filter(Self.isAboutDevice), on: [arn("mfa/*"), arn("user/*")]),
                statement("DutyPolicy", changes.filter(Self.isAboutPolicy), on: [arn("policy/tenure-duty")]),
                // Repairs take a statement out of a policy, and set the rules for passwords.
                statement("Policies", changes.filter(Self.isRepairOfPolicy), on: [arn("policy/*")]),
                statement("Passwords", changes.filter(Self.isAboutAccount), on: ["*"]),
                // CreateUser and CreatePolicy carry tags, which IAM authorises on their own.
                statement("Tags", ["iam:TagUser"], on: [arn("user/*")]),
                statement("PolicyTags", ["iam:TagPolicy"], on: [arn("policy/tenure-duty")]),
            ]
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + statements.joined(separator: ",\n") + "\n  ]\n}\n"
    }

    private static func isAboutGroup(_ action: IAMAction) -> Bool {
        switch action {
        case .addUserToGroup, .removeUserFromGroup, .createGroup, .attachGroupPolicy, .detachGroupPolicy, .putGroupPolicy,
            .deleteGroupPolicy:
            true
        default: false
        }
    }

    private static func isAboutDevice(_ action: IAMAction) -> Bool { action == .deactivateMFADevice || action == .deleteVirtualMFADevice }
    private static func isAboutPolicy(_ action: IAMAction) -> Bool { action == .createPolicy }
    private static func isRepairOfPolicy(_ action: IAMAction) -> Bool {
        action == .createPolicyVersion || action == .deletePolicyVersion
    }
    private static func isAboutAccount(_ action: IAMAction) -> Bool { action == .updateAccountPasswordPolicy }

    private func arn(_ resource: String) -> String { "arn:\(partition.rawValue):iam::\(id):\(resource)" }

    private func statement(_ sid: String, _ actions: [IAMAction], on resources: [String]) -> String {
        statement(sid, actions.map(\.rawValue), on: resources)
    }

    private func statement(_ sid: String, _ actions: [String], on resources: [String]) -> String {
        let list = { (texts: [String]) in "[" + texts.sorted().map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        return "    { \"Sid\": \"\(sid)\", \"Effect\": \"Allow\", \"Action\": \(list(actions)), \"Resource\": \(list(resources)) }"
    }
}
