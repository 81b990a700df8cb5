import IAM
import Lifecycle

// Never taken back: it is repeated until it is done. The duty policy stays, so that the user can do no more than enrol MFA.
extension StepPerformer {
    func withdrawProfile(_ name: UserName) async throws {
        let seen = record.sighting?.groups.unordered ?? []
        for group in seen.union(record.grant.groups).subtracting([session.account.dutyGroup]).sorted() {
            try await ignoring([.noSuchEntity]) { try await iam.removeUser(name, from: group) }
        }
    }
}
