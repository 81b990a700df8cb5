import ArgumentParser
import Foundation
import IAM
import Lifecycle

/// A policy that can be shown.
enum ShownPolicy: String, ExpressibleByArgument, CaseIterable {
    case duty
}

/// `tenure policy show`
struct PolicyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the duty policy, and on standard error what is proved of it.",
        discussion: """
            strict is the one that tenure attaches; aws is AWS's documented one; seed is 'policy-iam-user-duty' as it was published.
            The verdict is given for the policy alone and beside AdministratorAccess.
            """)

    @Argument(help: "The policy: duty.") var policy: ShownPolicy
    @Option(name: .long, help: "strict, aws or seed.") var variant: DutyVariant = .strict
    @Option(name: .long, help: "For accounts of that partition: aws, aws-cn, aws-us-gov or aws-eusc.") var partition: Partition?
    @Option(name: .long, help: ArgumentHelp("For that account of a home.", valueName: "name")) var account: AccountAlias?
    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard partition == nil || account == nil else { throw ValidationError("an account has its partition: name one of the two") }
    }

    func run() async throws {
        do {
            let partition = try await chosenPartition()
            let text = variant.document(in: partition)
            let duty = AppliedPolicy("duty", try PolicyDocument(parsing: text, as: .managed))
            Terminal.out(text)
            Terminal.note("tenure: \(variant.summary), for accounts of \(partition.rawValue)")
            for (title, others) in [("alone", []), ("beside AdministratorAccess", [try Self.administrator])] {
                let telling = NoMFATelling(set: PolicySet(identity: [duty] + others), enrolment: .own, in: partition).telling
                Terminal.note("\(title): \(telling.text)".trimmingCharacters(in: .newlines))
            }
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func chosenPartition() async throws -> Partition {
        guard let account else { return partition ?? .aws }
        let workplace = try Workplace.open(place.home, onlyReads: true)
        let found = try workplace.account(account).partition
        await workplace.close()
        return found
    }

    /// AWS's managed policy of that name.
    private static var administrator: AppliedPolicy {
        get throws(PolicySyntaxError) {
            AppliedPolicy(
                "AdministratorAccess",
                try PolicyDocument(
                    parsing: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, as: .managed))
        }
    }
}
