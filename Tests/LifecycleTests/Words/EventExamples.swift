import Foundation
import IAM
import Lifecycle

/// One value of every case of every event, as small as it can be and still use every field.
enum EventExamples {
    static func all() throws -> [Event] {
        let user = user.map(Event.user)
        return home.map(Event.home) + rules.map(Event.rules) + [.workflow(.kept(text: "workflow: standard"))] + people.map(Event.person)
            + account.map(Event.account) + (try requests()).map(Event.request) + user + plan.map(Event.plan)
            + ReviewExamples.reviews.map(Event.review) + ReviewExamples.items.map(Event.item) + register.map(Event.register)
    }

    private static let home: [HomeEvent] = [
        .founded(isSandbox: true), .advanced(seconds: 86_400), .exported(filter: "--user U-12", count: 3, digest: Sample.workflow),
        .signingKeySet(key: name("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")), .copyRenewed(size: 51),
        .backupTaken(size: 51), .restored(size: 51),
        .rollbackAsked(
            rollback: Rollback(
                origin: "example.com/tenure", size: 51, root: Sample.workflow, newest: "example.com/tenure\n60\n…\n", reason: sealed("fire")
            )),
        .rollbackAccepted,
    ]

    private static let rules: [RulesEvent] = [
        .roster(person: PersonID(7), roles: [.auditor, .approver], groups: [name("security"), name("platform")]),
        .personLeft(person: PersonID(7)),
        .accountSet(account: prod), .accountSet(account: prod.with(.aws)), .profileSet(profile: developer),
        .workflowLoaded(name: name("standard"), digest: Sample.workflow),
    ]

    static let prod = Account(alias: name("prod"), id: name("123456789012"), partition: .aws, reach: .sandbox, dutyGroup: name("duty"))
    static let developer = Profile(
        name: name("developer"), risk: .high, workflow: name("standard"),
        groups: [name("prod"): [name("developers")], name("dev"): [name("all")]],
        owner: PersonID(3))

