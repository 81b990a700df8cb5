import IAM
import Lifecycle

/// `drift`: what a user has is what was approved.
struct UserIsAsApproved: Check {
    let id = CheckID.drift
    let severity = Severity.high
    let references = References(ismsP: [.privileges], law: [.electronicFinance13, .safety5])
    let title = Bilingual(ko: "승인된 권한과 실제 권한이 같다", en: "What a user has is what was approved")
    let explanation = Bilingual(
        ko: """
            원장에 있는 승인 내용과 스냅샷의 그룹, 직접 연결된 정책, 인라인 정책, 권한 경계, 활성 키를 비교하고 다른 것을 하나씩 적는다. 프로필의 그룹과 의무 그룹만 승인된 것이며, \
            tenure가 정지할 때 붙이는 전체 거부 정책은 그 동안에만 있어야 한다. 인수한 사용자의 상속된 그룹은 활성이 될 때까지 인정하고, 그 뒤에는 승인되지 않은 것으로 본다. \
            인수한 사용자의 권한 경계와 인수 전의 키는 원장이 모르므로 보지 않는다. 스냅샷 이후에 기록이 바뀌었거나 바뀌는 중이면 알 수 없음이다.
            """,
        en: """
            Groups, attached and inline policies, boundary and active keys in the snapshot are compared with what the ledger says was approved, \
            and each difference is named. Approved are the profile's groups and the duty group; the policy that denies everything has to be \
            there while access is suspended, and only then. Groups that an adopted user inherited are let be until it is active; from then on \
            nobody has approved them. The boundary of an adopted user, and keys from before, are not judged: the ledger does not know them. \
            Where the record has moved since the snapshot was taken, or is moving, it is unknown.
            """)
    let reads: [SnapshotFile] = [.details, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachLivingRecord { user, records in
            guard let there = account.user(of: user.record) else {
                return .notApplicable(Bilingual(ko: "계정에 사용자가 없음", en: "the user is not in the account"))
            }
            guard user.record.revocation == nil else {
                return .notApplicable(Bilingual(ko: "회수 중임: not-revoked가 본다", en: "its end was decided: not-revoked looks at that"))
            }
            guard user.record.stage != .decision, user.record.stage != .notice else {
                return .notApplicable(Bilingual(ko: "인수하는 중임", en: "it is being adopted"))
            }
            guard !user.hasMoved, user.record.transit == nil else { return .unknown(.moved(user)) }
            return verdict(on: user, there, account, records, isReportStale: account.reportIsStale(limits))
        }
    }

    private func verdict(
        on user: UserOnRecord, _ there: SnapshotUser, _ account: ExaminedAccount, _ records: AccountRecords, isReportStale: Bilingual?
    ) -> Verdict {
        let duty = account.alias.flatMap { records.rules.accounts[$0]?.dutyGroup }
        var differences = groups(user, there, duty: duty) + policies(user, there, account)
        let row = isReportStale == nil ? there.row : nil
        if let row { differences += keys(user, row) }
        guard !differences.isEmpty else {
            guard row == nil else { return .pass }
            return .unknown(isReportStale ?? .notInReport)
        }
        let shown = differences.prefix(3).map(\.message)
        let more = differences.count > 3 ? " (+\(differences.count - 3))" : ""
        let message = Bilingual(
            ko: "승인된 것과 다름: \(shown.map(\.ko).joined(separator: ", "))\(more)",
            en: "not as approved: \(shown.map(\.en).joined(separator: ", "))\(more)")
        let approved = Evidence.record(
            user, "approved by \(user.record.request)", user.record.grant.groups.map(\.text).joined(separator: ", "))
        let remedy = Remedy(
            tenure: account.alias.map { _ in "tenure user show \(user.record.id)" },
            aws: differences.compactMap(\.mend) + [Remedy.whoChanged(there.name)],
            note: Bilingual(
                ko: "필요한 것이면 'tenure request change \(user.record.id)'로 신청하고, 아니면 되돌린다.",
                en: "what is needed, ask for with 'tenure request change \(user.record.id)'; take the rest back"))
        let evidence = [approved] + differences.map(\.evidence)
        return .fail(Defect(message, evidence, remedy))
    }
}

/// One way in which a user is not as it was approved.
private struct Difference {
    let message: Bilingual
    let evidence: Evidence
    /// The call that takes it back; nil where none does without knowing more.
    let mend: String?

