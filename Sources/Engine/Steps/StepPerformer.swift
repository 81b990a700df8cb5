import Foundation
import IAM
import Lifecycle

/// Carries out one step for one user. Everything in it may have been done before: a step that is run twice is run once.
struct StepPerformer: Sendable {
    let session: AccountSession
    let record: UserRecord
    let transit: Transit
    let workflow: Workflow
    let person: Person
    let view: AccountView
    let world: World
    let works: AccountWorks
    let letters: LetterDesk

    var iam: any IAMService { session.iam }

    /// The user's name at IAM now.
    func name() throws -> UserName {
        guard let text = record.name.text, let name = try? UserName(text) else { throw StepConflict("the user's name was erased") }
        return name
    }

    /// Carries out the step, or throws `IAMError`, `StepConflict`, `GrantChanged` or `DeliveryError`.
    func perform(_ step: Step) async throws -> UserEvent.Outcome {
        switch step {
        case .createUser: try await createUser()
        case .joinDutyGroup: try await joinDutyGroup()
        case .setPassword: try await setPassword()
        case .deliverGuide: try await deliverGuide()
        case .grantProfile: try await grantProfile()
        case .withdrawProfile: try await dismantling { try await withdrawProfile($0) }
        case .removeInheritedDuty: try await removeInheritedDuty()
        case .denyAll: try await denyAll()
        case .liftDeny: try await liftDeny()
        case .deactivateKeys: try await deactivateKeys()
        case .reactivateKeys: try await reactivateKeys()
        case .deleteDecidedKeys: try await deleteDecidedKeys()
        case .clearDevices: try await dismantling { try await clearDevices($0) }
        case .deletePassword: try await dismantling { try await deletePassword($0) }
        case .deleteKeys: try await dismantling { try await deleteKeys($0) }
        case .deleteCredentials: try await dismantling { try await deleteCredentials($0) }
        case .deleteMFADevices: try await dismantling { try await deleteMFADevices($0) }
        case .leaveGroups: try await dismantling { try await leaveGroups($0) }
        case .removeGroups: try await dismantling { try await removeGroups($0) }
        case .deletePolicies: try await dismantling { try await deletePolicies($0) }
        case .deleteUser: try await dismantling { try await deleteUser($0) }
        }
    }

    /// Takes the step back, as far as it was carried out.
    func undo(_ step: Step) async throws {
        switch step {
        case .createUser: try await undoCreateUser()
        case .joinDutyGroup: try await ignoring([.noSuchEntity]) { try await iam.removeUser(try name(), from: session.account.dutyGroup) }
        case .setPassword: try await ignoring([.noSuchEntity]) { try await iam.deleteLoginProfile(of: try name()) }
        case .grantProfile: try await undoGrantProfile()
        case .removeInheritedDuty: try await undoRemoveInheritedDuty()
        case .liftDeny: _ = try await denyAll()
        case .reactivateKeys: try await setKeys(record.pausedKeys, active: false)
        case .deliverGuide, .denyAll, .deactivateKeys, .deleteDecidedKeys, .clearDevices, .deletePassword, .deleteKeys, .deleteCredentials,
            .deleteMFADevices, .leaveGroups, .removeGroups, .withdrawProfile, .deletePolicies, .deleteUser:
            break
        }
    }

    /// Runs a step of a revocation, unless no user was ever made.
    private func dismantling(_ body: (UserName) async throws -> Void) async throws -> UserEvent.Outcome {
        guard record.userID != nil else { return .done }
        try await body(try name())
        return .done
    }
}

/// Lets IAM's refusal pass where it says that what we want is so already.
func ignoring(_ codes: Set<IAMError.Code>, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as IAMError {
        guard let code = error.code, codes.contains(code) else { throw error }
    }
}

/// A step meets something that is not ours, or that should not be so; nothing touches it.
struct StepConflict: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// What the profile's groups allow is not what was approved.
struct GrantChanged: Error {
    let now: Grant
}
