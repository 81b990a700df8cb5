import Foundation
import IAM
import Ledger
import Lifecycle

/// What was in force, and when: who could decide what, which version of each workflow, what the groups of each account allowed.
public struct InForce: Sendable {
    public private(set) var standings = Timeline<Standing, Bool>()
    public private(set) var workflows = Timeline<WorkflowName, Digest>()
    public private(set) var groups = Timeline<GroupPlace, Digest>()
    private var given: [PersonID: [Standing.Kind]] = [:]
    private var relations: [Standing.Kind: PersonID] = [:]

    /// What somebody is, by which they can decide.
    public struct Standing: Hashable, Sendable {
        public let person: PersonID
        public let kind: Kind

        /// A role, a group that approves, or what they are to one person.
        public enum Kind: Hashable, Sendable {
            case role(Role)
            case group(ApprovalGroup)
            case manager(of: PersonID)
            case sponsor(of: PersonID)
        }
    }

    /// A group of an account.
    public struct GroupPlace: Hashable, Sendable {
        public let account: AccountAlias
        public let group: GroupName
    }

    /// Everything up to a moment, from the events alone.
    public init(of ledger: Ledger, at moment: Date) throws {
        let bound = try ledger.size()
        for kind in ["rules", "person", "account.looked"] {
            let filter = EventFilter(to: moment.addingTimeInterval(1), kind: kind)
            try eachPage(
                of: { try ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) },
                do: { page in for event in page { take(event) } })
        }
    }

    private mutating func take(_ event: LoggedEvent) {
        switch (event.recorded.event, Lifecycle.Stream(text: event.recorded.stream)) {
        case (.rules(let rules), _): take(rules, event)
        case (.person(let change), .person(let id)): take(change, of: id, event)
        case (.account(.looked(let look)), .account(let alias)):
            for (group, digest) in look.grants.sorted(by: { $0.key < $1.key }) {
                groups.set(GroupPlace(account: alias, group: group), to: digest, by: event)
            }
        case (_, _): return
        }
    }

    private mutating func take(_ rules: RulesEvent, _ event: LoggedEvent) {
        switch rules {
        case .roster(let person, let roles, let groups):
            hold(person, roles.map { .role($0) } + groups.map { .group($0) }, event)
        case .personLeft(let person): hold(person, [], event)
        case .workflowLoaded(let name, let digest): workflows.set(name, to: digest, by: event)
        case .accountSet, .profileSet: return
        }
    }

    private mutating func take(_ change: PersonEvent, of id: PersonID, _ event: LoggedEvent) {
        switch change {
        case .registered(let attributes), .changed(let attributes):
            relate(id, attributes.manager, .manager(of: id), event)
            relate(id, attributes.sponsor, .sponsor(of: id), event)
        case .left:
            relate(id, nil, .manager(of: id), event)
            relate(id, nil, .sponsor(of: id), event)
        case .keyAdded, .keyRemoved, .erased: return
        }
    }

    /// Who is that to somebody: one person, or nobody.
    private mutating func relate(_ id: PersonID, _ person: PersonID?, _ kind: Standing.Kind, _ event: LoggedEvent) {
        if let former = relations[kind], former != person { standings.set(Standing(person: former, kind: kind), to: nil, by: event) }
        relations[kind] = person
        if let person { standings.set(Standing(person: person, kind: kind), to: true, by: event) }
    }

    /// All roles and groups that a person holds from now on.
    private mutating func hold(_ person: PersonID, _ kinds: [Standing.Kind], _ event: LoggedEvent) {
        for former in given[person, default: []] where !kinds.contains(former) {
            standings.set(Standing(person: person, kind: former), to: nil, by: event)
        }
        given[person] = kinds
        for kind in kinds { standings.set(Standing(person: person, kind: kind), to: true, by: event) }
    }
}
