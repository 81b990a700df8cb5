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
            root는 권한을 제한할 수 없으므로 꼭 필요한 일에만 쓴다. 비밀번호와 두 액세스 키의 마지막 사용 중 가장 늦은 것이 기간 안에 있으면 취약이다. \
            목적을 증명할 수 있는 사용은 취약이 아니므로, 근거를 남기고 판단한다. 보고서에는 마지막 사용만 남으므로 두 스냅샷 사이의 다른 사용은 보이지 않는다.
            """,
        en: """
            Nothing limits root, so it is for the few things that need it. It fails if the newest of the password's and both keys' last uses \
            lies within the window. Use whose purpose can be shown is no weakness: keep what shows it. The report tells the last use only, \
            so other uses between two snapshots are not seen.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.rootUseDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.root(limits) { row in
            var uses: [(date: Date, evidence: Evidence)] = row.keys.compactMap { key in
                key.lastUsed.map { ($0, .key(row, key, "last_used_date", $0)) }
            }
            switch row.passwordLastUsed {
            case .at(let date): uses.append((date, .lastUse(row)))
            case .noInformation, .notApplicable: break
            case .notSupported:
                if uses.isEmpty {
                    return .unknown(.unseen(.report, Bilingual(ko: "password_last_used 값이 없음", en: "password_last_used is not told")))
                }
            }
            let recent = uses.filter { !account.isOld($0.date, .rootUseDays, limits) }.sorted { $0.date > $1.date }
            guard let newest = recent.first else { return .pass }
            let days = account.days(since: newest.date)
            let message = Bilingual(
                ko: "root 계정이 \(days)일 전에 사용됨. 사용 목적의 근거가 필요함", en: "root was used \(days) days ago, and its purpose has to be shown")
            let note = Bilingual(
                ko: "CloudTrail에서 그 사용을 찾아 목적, 승인자, 티켓을 남긴다.",
                en: "find that use in CloudTrail, and put its purpose, approver and ticket on record")
            let search =
                "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root"
                + " --start-time \(ReportTime.text(newest.date))"
            return .fail(Defect(message, recent.map(\.evidence), Remedy(aws: [search], note: note)))
        }
    }
}
