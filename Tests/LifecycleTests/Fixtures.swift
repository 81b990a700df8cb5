import Foundation
import IAM
import Lifecycle

/// A name that stands in a test and is right.
func name<Rule: TextRule>(_ text: String) -> Checked<Rule> {
    do {
        return try Checked<Rule>(text)
    } catch {
        preconditionFailure(error.description)
    }
}

/// A sealing of the text that is the same every time.
func sealed(_ text: String) -> Sealed { Sealed(text, salt: Array("salt of \(text)".utf8)) }

func person(_ number: Int) -> Actor { .person(PersonID(number)) }

extension Date {
    /// Monday 2 November 2026, 09:00 in Seoul: when every test begins.
    static let start = Date(timeIntervalSince1970: 1_793_577_600)
}

extension Grant {
    static let first = Grant(groups: [name("developers"), name("readers")], policies: .of(text: "as first read"))
    static let other = Grant(groups: [name("developers"), name("readers")], policies: .of(text: "changed since"))
}

/// Who is who in the golden tables.
enum Cast {
    static let requester = PersonID(1)
    static let subject = PersonID(2)
    static let manager = PersonID(3)
    static let security = PersonID(4)
    static let admin = PersonID(5)
    static let auditor = PersonID(6)
    static let gone = PersonID(7)
    static let approved = PersonID(8)
    static let otherAdmin = PersonID(9)
    static let thirdSecurity = PersonID(10)

    static let subjectPerson = Person(
        id: subject, attributes: PersonAttributes(name: sealed("김지은"), latinName: sealed("Kim Jieun"), manager: manager, language: .korean))

    static var rules: Rules {
        var rules = Rules()
        rules.roles = [
            security: [.approver], approved: [.approver], thirdSecurity: [.approver], admin: [.admin], otherAdmin: [.admin],
            auditor: [.auditor],
            gone: [.approver, .admin],
        ]
        rules.groups = [name("security"): [security, approved, thirdSecurity, gone]]
        rules.left = [gone]
        return rules
    }

    static var context: ApprovalContext { ApprovalContext(rules: rules, subject: subjectPerson, grantNow: .first) }
}

/// What stands in an ask or a record.
enum Sample {
    static let userID: UserID = name("AIDACKCEVSQ6C2EXAMPLE")
    static let otherID: UserID = name("AIDACKCEVSQ6C2OTHERS1")
    static let workflow = Digest.of(text: "a workflow")

    static func access(person: PersonID = Cast.subject, adopts: UserID? = nil, grant: Grant = .first, end: Date? = nil) -> AskedAccess {
        AskedAccess(
            person: person, account: name("prod"), profile: name("developer"), workflow: workflow, name: sealed("jieun.kim"),
            adopts: adopts,
            grant: grant, end: end)
    }

    static let stages = [
        ApprovalStage(name: name("manager"), groups: [.manager], quorum: 1, from: nil),
        ApprovalStage(name: name("security"), groups: [name("security")], quorum: 2, from: nil),
    ]

    static func form(_ ask: Ask = .access(access()), subject: PersonID? = Cast.subject, stages: [ApprovalStage] = stages) throws
        -> RequestForm
    {
        try RequestForm(
            ask: ask, subject: subject, reason: sealed("payments migration"), ticket: sealed("SEC-812"), risk: .high, stages: stages,
            expires: .start + .days(14), beginWithin: .days(30))
    }

    static func sighting(
        devices: [String] = [], passwordChanged: Date? = nil, keys: [SeenKey] = [], groups: SortedSet<GroupName> = [],
        named text: String = "jieun.kim"
    ) -> Sighting {
        Sighting(
            name: sealed(text), path: name("/"), groups: groups, devices: devices.map(sealed), hasPassword: true,
            passwordChanged: passwordChanged,
            keys: keys, inlinePolicies: [], attachedPolicies: [])
    }
}

/// The workflows as they ship.
enum ShippedWorkflows {
    static let names = ["standard", "privileged", "contractor", "existing-user", "break-glass"]

    static func read(_ name: String) throws -> Workflow {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try [UInt8](Data(contentsOf: root.appending(path: "Workflows/\(name).yaml")))
        guard let workflow = WorkflowFile.read(bytes, named: "\(name).yaml").workflow else { throw CocoaError(.fileReadCorruptFile) }
        return workflow
    }

    static func all() throws -> [Workflow] { try names.map(read) }
}