    private static let attributes = PersonAttributes(
        name: sealed("김지은"), latinName: sealed("Kim Jieun"), mails: [sealed("jieun@example.com")], osUser: sealed("jieun"),
        employeeNumber: sealed("1017"), team: sealed("payments"), manager: PersonID(3), company: sealed("Example"), sponsor: PersonID(4),
        pledge: sealed("PL-3"), language: .korean)
    static let key = SSHPublicKey(text: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEfYd6ZkbZzXqk9P0m0rXk9qY0v0zqk0r0q0r0q0r0q0 jane@laptop")

    private static let people: [PersonEvent] =
        [
            .registered(attributes: attributes), .changed(attributes: PersonAttributes(name: sealed("Kim"), language: .english)), .left,
            .erased(texts: 12),
        ]
        + [key].compactMap(\.self).flatMap { [.keyAdded(key: $0), .keyRemoved(key: $0)] }

    private static let account: [AccountEvent] = [
        .looked(
            look: Look(
                reported: .start, userCount: 3, appeared: [Sample.userID: sighting], changed: [Sample.otherID: sighting],
                gone: [Sample.otherID],
                grants: [name("developers"): Sample.workflow], signInAlias: "example", principal: "AIDAPRINCIPAL0000001",
                missing: [Sample.userID])),
        .snapshotKept(
            snapshot: KeptSnapshot(
                digest: Sample.workflow, origin: .pulled, taken: .start, reported: .start,
                counts: .init(users: 3, groups: 2, roles: 1, policies: 4, lastAccessed: 3), byteCount: 5_000,
                missing: ["access-analyzers.json"])),
        .proofCompared(
            comparison: ComparedProof(
                user: Sample.userID, snapshot: Sample.workflow, proof: .proved, asked: 120, allowed: 0, differing: 0,
                evidence: Sample.workflow)),
    ]

    private static let plan: [PlanEvent] = [
        .proposed(
            proposal: RepairProposal(
                account: name("prod"), snapshot: Sample.workflow,
                changes: [
                    ProposedChange(
                        action: "iam:UpdateAccessKey", target: sealed("user/jieun/key/AKIAIOSFODNN7EXAMPLE"),
                        deactivates: name("AKIAIOSFODNN7EXAMPLE"))
                ])),
        .approved, .announced(change: 1), .told(change: 1, until: .start), .done(change: 1),
        .failed(change: 1, reason: sealed("IAM did not answer")),
        .overtaken(change: 1, reason: sealed("the key has been used since")), .finished,
    ]

    private static let sighting = Sample.sighting(
        devices: ["arn:aws:iam::123456789012:mfa/jieun"], passwordChanged: .start,
        keys: [SeenKey(slot: 1, isActive: true, lastUsed: .start)],
        groups: [name("readers"), name("Developers")])

    private static let finding = sealed("key-age:123456789012:user/jieun.kim/key/1")

    private static let register: [RegisterEvent] = [
        .waived(
            waiver: Waiver(
                request: RequestID(19), finding: finding, owner: PersonID(3), reason: sealed("moves to a role in spring"),
                until: .start + .days(90))), .waiverWithdrawn(request: RequestID(19), reason: sealed("the key is gone")),
        .purposeAdded(
            purpose: RootPurpose(
                request: RequestID(20), from: .start, to: .start + .days(1), ticket: sealed("SEC-9"), reason: sealed("closing an account"))),
        .attested(control: name("security-contact"), evidence: Sample.workflow, until: .start + .days(365)),
        .rootUsed(uses: [RootUse(.password, at: .start), RootUse(.key1, at: .start), RootUse(.key2, at: .start)]),
    ]

    private static func requests() throws -> [RequestEvent] {
        let change = AskedChange(record: RecordID(12), profile: name("admin"), grant: .other, end: .start)
        let asks: [Ask] =
            [
                .access(Sample.access(adopts: Sample.userID, end: .start + .days(90))), .change(change), .resume(record: RecordID(12)),
                .revoke(record: RecordID(12)),
                .rules(.addPerson(person: PersonID(7), attributes: attributes, roles: [.admin], groups: [name("security")])),
                .rules(.changePerson(person: PersonID(7), attributes: attributes)),
                .rules(.move(person: PersonID(7), grant: [.admin], withdraw: [.auditor], join: [name("a")], quit: [name("b")])),
                .rules(.leave(person: PersonID(7))), .rules(.setAccount(account: prod)), .rules(.setProfile(profile: developer)),
                .rules(.loadWorkflow(name: name("standard"), digest: Sample.workflow)),
                .rules(.waive(account: name("prod"), finding: finding, owner: PersonID(3), until: .start + .days(90))),
                .rules(.addPurpose(account: name("prod"), from: .start, to: .start + .days(1))), .rules(.erase(person: PersonID(7))),
            ]
            + [key].compactMap(\.self).flatMap {
                [.rules(.addKey(person: PersonID(7), key: $0)), .rules(.removeKey(person: PersonID(7), key: $0))]
            }
        let demanding = ApprovalStage(name: name("manager"), groups: [.manager], quorum: 1, from: nil, isSigned: true)
        return try asks.map { .submitted(form: try Sample.form($0)) } + [
            .amended(form: try Sample.form()), .returned(remark: sealed("which project?")),
            .endorsed(stage: name("manager"), content: Sample.workflow), .approved, .rejected(remark: sealed("no")),
            .withdrawn(remark: sealed("not needed")), .withdrawn(remark: nil), .expired, .voided(grant: .other),
            .assigned(record: RecordID(12)), .fulfilled, .endorsed(stage: name("manager"), content: Sample.workflow, signed: signed),
            .rejected(remark: sealed("no"), signed: signed), .returned(remark: sealed("which project?"), signed: signed),
            .submitted(form: try Sample.form(stages: [demanding])),
            .submitted(
                form: try Sample.form(.breakGlass(AskedGlass(record: RecordID(12), grant: .first)), stages: []), signed: signed),
        ]
    }

    static let signed = SignedStatement(
        statement: "tenure-decision/v1\nlog      …\n",
        signature: "-----BEGIN SSH SIGNATURE-----\n…\n-----END SSH SIGNATURE-----\n")

    static let outcomes: [UserEvent.Outcome] = [
        .done, .created(user: Sample.userID, ahead: 0), .passwordSet,
        .delivered(delivery: Delivery(what: .guide(.new), at: .start, duty: "2026-01")),
        .granted(groups: [name("readers"), name("developers")]), .paused(keys: [name("AKIAIOSFODNN7EXAMPLE")]),
        .removedDuty(policies: [name("policy-iam-user-duty"): "{}"]), .cut(roles: ["deployer"], sessionsEnd: .start),
    ]

    private static let user: [UserEvent] =
        [
            .opened(opening: opening), .ordered(order: .change(request: RequestID(18), profile: name("admin"), grant: .other, end: .start)),
            .ordered(order: .resume(request: RequestID(18))), .regranted(grant: .other),
            .revocationDecided(reason: sealed("left the team"), ticket: sealed("SEC-900")),
            .began(
                transition: name("create"), to: name("enrolling"),
                steps: Step.allCases.filter { ![.removeGroups, .withdrawProfile].contains($0) }, nonce: "0f",
                carries: RequestID(18)),
            .began(transition: name("reduce"), to: name("active"), steps: [.removeGroups], nonce: "0f", carries: nil),
            .announced(step: .createUser),
        ] + outcomes.map { .performed(step: .createUser, outcome: $0) } + [
            .failed(step: .createUser, reason: "throttled"), .gaveUp(step: .createUser, reason: "taken"), .undone(step: .createUser),
            .abandoned(transition: name("create"), reason: "taken back"), .entered(entry: opening.entry), .seen(sighting: sighting),
            .missed,
            .reminded(delivery: Delivery(what: .reminder, at: .start, duty: nil)),
            .reminded(delivery: Delivery(what: .prompt, at: .start, duty: nil)),
            .delivered(delivery: Delivery(what: .password, at: .start, duty: nil)),
            .delivered(delivery: Delivery(what: .suspension, at: .start, duty: nil)),
            .extended(deadline: .start, reason: sealed("on leave")), .suspensionDecided(reason: sealed("lost laptop")),
            .errandDecided(errand: .resetPassword, reason: sealed("forgot it")),
            .confirmed(serial: sealed("GAHT12345678")),
            .keysDecided(outcome: .mfaSession, reason: sealed("has a session script")),
            .reductionDecided(groups: [name("developers")], leaving: .first, reason: sealed("review 2026-Q4")),
            .endAdvanced(end: .start, reason: sealed("review 2026-Q4")),
            .ordered(order: .breakGlass(request: RequestID(18), grant: .first)), .performed(step: .withdrawProfile, outcome: .done),
            .alarmed(told: [PersonID(4)], untold: [PersonID(8)]), .useReviewed(remark: sealed("restarted the gateway")),
        ]

    private static let opening = Opening(
        Sample.access(adopts: Sample.userID, end: .start + .days(90)), request: RequestID(17),
        entry: Entry(
            State(
                name: name("enrolling"), stage: .enrolment, waitsFor: .subject, deadline: .days(7), reminders: [], atDeadline: nil,
                isTerminal: false),
            at: .start))
}

extension Event {
    /// The place of the event's case among its kind's. A new case does not compile until it stands here, and fails until it has an example.
    var place: (kind: String, place: Int, of: Int) {
        switch self {
        case .home(let event): ("home", event.place, 9)
        case .rules(let event): ("rules", event.place, 5)
        case .workflow(let event):
            switch event {
            case .kept: ("workflow", 0, 1)
            }
        case .person(let event): ("person", event.place, 6)
        case .account(let event):
            switch event {
            case .looked: ("account", 0, 3)
            case .snapshotKept: ("account", 1, 3)
            case .proofCompared: ("account", 2, 3)
            }
        case .request(let event): ("request", event.place, 11)
        case .user(let event): ("user", event.place, 25)
        case .plan(let event): ("plan", event.place, 8)
        case .review(let event): ("review", event.place, 6)
        case .item(let event): ("item", event.place, 8)
        case .register(let event): ("register", event.place, 5)
        }
    }
}

extension PlanEvent {
    fileprivate var place: Int {
        switch self {
        case .proposed: 0
        case .approved: 1
        case .announced: 2
        case .told: 3
        case .done: 4
        case .failed: 5
        case .overtaken: 6
        case .finished: 7
        }
    }
}

extension HomeEvent {
    fileprivate var place: Int {
        switch self {
        case .founded: 0
        case .advanced: 1
        case .exported: 2
        case .signingKeySet: 3
        case .copyRenewed: 4
        case .backupTaken: 5
        case .restored: 6
        case .rollbackAsked: 7
        case .rollbackAccepted: 8
        }
    }
}

extension RulesEvent {
    fileprivate var place: Int {
        switch self {
        case .roster: 0
        case .personLeft: 1
        case .accountSet: 2
        case .profileSet: 3
        case .workflowLoaded: 4
        }
    }
}

extension RegisterEvent {
    fileprivate var place: Int {
        switch self {
        case .waived: 0
        case .waiverWithdrawn: 1
        case .purposeAdded: 2
        case .attested: 3
        case .rootUsed: 4
        }
    }
}

extension PersonEvent {
    fileprivate var place: Int {
        switch self {
        case .registered: 0
        case .changed: 1
        case .keyAdded: 2
        case .left: 3
        case .keyRemoved: 4
        case .erased: 5
        }
    }
}

extension RequestEvent {
    fileprivate var place: Int {
        switch self {
        case .submitted: 0
        case .amended: 1
        case .returned: 2
        case .endorsed: 3
        case .approved: 4
        case .rejected: 5
        case .withdrawn: 6
        case .expired: 7
        case .voided: 8
        case .assigned: 9
        case .fulfilled: 10
        }
    }
}

extension UserEvent {
    fileprivate var place: Int {
        switch self {
        case .opened: 0
        case .ordered: 1
        case .regranted: 2
        case .revocationDecided: 3
        case .began: 4
        case .announced: 5
        case .performed: 6
        case .failed: 7
        case .gaveUp: 8
        case .undone: 9
        case .abandoned: 10
        case .entered: 11
        case .seen: 12
        case .missed: 13
        case .reminded: 14
        case .delivered: 15
        case .extended: 16
        case .suspensionDecided: 17
        case .confirmed: 18
        case .keysDecided: 19
        case .errandDecided: 20
        case .reductionDecided: 21
        case .endAdvanced: 22
        case .alarmed: 23
        case .useReviewed: 24
        }
    }
}