    init(_ ko: String, _ en: String, _ evidence: Evidence, mend: String? = nil) {
        message = Bilingual(ko: ko, en: en)
        self.evidence = evidence
        self.mend = mend
    }
}

extension UserIsAsApproved {
    fileprivate func groups(_ user: UserOnRecord, _ there: SnapshotUser, duty: GroupName?) -> [Difference] {
        let record = user.record
        let isUnderDuty = record.facts.contains(.duty)
        var required = Set(record.facts.contains(.entitlements) ? record.grant.groups : [])
        if isUnderDuty, let duty { required.insert(duty) }
        var allowed = required
        if record.isAdopted {
            allowed.formUnion(record.grant.groups)
            if record.stage != .active { allowed.formUnion(record.inherited) }
        }
        let name = there.name
        let actual = Set(there.detail.groups)
        let place = { (value: String) in Evidence("GroupList", value, in: .details, at: .line(there.line)) }
        let tooMuch = actual.subtracting(allowed).sorted().map { group in
            let isInherited = record.inherited.contains(group)
            return Difference(
                isInherited ? "상속된 그룹 '\(group)'이 승인되지 않음" : "그룹 '\(group)'이 더 있음",
                isInherited ? "inherited group '\(group)' is not approved" : "group '\(group)' is too much", place(group.text),
                mend: "aws iam remove-user-from-group --user-name \(name) --group-name \(group)")
        }
        let missing = required.subtracting(actual).sorted().map { group in
            Difference(
                "그룹 '\(group)'이 없음", "group '\(group)' is missing", place("without \(group)"),
                mend: "aws iam add-user-to-group --user-name \(name) --group-name \(group)")
        }
        return tooMuch + missing
    }

    fileprivate func policies(_ user: UserOnRecord, _ there: SnapshotUser, _ account: ExaminedAccount) -> [Difference] {
        let name = there.name
        let place = { (member: String, value: String) in Evidence(member, value, in: .details, at: .line(there.line)) }
        let attached = there.detail.attachedPolicies.map { policy in
            Difference(
                "정책 '\(policy.name)'이 직접 연결됨", "policy '\(policy.name)' is attached directly",
                place("AttachedManagedPolicies", policy.arn.description),
                mend: "aws iam detach-user-policy --user-name \(name) --policy-arn \(policy.arn)")
        }
        let isDenied = user.record.facts.contains(.denied)
        let cuts = there.detail.inlinePolicies.filter { account.isCut($0.value) }.map(\.key)
        let inline = there.detail.inlinePolicies.keys.sorted().filter { !(isDenied && cuts.contains($0)) }.map { policy in
            Difference(
                "인라인 정책 '\(policy)'이 있음", "inline policy '\(policy)' is there", place("UserPolicyList", policy.text),
                mend: "aws iam delete-user-policy --user-name \(name) --policy-name \(policy)")
        }
        let undone =
            isDenied && cuts.isEmpty
            ? [Difference("정지의 전체 거부 정책이 없음", "the suspension's policy that denies everything is gone", place("UserPolicyList", "no deny"))]
            : []
        guard let boundary = there.detail.user.boundary, !user.record.isAdopted else { return attached + inline + undone }
        let bound = Difference(
            "권한 경계가 있음", "there is a permissions boundary", place("PermissionsBoundary", boundary.description),
            mend: "aws iam delete-user-permissions-boundary --user-name \(name)")
        return attached + inline + undone + [bound]
    }

    fileprivate func keys(_ user: UserOnRecord, _ row: ExaminedAccount.Row) -> [Difference] {
        let record = user.record
        let isPaused = record.stage == .suspended
        let isWrong = isPaused || !record.isAdopted || record.keyDecision?.outcome == .delete
        guard isWrong else { return [] }
        return row.keys.filter(\.isActive).map { key in
            let evidence = Evidence.report(row, "access_key_\(key.slot)_active", "true")
            if isPaused { return Difference("정지 중에 키 \(key.slot)이 활성임", "key \(key.slot) is active during the suspension", evidence) }
            return Difference("키 \(key.slot)이 승인되지 않음", "key \(key.slot) is approved by nobody", evidence)
        }
    }
}

extension ExaminedAccount {
    /// Whether a policy denies everything and does nothing else, as the one that tenure puts on suspended users.
    fileprivate func isCut(_ text: String) -> Bool { (try? snapshot.document(text))?.isCut ?? false }
}
