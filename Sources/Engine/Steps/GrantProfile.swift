import IAM
import Lifecycle

extension StepPerformer {
    private var wanted: Grant {
        if case .change(let request, _, let grant, _) = record.order, transit.carries == request { return grant }
        if case .breakGlass(let request, let grant) = record.order, transit.carries == request { return grant }
        return record.grant
    }

    // What the last look saw, but for the group that is not a grant. Before any look a user of ours holds nothing else.
    private var held: Set<GroupName> { (record.sighting?.groups.unordered ?? []).subtracting([session.account.dutyGroup]) }

    func grantProfile() async throws -> UserEvent.Outcome {
        let name = try name()
        let groups = Set(wanted.groups)
        // What is held already is granted anew when somebody asked for it: the approval is for what it allows.
        if transit.carries != nil || !groups.subtracting(held).isEmpty {
            let now = try await works.grant(of: wanted.groups)
            guard now == wanted else { throw GrantChanged(now: now) }
        }
        for group in groups.subtracting(held).sorted() { try await iam.addUser(name, to: group) }
        for group in held.subtracting(groups).sorted() {
            try await ignoring([.noSuchEntity]) { try await iam.removeUser(name, from: group) }
        }
        return .granted(groups: SortedSet(groups))
    }

    // What was approved before, whatever the last look saw: it may have seen the step half done.
    private var before: Set<GroupName> {
        let granted = record.facts.contains(.entitlements) && wanted != record.grant ? Set(record.grant.groups) : []
        let kept = record.facts.contains(.entitlements) && wanted == record.grant ? held : []
        return granted.union(kept).union(record.inherited).subtracting([session.account.dutyGroup])
    }

    func undoGrantProfile() async throws {
        let name = try name()
        for group in Set(wanted.groups).subtracting(before).sorted() {
            try await ignoring([.noSuchEntity]) { try await iam.removeUser(name, from: group) }
        }
        for group in before.subtracting(wanted.groups).sorted() {
            try await ignoring([.noSuchEntity]) { try await iam.addUser(name, to: group) }
        }
    }
}
