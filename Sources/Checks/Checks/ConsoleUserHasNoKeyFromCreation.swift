import Foundation
import IAM
import Lifecycle

/// `key-at-creation`: no console user has a key that was made along with the user and never used.
struct ConsoleUserHasNoKeyFromCreation: Check {
    let id = CheckID.keyAtCreation
    let severity = Severity.medium
    let references = References(cis: CIS("1.11", "1.11", "1.10"), ismsP: [.keys])
    let title = Bilingual(ko: "콘솔 사용자를 만들 때 액세스 키를 함께 만들지 않는다", en: "Console users get no access key at creation")
    let explanation = Bilingual(
        ko: "필요해서 만든 키가 아니면 아무도 지키지 않는다. 콘솔 사용자의 활성 키가 사용자와 같은 때(10분 이내)에 만들어졌고 한 번도 쓰이지 않았으면 취약이다.",
        en: """
            Nobody looks after a key that nobody asked for. It fails if a console user has an active key that was made with the user (within \
            ten minutes) and was never used.
            """)
    let reads: [SnapshotFile] = [.report]
    // The wizard makes both within seconds, a script within minutes.
    private static let together: TimeInterval = 600

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachConsoleUser(limits) { user, row in
            let active = row.keys.filter { $0.isActive && $0.lastUsed == nil }
            let made = active.filter { key in
                key.lastRotated.map { abs($0.timeIntervalSince(row.created)) <= Self.together } ?? false
            }
            if let key = made.first {
                let message = Bilingual(
                    ko: "액세스 키 \(key.slot)이 사용자와 함께 생성되었고 사용된 적이 없음",
                    en: "access key \(key.slot) was made with the user and never used")
                return .fail(
                    Defect(
                        message,
                        [
                            .report(row, "user_creation_time", row.created), .key(row, key, "last_rotated", key.lastRotated),
                            .key(row, key, "last_used_date", nil),
                        ], .deactivateKey(of: user.name)))
            }
            guard active.allSatisfy({ $0.lastRotated != nil }) else {
                return .unknown(.unseen(.report, Bilingual(ko: "키의 생성 시각이 없음", en: "it does not tell when a key was made")))
            }
            return .pass
        }
    }
}
