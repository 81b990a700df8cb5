import Foundation
import GRDB
import IAM
import Lifecycle

/// Which users to list: those that are in every list that is not empty.
public struct UserFilter: Hashable, Sendable {
    public var accounts: [AccountAlias]
    public var stages: [LifeStage]
    public var states: [StateName]
    public var profiles: [ProfileName]
    public var people: [PersonID]
    /// Whether their life has ended; nil for both.
    public var isRevoked: Bool?

    /// A filter; without arguments it passes all.
    public init(
        accounts: [AccountAlias] = [], stages: [LifeStage] = [], states: [StateName] = [], profiles: [ProfileName] = [],
        people: [PersonID] = [], isRevoked: Bool? = nil
    ) {
        self.accounts = accounts
        self.stages = stages
        self.states = states
        self.profiles = profiles
        self.people = people
        self.isRevoked = isRevoked
    }

    /// Whether a record is among those that are listed.
    public func passes(_ user: UserRecord) -> Bool {
        (accounts.isEmpty || accounts.contains(user.account)) && (stages.isEmpty || stages.contains(user.stage))
            && (states.isEmpty || states.contains(user.state)) && (profiles.isEmpty || profiles.contains(user.profile))
            && (people.isEmpty || people.contains(user.person)) && (isRevoked.map { $0 == (user.stage == .revoked) } ?? true)
    }

    var condition: Condition {
        var condition = Condition()
        condition.add("list.account", oneOf: accounts.map(\.text))
        condition.add("list.stage", oneOf: stages.map(\.rawValue))
        condition.add("list.state", oneOf: states.map(\.text))
        condition.add("list.profile", oneOf: profiles.map(\.text))
        condition.add("list.person", oneOf: people.map(\.number))
        if let isRevoked { condition.add("list.is_revoked = ?", isRevoked) }
        return condition
    }
}

/// How a listing of users is ordered.
public enum UserOrder: Hashable, Sendable, CaseIterable {
    case id
    /// By name at IAM, whatever the case; erased names first.
    case name
}

/// Which requests to list: those that are in every list that is not empty.
public struct RequestFilter: Hashable, Sendable {
    public var statuses: [Request.Status]
    public var requesters: [PersonID]
    public var subjects: [PersonID]
    public var accounts: [AccountAlias]
    public var records: [RecordID]

    /// A filter; without arguments it passes all.
    public init(
        statuses: [Request.Status] = [], requesters: [PersonID] = [], subjects: [PersonID] = [], accounts: [AccountAlias] = [],
        records: [RecordID] = []
    ) {
        self.statuses = statuses
        self.requesters = requesters
        self.subjects = subjects
        self.accounts = accounts
        self.records = records
    }

    var condition: Condition {
        var condition = Condition()
        condition.add("list.status", oneOf: statuses.map(\.rawValue))
        condition.add("list.requester", oneOf: requesters.map(\.number))
        condition.add("list.subject", oneOf: subjects.map(\.number))
        condition.add("list.account", oneOf: accounts.map(\.text))
        condition.add("list.record", oneOf: records.map(\.number))
        return condition
    }
}

/// A WHERE clause and what its question marks stand for.
struct Condition {
    private var terms: [String] = []
    private(set) var arguments = StatementArguments()

    var sql: String { terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ") }

    mutating func add(_ term: String, _ values: any DatabaseValueConvertible...) {
        terms.append(term)
        arguments += StatementArguments(values)
    }

    mutating func add<Value: DatabaseValueConvertible>(_ column: String, oneOf values: [Value]) {
        switch values.count {
        case 0: break
        case 1: add("\(column) = ?", values[0])
        default:
            terms.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(values)
        }
    }
}
