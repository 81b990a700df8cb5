import Foundation
import IAM
import Lifecycle

/// Whose password a new maximum age would expire at once, when it is set after a notice.
struct PasswordExpiry {
    /// Days from the notice to the change.
    let notice: Int
    /// Users who have to be told.
    let old: [UserName]
    private let age: Int
    private let unknown: [UserName]
    private let untold: [UserName]
    private let locked: [UserName]

    /// How many days after the notice has run out the change may still be made: those who were told are those whose password is too old then.
    static let grace = 7

    init(_ planner: RepairPlanner) {
        (notice, age) = (planner.limits[.lockoutDays], planner.limits[.passwordAgeDays])
        let horizon = planner.now + .days(notice + Self.grace) - .days(age)
        let users = planner.account.snapshot.users.filter { $0.row?.passwordEnabled != false }
        let old = users.filter { user in user.row?.passwordLastChanged.map { $0 <= horizon } ?? false }
        self.old = old.map(\.name)
        unknown = users.filter { $0.row?.passwordLastChanged == nil }.map(\.name)
        untold = old.map(\.name).filter { !planner.account.managed.contains($0) }
        // Under the duty policy nobody changes an expired password without MFA.
        locked = old.filter { !($0.row?.mfaActive ?? false) }.map(\.name)
    }

    /// Why there can be no maximum age now.
    var objection: Bilingual? {
        if !unknown.isEmpty {
            return Bilingual(
                ko: "비밀번호를 언제 바꿨는지 알 수 없음: \(Self.list(unknown))",
                en: "it is not known when these changed their passwords: \(Self.list(unknown))")
        }
        if !locked.isEmpty {
            return Bilingual(
                ko: "비밀번호가 곧바로 만료되고 MFA가 없어 잠길 사용자: \(Self.list(locked)). 먼저 MFA를 등록하게 한다",
                en:
                    "these passwords would expire at once, and their users have no MFA to change them with: \(Self.list(locked)); have them enrol first"
            )
        }
        if !untold.isEmpty {
            return Bilingual(
                ko: "비밀번호가 곧바로 만료되지만 tenure가 알릴 수 없는 사용자: \(Self.list(untold)). 먼저 'tenure user adopt'로 등록한다",
                en:
                    "these passwords would expire at once, and tenure knows nobody to tell: \(Self.list(untold)); adopt them first with 'tenure user adopt'"
            )
        }
        return nil
    }

    /// What setting the age brings about.
    var breaks: Bilingual {
        guard !old.isEmpty else {
            return Bilingual(
                ko: "비밀번호가 변경 후 \(age)일이 지나면 만료됨. 지금 만료되는 비밀번호는 없음",
                en: "passwords expire \(age) days after their last change; none expires within \(notice) days")
        }
        return Bilingual(
            ko: "다음 사용자의 비밀번호가 곧바로 만료됨: \(Self.list(old)). 메일로 알리고 \(notice)일 뒤에 적용함",
            en: "these passwords expire at once: \(Self.list(old)); they are told by mail, and it is done \(notice) days later")
    }

    private static func list(_ names: [UserName]) -> String { names.map(\.text).joined(separator: ", ") }
}
