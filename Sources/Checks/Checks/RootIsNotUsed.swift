import Foundation
import IAM
import Lifecycle

/// `root-used`: root is not used without a purpose that somebody can show.
struct RootIsNotUsed: Check {
    let id = CheckID.rootUsed
    let severity = Severity.high
    let references = References(cis: CIS("1.7", "1.7", "1.6"), ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "root 계정을 사용하지 않는다", en: "Root is not used")
    let explanation = Bilingual(
        ko: """
            root는 권한을 제한할 수 없으므로 꼭 필요한 일에만 쓴다. 비밀번호와 두 액세스 키의 사용이 기간 안에 있으면 취약이다. \
            목적을 증명할 수 있는 사용은 취약이 아니다: 'tenure check purpose add'로 등록하고 승인된 목적이 모든 사용을 덮으면 통과한다. \
            스냅샷이 보여 준 사용은 모두 원장에 남는다. 보고서에는 마지막 사용만 남으므로 두 스냅샷 사이의 다른 사용은 보이지 않는다.
            """,
        en: """
            Nothing limits root, so it is for the few things that need it. It fails if the password or one of both keys was used within the \
            window. Use whose purpose can be shown is no weakness: it passes if purposes cover all of it that were registered with \
            'tenure check purpose add' and approved. Every use that a snapshot has shown stays in the ledger. The report tells the last \
            use only, so other uses between two snapshots are not seen.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.rootUseDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.root(limits) { row in
            let all = uses(row, account)
            guard !all.isEmpty || row.passwordLastUsed != .notSupported else {
                return .unknown(.unseen(.report, Bilingual(ko: "password_last_used 값이 없음", en: "password_last_used is not told")))
            }
            let recent = all.filter { !account.isOld($0.use.at, .rootUseDays, limits) && $0.use.at <= account.asOf }
            let purposes = account.records?.register.purposes ?? []
            let open = recent.filter { seen in !purposes.contains { $0.covers(seen.use.at) } }.sorted { $0.use.at > $1.use.at }
            if let newest = open.first { return .fail(defect(newest.use.at, open.map(\.evidence), account)) }
            return recent.isEmpty ? .pass : covered(recent.map(\.use.at), by: purposes, account)
        }
    }

    private func uses(_ row: ExaminedAccount.Row, _ account: ExaminedAccount) -> [(use: RootUse, evidence: Evidence)] {
        let shown = RootUse.shown(by: row)
        let ledger = "register/\(account.alias?.text ?? "")"
        let earlier = (account.records?.register.rootUses ?? []).filter { !shown.contains($0) }
        return shown.map { ($0, Evidence.report(row, $0.means.column, $0.at)) }
            + earlier.map { ($0, Evidence($0.means.column, ReportTime.text($0.at), onRecord: ledger)) }
    }

    private func defect(_ newest: Date, _ evidence: [Evidence], _ account: ExaminedAccount) -> Defect {
        let days = account.days(since: newest)
        let message = Bilingual(
            ko: "root 계정이 \(days)일 전에 사용됨. 사용 목적의 근거가 필요함", en: "root was used \(days) days ago, and its purpose has to be shown")
        let note = Bilingual(
            ko: "CloudTrail에서 그 사용을 찾아 목적, 승인자, 티켓을 남긴다. 두 스냅샷 사이의 다른 사용은 보이지 않으므로 함께 찾는다.",
            en:
                "find that use in CloudTrail, and put its purpose, approver and ticket on record; other uses between two snapshots are not seen here, so look for them too"
        )
        let search =
            "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root"
            + " --start-time \(ReportTime.text(newest))"
        let day = ReportTime.text(newest).prefix(10)
        let add = account.alias.map { "tenure check purpose add --account \($0) --from \(day) --to \(day) --ticket ID --reason …" }
        return Defect(message, evidence, Remedy(tenure: add, aws: [search], note: note))
    }

    private func covered(_ uses: [Date], by purposes: [RootPurpose], _ account: ExaminedAccount) -> Verdict {
        let used = purposes.filter { purpose in uses.contains { purpose.covers($0) } }
        let named = used.map { purpose in
            let approval = account.records?.approval(of: purpose.request) ?? Bilingual(ko: "", en: "")
            return Bilingual(ko: "'\(purpose.reason)' (\(approval.ko))", en: "'\(purpose.reason)' (\(approval.en))")
        }
        return .vouched(
            Bilingual(
                ko: "등록된 목적으로 사용됨: \(named.map(\.ko).joined(separator: ", ")). 두 스냅샷 사이의 다른 사용은 보이지 않음",
                en:
                    "used for a purpose on record: \(named.map(\.en).joined(separator: ", ")); other uses between two snapshots are not seen"
            ))
    }
}

extension RootUse.Means {
    /// The column of the credential report that tells it.
    fileprivate var column: String {
        switch self {
        case .password: "password_last_used"
        case .key1: "access_key_1_last_used_date"
        case .key2: "access_key_2_last_used_date"
        }
    }
}
