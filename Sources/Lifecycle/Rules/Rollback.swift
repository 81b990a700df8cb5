import Foundation
import IAM

/// A history that is to go on from a backup although what was recorded after it is lost, or nobody can tell whether anything was.
public struct Rollback: Hashable, Sendable, Codable {
    /// The name of the log that ends.
    public let origin: String
    /// How many events the backup holds.
    public let size: Int
    /// The root of the tree over them.
    public let root: Digest
    /// The newest checkpoint that is known outside the ledger, with its signatures; nil if there was none at hand.
    public let newest: String?
    public let reason: Sealed

    /// A history that goes on from the first `size` events of a log.
    public init(origin: String, size: Int, root: Digest, newest: String?, reason: Sealed) {
        self.origin = origin
        self.size = size
        self.root = root
        self.newest = newest
        self.reason = reason
    }

    /// What asking for it records, in the ledger that was brought back. An admin asks, and there must be another one to answer.
    public func ask(by person: PersonID, in rules: Rules) throws(Refusal) -> [HomeEvent] {
        guard rules.has(.admin, person) else {
            throw Refusal(
                .notPermitted, "'\(person)' cannot have history go on from a backup: that takes the role admin",
                hint: "ask somebody who was an admin when the backup was taken")
        }
        guard !rules.holders(of: .admin).subtracting([person]).isEmpty else {
            throw Refusal(
                .nobodyCouldApprove, "'\(person)' was the only admin when the backup was taken, and nobody could accept it",
                hint: "bring back a backup that knows two admins")
        }
        return [.rollbackAsked(rollback: self)]
    }
}

extension HomeState {
    /// What accepting the rollback that waits records, before the key of the new log: by an admin who is not the one who asked.
    public func accept(askedBy asker: Actor?, by person: PersonID, in rules: Rules) throws(Refusal) -> [HomeEvent] {
        guard rollback != nil else {
            throw Refusal(.wrongState, "this home waits for nobody to accept a backup", hint: "go on with 'tenure inbox'")
        }
        guard rules.has(.admin, person) else {
            throw Refusal(
                .notPermitted, "'\(person)' cannot accept a backup: that takes the role admin",
                hint: "see who can with 'tenure person list --role admin'")
        }
        guard asker != .person(person) else {
            throw Refusal(
                .secondPerson, "'\(person)' has asked for it, and somebody else accepts it",
                hint: "ask another admin: 'tenure person list --role admin'")
        }
        return [.rollbackAccepted]
    }
}

extension HomeEvent {
    /// Whether it can stand where a rollback waits to be accepted.
    var answersRollback: Bool {
        switch self {
        case .rollbackAccepted: true
        case .founded, .advanced, .exported, .signingKeySet, .copyRenewed, .backupTaken, .restored, .rollbackAsked: false
        }
    }
}
