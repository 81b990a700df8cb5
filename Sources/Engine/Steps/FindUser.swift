import Foundation
import IAM
import Lifecycle

/// IAM does not show yet, or any more, what it says is there: nothing is concluded from that, and the step is tried again.
struct NotYetSeen: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension StepPerformer {
    /// The user of that name; nil only if it is certainly not there.
    ///
    /// IAM's reads lag, so absence is concluded from two reads that lie a minute apart, or from a read after a look that missed the user.
    func find(_ name: UserName) async throws -> User? {
        if let user = try await readUser(name) { return user }
        if let missing = record.missingSince, missing + UserContext.absence <= world.now() { return nil }
        try await world.sleep(.seconds(UserContext.absence.seconds + 1))
        return try await readUser(name)
    }

    private func readUser(_ name: UserName) async throws -> User? {
        do {
            return try await iam.getUser(name)
        } catch let error as IAMError where error.code == .noSuchEntity {
            return nil
        }
    }
}
