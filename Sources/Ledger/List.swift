import Foundation
import GRDB
import IAM
import Lifecycle

/// The narrow tables that listings and look-ups read; each row follows from one state and the side table.
enum List {
    /// Brings the lists in line with a state that was just stored; `before` is the state that they are in line with, if there is one.
    ///
    /// Most events change nothing that a list shows. Writing the same line again would cost as much as writing another: SQLite takes
    /// the line out of every index and puts it back.
    static func update(from before: Projection?, to state: Projection, in database: Database) throws {
        switch state {
        case .home, .rules, .workflow, .account, .plan, .register: break
        case .person(let person): try update(for: person, in: database)
        case .request(let request): try update(from: before?.request, to: request, in: database)
        case .user(let user): try update(from: before?.user, to: user, in: database)
        case .review(let campaign): try ReviewList.update(from: before?.review, to: campaign, in: database)
        case .item(let item): try ReviewList.update(from: before?.item, to: item, in: database)
        }
    }

    private static func update(for person: Person, in database: Database) throws {
        let row = try database.cachedStatement(
            sql: """
                INSERT INTO person_list (id, name, left_at) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, left_at = excluded.left_at
                """)
        try row.execute(arguments: [person.id.number, person.attributes.name.commitment, person.left?.seconds])
        try database.cachedStatement(sql: "DELETE FROM person_text WHERE person = ?").execute(arguments: [person.id.number])
        let text = try database.cachedStatement(
            sql: "INSERT INTO person_text (person, kind, commitment) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        for (kind, sealed) in person.attributes.texts {
            try text.execute(arguments: [person.id.number, kind.rawValue, sealed.commitment])
        }
        let users = try database.cachedStatement(
            sql: "UPDATE user_list SET person_name = (SELECT text FROM personal WHERE commitment = ?) WHERE person = ?")
        try users.execute(arguments: [person.attributes.name.commitment, person.id.number])
    }

    private static func update(from before: Request?, to request: Request, in database: Database) throws {
        let row = RequestRow(request)
        guard before.map(RequestRow.init) != row else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO request_list (\(RequestRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, status = excluded.status, subject = excluded.subject,
                    account = excluded.account, profile = excluded.profile, record = excluded.record, risk = excluded.risk,
                    since = excluded.since, lapses = excluded.lapses, stage = excluded.stage
                """)
        try statement.execute(arguments: [
            row.id.number, row.kind.rawValue, row.status.rawValue, row.requester.number, row.subject?.number, row.account?.text,
            row.profile?.text, row.record?.number, row.risk.rawValue, row.since.seconds, row.lapses?.seconds, row.stage?.text,
        ])
    }

    private static func update(from before: UserRecord?, to user: UserRecord, in database: Database) throws {
        guard let before, Label(before) == Label(user) else { return try write(user, in: database) }
        guard Place(before) != Place(user) else { return }
        let statement = try database.cachedStatement(
            sql: "UPDATE user_list SET state = ?, stage = ?, since = ?, deadline = ?, transit_to = ?, is_revoked = ? WHERE id = ?")
        try statement.execute(arguments: [
            user.state.text, user.stage.rawValue, user.since.seconds, user.deadline?.seconds, user.transit?.to.text, user.stage == .revoked,
            user.id.number,
        ])
    }

    /// What a user's line shows that seldom changes.
    private struct Label: Equatable {
        let name: Sealed
        let profile: ProfileName
        let workflow: Digest
        let end: Date?
        let userID: UserID?

        init(_ user: UserRecord) {
            (name, profile, workflow, end, userID) = (user.name, user.profile, user.workflow, user.end, user.userID)
        }
    }

    /// What a user's line shows of where it is in its workflow.
    private struct Place: Equatable {
        let state: StateName
        let stage: LifeStage
        let since: Date
        let deadline: Date?
        let transitTo: StateName?

        init(_ user: UserRecord) {
            (state, stage, since, deadline, transitTo) = (user.state, user.stage, user.since, user.deadline, user.transit?.to)
        }
    }

    private static func write(_ user: UserRecord, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO user_list (id, account, person, name, name_fold, person_name, profile, workflow, state, stage, since, deadline,
                    end_at, iam_user_id, transit_to, is_revoked)
                VALUES (?1, ?2, ?3, (SELECT text FROM personal WHERE commitment = ?4), (SELECT fold FROM personal WHERE commitment = ?4),
                    (SELECT text FROM personal JOIN person_list ON person_list.name = commitment WHERE person_list.id = ?3),
                    ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold, person_name = excluded.person_name,
                    profile = excluded.profile, workflow = excluded.workflow, state = excluded.state, stage = excluded.stage,
                    since = excluded.since, deadline = excluded.deadline, end_at = excluded.end_at, iam_user_id = excluded.iam_user_id,
                    transit_to = excluded.transit_to, is_revoked = excluded.is_revoked
                """)
        try statement.execute(arguments: [
            user.id.number, user.account.text, user.person.number, user.name.commitment, user.profile.text, user.workflow.text,
            user.state.text, user.stage.rawValue, user.since.seconds, user.deadline?.seconds, user.end?.seconds, user.userID?.text,
            user.transit?.to.text, user.stage == .revoked,
        ])
    }
}

/// What a person can be looked up by.
public enum PersonText: String, Hashable, Sendable, CaseIterable {
    case name
    case latinName = "latin-name"
    case mail
    case osUser = "os-user"
    case employeeNumber = "employee-number"

    /// Whether two spellings that differ in case name two things: operating systems tell `Kim` from `kim`.
    var isExact: Bool {
        switch self {
        case .name, .latinName, .mail: false
        case .osUser, .employeeNumber: true
        }
    }
}

extension PersonAttributes {
    /// The present texts that a person can be looked up by.
    var texts: [(PersonText, Sealed)] {
        let single: [(PersonText, Sealed?)] = [
            (.name, name), (.latinName, latinName), (.osUser, osUser), (.employeeNumber, employeeNumber),
        ]
        return single.compactMap { kind, sealed in sealed.map { (kind, $0) } } + mails.map { (.mail, $0) }
    }
}
