import Foundation
import IAM

/// Everything that one complete, error-free look at an account read, before it is compared with what was known.
public struct Survey: Sendable {
    public var users: [UserID: SurveyedUser]
    /// When the credential report that was used was made; nil if there was none.
    public var reported: Date?
    public var grants: [GroupName: Digest]
    public var signInAlias: String?
    public var principal: String?

    /// A look.
    public init(users: [UserID: SurveyedUser], reported: Date?, grants: [GroupName: Digest], signInAlias: String?, principal: String?) {
        self.users = users
        self.reported = reported
        self.grants = grants
        self.signInAlias = signInAlias
        self.principal = principal
    }
}

/// One user as it was read.
public struct SurveyedUser: Hashable, Sendable {
    public var name: UserName
    public var path: IAMPath
    public var groups: [GroupName]
    public var devices: [MFASerial]
    /// Nil if the report does not know the user yet.
    public var hasPassword: Bool?
    /// Nil if the report does not know the user yet: what was known before then stands.
    public var passwordChanged: Date?
    public var keys: [SeenKey]
    public var inlinePolicies: [PolicyName]
    public var attachedPolicies: [ARN]

    /// A user.
    public init(
        name: UserName, path: IAMPath, groups: [GroupName], devices: [MFASerial], hasPassword: Bool?, passwordChanged: Date?,
        keys: [SeenKey],
        inlinePolicies: [PolicyName], attachedPolicies: [ARN]
    ) {
        self.name = name
        self.path = path
        self.groups = groups
        self.devices = devices
        self.hasPassword = hasPassword
        self.passwordChanged = passwordChanged
        self.keys = keys
        self.inlinePolicies = inlinePolicies
        self.attachedPolicies = attachedPolicies
    }

    /// As a sighting. Texts that were known before keep their sealing, so that nothing is sealed twice.
    func sighting(after before: Sighting?, seal: (String) -> Sealed) -> Sighting {
        let known = Dictionary(([before?.name].compactMap(\.self) + (before?.devices ?? [])).map { ($0.description, $0) }) { first, _ in
            first
        }
        func sealed(_ text: String) -> Sealed { known[text] ?? seal(text) }
        return Sighting(
            name: sealed(name.text), path: path, groups: SortedSet(groups), devices: devices.map(\.text).sorted().map(sealed),
            hasPassword: hasPassword ?? before?.hasPassword ?? false, passwordChanged: passwordChanged ?? before?.passwordChanged,
            keys: keys,
            inlinePolicies: SortedSet(inlinePolicies), attachedPolicies: SortedSet(attachedPolicies.map(\.description)))
    }
}

/// What a look means: one event about the account, and one for each user of ours that changed.
public struct Comparison: Sendable {
    public let look: Look
    public let changes: [(record: RecordID, event: UserEvent)]
}

extension AccountView {
    /// Compares a look with what was known. `records` are all records of the account that are not revoked.
    public func compare(_ survey: Survey, with records: [UserRecord], seal: (String) -> Sealed) -> Comparison {
        var changes: [(record: RecordID, event: UserEvent)] = []
        var ours: Set<UserID> = []
        var missing: SortedSet<UserID> = []
        for record in records.sorted(by: { $0.id < $1.id }) {
            guard let id = record.userID else { continue }
            ours.insert(id)
            if let user = survey.users[id] {
                let sighting = user.sighting(after: record.sighting, seal: seal)
                let isNews = record.missingSince != nil || !(record.sighting?.agrees(with: sighting) ?? false)
                if isNews { changes.append((record.id, .seen(sighting: sighting))) }
            } else {
                missing.insert(id)
                if record.missingSince == nil { changes.append((record.id, .missed)) }
            }
        }
        return Comparison(look: look(survey, ours: ours, missing: missing, seal: seal), changes: changes)
    }

    private func look(_ survey: Survey, ours: Set<UserID>, missing: SortedSet<UserID>, seal: (String) -> Sealed) -> Look {
        var appeared: [UserID: Sighting] = [:]
        var changed: [UserID: Sighting] = [:]
        for (id, user) in survey.users where !ours.contains(id) {
            let before = strangers[id]
            let sighting = user.sighting(after: before, seal: seal)
            if let before {
                if !before.agrees(with: sighting) { changed[id] = sighting }
            } else {
                appeared[id] = sighting
            }
        }
        let gone = strangers.keys.filter { survey.users[$0] == nil || ours.contains($0) }.sorted()
        return Look(
            reported: survey.reported, userCount: survey.users.count, appeared: appeared, changed: changed, gone: gone,
            grants: survey.grants.filter { grants[$0.key] != $0.value }, signInAlias: survey.signInAlias, principal: survey.principal,
            missing: missing)
    }
}
