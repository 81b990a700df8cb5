import Foundation
import IAM
import Lifecycle

/// One line of a listing of users.
public struct UserRow: Hashable, Sendable {
    public let id: RecordID
    public let account: AccountAlias
    public let person: PersonID
    /// Its name at IAM; nil once it was erased.
    public let name: String?
    /// The person's present name; nil once it was erased.
    public let personName: String?
    public let profile: ProfileName
    public let workflow: Digest
    public let state: StateName
    public let stage: LifeStage
    public let since: Date
    public let deadline: Date?
    public let end: Date?
    public let userID: UserID?
    /// Where the transition under way leads.
    public let transitTo: StateName?

    static let columns = """
        id, account, person, name, person_name, profile, workflow, state, stage, since, deadline, end_at, iam_user_id, transit_to
        """
    static let columnCount = columns.split(separator: ",").count
}

extension UserRow {
    /// The line of a record, given the texts that the side table has for it.
    public init(_ user: UserRecord, name: String?, personName: String?) {
        self.init(
            id: user.id, account: user.account, person: user.person, name: name, personName: personName, profile: user.profile,
            workflow: user.workflow, state: user.state, stage: user.stage, since: user.since.wholeSeconds,
            deadline: user.deadline?.wholeSeconds, end: user.end?.wholeSeconds, userID: user.userID, transitTo: user.transit?.to)
    }
}

/// One line of a listing of requests.
public struct RequestRow: Hashable, Sendable {
    public let id: RequestID
    public let kind: Kind
    public let status: Request.Status
    public let requester: PersonID
    public let subject: PersonID?
    /// The account that access is asked for in; nil for a request about a record or the rules.
    public let account: AccountAlias?
    public let profile: ProfileName?
    /// The record that it is about, or that carries it out.
    public let record: RecordID?
    public let risk: Risk
    public let since: Date
    /// When its present status ends by itself.
    public let lapses: Date?
    /// The first stage without its quorum, while it is submitted.
    public let stage: StageName?

    /// What kind of thing is asked.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case access, change
        case breakGlass = "break-glass"
        case resume, revoke, rules
    }

    static let columns = "id, kind, status, requester, subject, account, profile, record, risk, since, lapses, stage"
}

extension RequestRow {
    /// The line of a request.
    init(_ request: Request) {
        let asked = Asked(request.form.ask)
        self.init(
            id: request.id, kind: asked.kind, status: request.status, requester: request.by, subject: request.form.subject,
            account: asked.account, profile: asked.profile, record: request.record ?? asked.record, risk: request.form.risk,
            since: request.since.wholeSeconds, lapses: request.lapses?.wholeSeconds,
            stage: request.status == .submitted ? request.openStage?.name : nil)
    }

    private struct Asked {
        let kind: Kind
        var account: AccountAlias?
        var profile: ProfileName?
        var record: RecordID?

        init(_ ask: Ask) {
            switch ask {
            case .access(let access):
                kind = .access
                account = access.account
                profile = access.profile
            case .change(let change):
                kind = .change
                profile = change.profile
                record = change.record
            case .breakGlass(let glass):
                kind = .breakGlass
                record = glass.record
            case .resume(let record):
                kind = .resume
                self.record = record
            case .revoke(let record):
                kind = .revoke
                self.record = record
            case .rules: kind = .rules
            }
        }
    }
}
