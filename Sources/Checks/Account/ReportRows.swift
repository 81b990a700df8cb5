import Foundation
import IAM
import Lifecycle

/// Going through the credential report: what it does not tell is unknown, user by user.
extension ExaminedAccount {
    typealias Row = CredentialReport.Row

    /// Why nothing may be read off the credential report; nil if it is fresh enough.
    func reportIsStale(_ limits: Limits) -> Bilingual? {
        guard let reported = snapshot.reported else { return nil }
        let hours = Int(asOf.timeIntervalSince(reported) / 3600)
        guard hours > limits[.reportAgeHours] else { return nil }
        return Bilingual(
            ko: "자격 증명 보고서가 스냅샷보다 \(hours)시간 전의 것임", en: "the credential report is \(hours) hours older than the rest of the snapshot")
    }

    /// One outcome for each user of the account.
    func eachUser(_ limits: Limits, _ judge: (SnapshotUser, Row) -> Verdict) -> [Outcome] {
        let stale = reportIsStale(limits)
        return snapshot.users.map { user in outcome(of: user, stale) { judge(user, $0) } }
    }

    /// One outcome for each user of the account, judged by what their policies come to as well.
    func eachUser(_ limits: Limits, _ judge: (SnapshotUser, Row, Standing) -> Verdict) -> [Outcome] {
        let stale = reportIsStale(limits)
        return standing.map { user, standing in outcome(of: user, stale) { judge(user, $0, standing) } }
    }

    /// One outcome for each user, where the rule is about console passwords.
    func eachConsoleUser(_ limits: Limits, _ judge: (SnapshotUser, Row) -> Verdict) -> [Outcome] {
        eachUser(limits) { user, row in Self.unlessMachine(row) ?? judge(user, row) }
    }

    /// As above, judged by what their policies come to as well.
    func eachConsoleUser(_ limits: Limits, _ judge: (SnapshotUser, Row, Standing) -> Verdict) -> [Outcome] {
        eachUser(limits) { user, row, standing in Self.unlessMachine(row) ?? judge(user, row, standing) }
    }

    private func outcome(of user: SnapshotUser, _ stale: Bilingual?, _ judge: (Row) -> Verdict) -> Outcome {
        guard let row = user.row else { return Outcome(.user(user.name), .unknown(.notInReport)) }
        return Outcome(.user(user.name), stale.map(Verdict.unknown) ?? judge(row))
    }

    private static func unlessMachine(_ row: Row) -> Verdict? {
        switch row.passwordEnabled {
        case true?: nil
        case false?: .notApplicable(.noPassword)
        case nil: .unknown(.unseen(.report, Bilingual(ko: "password_enabled 값이 없음", en: "password_enabled is not told")))
        }
    }

    /// One outcome for each access key that exists.
    func eachKey(_ limits: Limits, _ judge: (SnapshotUser, Row, CredentialReport.Key) -> Verdict) -> [Outcome] {
        let stale = reportIsStale(limits)
        return snapshot.users.flatMap { user -> [Outcome] in
            guard let row = user.row else { return [Outcome(.user(user.name), .unknown(.notInReport))] }
            return row.keys.map { key in
                Outcome(.key(user.name, slot: key.slot), stale.map(Verdict.unknown) ?? judge(user, row, key))
            }
        }
    }

    /// The outcome about root.
    func root(_ limits: Limits, _ judge: (Row) -> Verdict) -> [Outcome] {
        guard let row = snapshot.root else {
            let reason = Bilingual(ko: "<root_account> 행이 없음", en: "it has no row <root_account>")
            return [Outcome(.root, .unknown(.unseen(.report, reason)))]
        }
        return [Outcome(.root, reportIsStale(limits).map(Verdict.unknown) ?? judge(row))]
    }
}

extension Evidence {
    /// A column of a user's row in the credential report.
    static func report(_ row: CredentialReport.Row, _ column: String, _ value: String) -> Evidence {
        Evidence(column, value, in: .report, at: .row(row.subject.description))
    }

    static func report(_ row: CredentialReport.Row, _ column: String, _ date: Date?) -> Evidence {
        report(row, column, date.map(ReportTime.text) ?? "N/A")
    }

    /// A column of one of the two keys.
    static func key(_ row: CredentialReport.Row, _ key: CredentialReport.Key, _ column: String, _ date: Date?) -> Evidence {
        report(row, "access_key_\(key.slot)_\(column)", date)
    }

    static func lastUse(_ row: CredentialReport.Row) -> Evidence {
        let value =
            switch row.passwordLastUsed {
            case .at(let date): ReportTime.text(date)
            case .noInformation: "no_information"
            case .notApplicable: "N/A"
            case .notSupported: "not_supported"
            }
        return report(row, "password_last_used", value)
    }
}

extension Bilingual {
    static let notInReport = Bilingual(
        ko: "자격 증명 보고서 이후에 생성된 사용자", en: "the user was made after the credential report")
    static let noPassword = Bilingual(ko: "콘솔 비밀번호가 없음", en: "there is no console password")
    static let inactiveKey = Bilingual(ko: "비활성화된 액세스 키", en: "the access key is inactive")

    /// Something could not be read there.
    static func unseen(_ file: SnapshotFile, _ reason: Bilingual) -> Bilingual {
        Bilingual(ko: "\(file.path): \(reason.ko)", en: "\(file.path): \(reason.en)")
    }

    /// A part of the snapshot is not there, for that reason.
    static func missing(_ file: SnapshotFile, _ reason: String) -> Bilingual {
        Bilingual(ko: "\(file.path)을 읽을 수 없음 (\(reason))", en: reason)
    }

    /// A policy cannot be read.
    static func unreadable(_ name: String, _ reason: String) -> Bilingual {
        Bilingual(ko: "정책을 읽을 수 없음: \(name): \(reason)", en: "a policy cannot be read: \(name): \(reason)")
    }

    /// Policies that apply cannot be read.
    static func unreadable(_ policies: [UnreadablePolicy]) -> Bilingual {
        let first = policies.first.map(\.description) ?? ""
        let more = policies.count > 1 ? " (+\(policies.count - 1))" : ""
        return Bilingual(ko: "적용되는 정책을 읽을 수 없음: \(first)\(more)", en: "a policy that applies cannot be read: \(first)\(more)")
    }
}

extension IAM.Fact {
    /// The value, or the verdict that it is unknown.
    func known<Result>(_ file: SnapshotFile, _ judge: (Value) -> Result, else unknown: (Verdict) -> Result) -> Result {
        switch self {
        case .read(let value, from: _): judge(value)
        case .notThere(let reason): unknown(.unknown(.missing(file, reason)))
        }
    }
}
