import IAM
import Lifecycle

/// `self-approval-possible`: nobody can approve what they asked for, under whatever name.
struct NobodyApprovesThemselves: Check {
    let id = CheckID.selfApprovalPossible
    let severity = Severity.high
    let references = References(ismsP: [.duties], law: [.electronicFinance13])
    let title = Bilingual(ko: "자신의 신청을 승인할 수 있는 사람이 없다", en: "Nobody can approve their own request")
    let explanation = Bilingual(
        ko: """
            tenure는 신청한 사람과 대상인 사람의 승인을 막는다. 그러나 한 사람이 명부에 둘로 있으면 하나로 신청하고 다른 하나로 승인할 수 있다. 사번, 메일(대소문자와 '+' 뒤는 무시), \
            운영체제 사용자, SSH 키 중 하나가 같은 두 사람 가운데 승인할 수 있는 사람이 있으면 취약이다. 이름이 같은 것만으로는 판단하지 않는다. 계정마다 같은 결과이다.
            """,
        en: """
            tenure lets nobody approve what they asked for, or what is about them. Whoever is in the roster twice can ask as one and approve \
            as the other. It fails if two who are here share an employee number, a mail address (whatever the case, and what stands behind a \
            '+'), an operating-system user or an SSH key, and one of them can approve. Equal names alone say nothing. It is the same for \
            every account.
            """)
    let reads: [SnapshotFile] = []

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { records in
            let here = records.people.values.filter { $0.left == nil }.sorted { $0.id < $1.id }
            let owners = Dictionary(grouping: here.flatMap { person in person.identities.map { ($0, person.id) } }) { $0.0 }
                .mapValues { Set($0.map(\.1)) }.filter { $0.value.count > 1 }
            let powerful = Self.powerful(in: records, here)
            let outcomes = here.filter { powerful.contains($0.id) }.compactMap { person -> Outcome? in
                let shared = person.identities.filter { owners[$0] != nil }
                guard !shared.isEmpty else { return nil }
                return Outcome(.person(person.id), .fail(defect(person, shared, owners, records)))
            }
            return outcomes.isEmpty ? [Outcome(.account, .pass)] : outcomes
        }
    }

    private func defect(
        _ person: Person, _ shared: [Identity], _ owners: [Identity: Set<PersonID>], _ records: AccountRecords
    ) -> Defect {
        let others = Set(shared.flatMap { owners[$0] ?? [] }).subtracting([person.id]).sorted()
        let names = others.map { "\($0) \(records.people[$0]?.attributes.name.text ?? "")" }.joined(separator: ", ")
        let evidence = shared.flatMap { identity in
            (owners[identity] ?? []).sorted().map { Evidence(identity.kind.rawValue, identity.text, onRecord: $0.description) }
        }
        let message = Bilingual(
            ko: "\(person.id)은(는) \(names)(으)로 신청하고 스스로 승인할 수 있음", en: "\(person.id) could ask as \(names), and approve that")
        let remedy = Remedy(
            tenure: "tenure person leave \(others.first ?? person.id) --reason \"the same human being as \(person.id)\"",
            note: Bilingual(ko: "한 사람은 명부에 하나로만 둔다.", en: "one human being is one person in the roster"))
        return Defect(message, evidence, remedy)
    }

    /// Who could say yes to something.
    private static func powerful(in records: AccountRecords, _ here: [Person]) -> Set<PersonID> {
        let rules = records.rules
        let answering = here.flatMap { [$0.attributes.manager, $0.attributes.sponsor].compactMap(\.self) }
        return Set(here.map(\.id).filter { rules.has(.admin, $0) || rules.has(.approver, $0) }).union(answering)
    }
}
