import Foundation
import IAM
import Ledger
import Lifecycle
import Shipped

@testable import Engine

/// The people of a bench. Subjects are numbered from ten.
enum Staff {
    static let admin = PersonID(1)
    static let otherAdmin = PersonID(2)
    static let manager = PersonID(3)
    static let security = PersonID(4)
    static let otherSecurity = PersonID(5)
    static let requester = PersonID(6)

    static func subject(_ number: Int) -> PersonID { PersonID(10 + number) }

    static let names: [PersonID: String] = [
        admin: "Minsu Kim", otherAdmin: "Jiwon Lee", manager: "Hana Park", security: "Sora Choi", otherSecurity: "Doyun Jung",
        requester: "Yuna Kang",
    ]
    static let roles: [PersonID: (SortedSet<Role>, [String])] = [
        admin: ([.admin, .approver], []), otherAdmin: ([.admin], []), manager: ([.approver], ["team-leads"]),
        security: ([.approver], ["security"]), otherSecurity: ([.approver], ["security"]), requester: ([], []),
    ]
}

extension Office {
    /// Writes a home's first events: people, rules, the shipped workflows.
    static func found(_ home: Home, subjects: Int) throws {
        let staff = Staff.names.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let others = (0..<subjects).map { (Staff.subject($0), "Jane Doe\(Self.letters($0))") }
        let people = (staff + others).map { id, name in
            StreamWrite(.person(id), expecting: 0, [.person(.registered(attributes: attributes(name, id, home.world)))], about: id)
        }
        let workflows = Shipped.workflows.values.sorted().map { text in
            StreamWrite(.workflow(Digest.of(text: text)), expecting: 0, [.workflow(.kept(text: text))])
        }
        let founded = StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])
        let rules = StreamWrite(.rules, expecting: 0, Self.rules.map(Event.rules))
        try home.ledger.append([founded] + people + workflows + [rules], at: home.world.now(), by: .tenure)
    }

    // Latin names that differ in letters, so that every subject has a user name of their own: doe, doeb, doec…
    private static func letters(_ number: Int) -> String {
        guard number > 0 else { return "" }
        return String(number, radix: 26).map { String(UnicodeScalar(UInt8(97 + (Int(String($0), radix: 26) ?? 0)))) }.joined()
    }

    private static func attributes(_ name: String, _ id: PersonID, _ world: World) -> PersonAttributes {
        let mail = name.lowercased().replacing(" ", with: ".") + "@example.com"
        var attributes = PersonAttributes(
            name: world.seal("\(name) 님"), latinName: world.seal(name), mails: [world.seal(mail)], manager: Staff.manager,
            language: id.number.isMultiple(of: 2) ? .korean : .english)
        if id.number == 11 {
            attributes.company = world.seal("Partner Ltd")
            attributes.sponsor = Staff.otherAdmin
            attributes.pledge = world.seal("safe 12")
        }
        return attributes
    }

    private static var rules: [RulesEvent] {
        let roster = Staff.roles.sorted { $0.key < $1.key }.map { person, held in
            RulesEvent.roster(person: person, roles: held.0, groups: SortedSet(held.1.map { known($0, ApprovalGroup.init) }))
        }
        let workflows = Shipped.workflows.sorted { $0.key < $1.key }.map { file, text in
            RulesEvent.workflowLoaded(name: known(String(file.dropLast(5)), WorkflowName.init), digest: Digest.of(text: text))
        }
        return roster + [.accountSet(account: Bench.registered)] + workflows + profiles.map { .profileSet(profile: $0) }
    }

    private static let profiles: [Profile] = [
        profile("developer", .medium, "standard", ["developers", "readers"]), profile("viewer", .low, "standard", ["readers"]),
        profile("operator", .critical, "privileged", ["operators"]), profile("partner", .medium, "contractor", ["readers"]),
        profile("rescuer", .critical, "break-glass", ["operators"]),
    ]

    private static func profile(_ name: String, _ risk: Risk, _ workflow: String, _ groups: [String]) -> Profile {
        Profile(
            name: known(name, ProfileName.init), risk: risk, workflow: known(workflow, WorkflowName.init),
            groups: [Bench.alias: groups.map(Bench.group)], owner: nil)
    }
}
