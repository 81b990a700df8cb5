import Checks
import IAM

/// Makes one planned change at IAM. Made twice, it is made once.
struct ChangeMaker: Sendable {
    let iam: any IAMService

    /// Makes the call, or throws `IAMError`. That what is to go is gone already is no refusal.
    func make(_ change: PlannedChange) async throws {
        switch change {
        case .deactivateKey(let key, let user): try await iam.updateAccessKey(key, of: user, active: false)
        case .deleteKey(let key, let user): try await unlessGone { try await iam.deleteAccessKey(key, of: user) }
        case .deletePassword(let user): try await unlessGone { try await iam.deleteLoginProfile(of: user) }
        }
    }

    private func unlessGone(_ call: () async throws -> Void) async throws {
        do {
            try await call()
        } catch let error as IAMError where error.code == .noSuchEntity {
            // It is as it was to be.
        }
    }
}
