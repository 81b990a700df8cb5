import Foundation
import IAM
import Lifecycle

/// One account in one `run` or `sync`: its service, proved to be the account that it is meant to be.
struct AccountSession: Sendable {
    let account: Account
    let iam: any IAMService
    let identity: CallerIdentity

    /// Opens the way to an account; throws `WrongAccount` before anything else is asked of another one.
    static func open(_ account: Account, in world: World) async throws -> AccountSession {
        let iam = try await reach(account, in: world)
        let identity = try await iam.getCallerIdentity()
        guard identity.account == account.id else { throw WrongAccount(account: account, found: identity.account) }
        guard identity.arn.partition == account.partition else { throw WrongAccount(account: account, found: identity.account) }
        return AccountSession(account: account, iam: iam, identity: identity)
    }

    /// The account's rules for passwords; an account that has none says so with an error of IAM's.
    func passwordRule() async throws -> PasswordRule {
        do {
            return .set(try await iam.getAccountPasswordPolicy())
        } catch let error as IAMError where error.code == .noSuchEntity {
            return .noneSet
        }
    }

    // Whatever is wrong with one account's credentials is no reason to leave the others alone.
    private static func reach(_ account: Account, in world: World) async throws -> any IAMService {
        do {
            return try await world.iam(account)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Unreachable(account: account.alias, reason: "\(error)")
        }
    }
}

/// There is no way to an account: no credentials, or an endpoint that cannot be used.
public struct Unreachable: Error, Sendable, CustomStringConvertible {
    public let account: AccountAlias
    public let reason: String

    public var description: String { "account '\(account)' cannot be reached: \(reason)" }
    /// What to do about it.
    public var hint: String { "see how it is reached in tenure.yaml, and 'tenure account show \(account)'" }
}

/// The credentials lead to another account than the one that is registered; it is not touched.
public struct WrongAccount: Error, Sendable, CustomStringConvertible {
    public let account: Account
    public let found: AccountID

    public var description: String {
        "account '\(account.alias)' is registered as \(account.id) (\(account.partition.rawValue)), and the credentials lead to \(found): nothing was touched"
    }
    /// What to do about it.
    public var hint: String { "see how it is reached in tenure.yaml, and 'tenure account show \(account.alias)'" }
}
