import Foundation
import Guides
import IAM
import Lifecycle

/// What is read or made once in a run for all users of an account.
actor AccountWorks {
    private let session: AccountSession
    private let sleep: @Sendable (Duration) async throws -> Void
    private var duty: Task<String, any Error>?
    private var dutyAsRead: Task<String, any Error>?
    private var proofs: [GuideQuestion: GuideProof] = [:]
    private var policy: Task<PasswordPolicy, any Error>?
    private var roles: Task<[AssumableRole], any Error>?
    private var digests: [GroupName: Task<Digest?, any Error>] = [:]

    init(session: AccountSession, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.session = session
        self.sleep = sleep
    }

    /// Makes sure of the duty group, once.
    func dutyGroup() async throws {
        let task = duty ?? Task { [session, sleep] in try await DutyGroup(session: session, sleep: sleep).ensure() }
        duty = task
        do {
            _ = try await task.value
        } catch {
            duty = nil
            throw error
        }
    }

    /// The duty policy as IAM keeps it, or as it will be made.
    private func dutyPolicy() async throws -> PolicyDocument {
        let task = duty ?? dutyAsRead ?? Task { [session, sleep] in try await DutyGroup(session: session, sleep: sleep).read() }
        if duty == nil { dutyAsRead = task }
        do {
            return try PolicyDocument(parsing: try await task.value, as: .managed)
        } catch let error as PolicySyntaxError {
            throw StepConflict("the duty policy in account '\(session.account.alias)' cannot be read: \(error)")
        } catch {
            dutyAsRead = nil
            throw error
        }
    }

    /// Throws `GuideError.refuted` if the reader could not follow the guide under the duty policy as IAM keeps it.
    func prove(_ kind: GuideKind, for subject: LetterSubject, by letters: LetterDesk) async throws {
        for question in try letters.questions(kind, for: subject) {
            guard let refutation = try await proof(question, by: letters).refutation else { continue }
            throw GuideError.refuted(question.kind, question.language, refutation)
        }
    }

    private func proof(_ question: GuideQuestion, by letters: LetterDesk) async throws -> GuideProof {
        if let known = proofs[question] { return known }
        let duty = try await dutyPolicy()
        var proof = try letters.proof(question, under: duty)
        // The password rules are asked only where they may help: they can allow something, and deny nothing.
        if proof.refutation != nil, try await passwordPolicy().usersMayChange {
            proof = try letters.proof(question.withChangeOfPassword, under: duty)
        }
        proofs[question] = proof
        return proof
    }

    /// The account's password policy.
    func passwordPolicy() async throws -> PasswordPolicy {
        let task =
            policy
            ?? Task { [session] in
                do {
                    return try await session.iam.getAccountPasswordPolicy()
                } catch let error as IAMError where error.code == .noSuchEntity {
                    return .whenNoneIsSet
                }
            }
        policy = task
        do {
            return try await task.value
        } catch {
            policy = nil
            throw error
        }
    }

    /// What those groups allow now; throws `StepConflict` if one is gone.
    func grant(of groups: [GroupName]) async throws -> Grant {
        var view = AccountView(alias: session.account.alias)
        for group in groups {
            guard let digest = try await digest(of: group) else {
                throw StepConflict("group '\(group)' does not exist in account '\(session.account.alias)'")
            }
            view.grants[group] = digest
        }
        return try Grant.current(groups, in: view)
    }

    private func digest(of group: GroupName) async throws -> Digest? {
        let task = digests[group] ?? Task { [session] in try await GroupReader(iam: session.iam).digest(of: group) }
        digests[group] = task
        do {
            return try await task.value
        } catch {
            digests[group] = nil
            throw error
        }
    }

    /// Roles whose trust names the user, its account, or everybody.
    func roles(assumableBy user: UserName, account: AccountID) async throws -> [AssumableRole] {
        let task = roles ?? Task { [session] in try await every { try await session.iam.listRoles(from: $0) } }
        roles = task
        do {
            return try await task.value.filter { Self.trusts($0.trust, user, account) }
        } catch {
            roles = nil
            throw error
        }
    }

    private static func trusts(_ trust: String, _ user: UserName, _ account: AccountID) -> Bool {
        ["::\(account):root\"", "\"\(account)\"", "\"*\"", "::\(account):user/\(user)\"", "/\(user)\""].contains { trust.contains($0) }
    }
}
