import IAM
import Lifecycle

// A step that takes access away is never taken back: it is repeated until it is done. What else the user holds stays as it is.
extension StepPerformer {
    func removeGroups(_ name: UserName) async throws {
        for group in record.reduction?.groups ?? [] {
            try await ignoring([.noSuchEntity]) { try await iam.removeUser(name, from: group) }
        }
    }
}
