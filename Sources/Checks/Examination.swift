import Foundation
import IAM
import Lifecycle

/// What checks said of one account, as of one moment.
public struct Examination: Sendable {
    public let account: AccountID
    public let partition: Partition
    public let alias: AccountAlias?
    public let asOf: Date
    /// When IAM made the credential report, if that is known.
    public let reported: Date?
    public let limits: Limits
    /// In the order of `CheckID.allCases`.
    public let results: [CheckResult]
    /// The waivers in force that are about checks that ran and match none of their findings.
    public let idleWaivers: [WaiverOnRecord]

    /// Runs checks over an account. The same snapshot and limits always give the same.
    public init(of view: ExaminedAccount, with limits: Limits, checks: [CheckID] = CheckID.allCases) {
        account = view.snapshot.account
        partition = view.snapshot.partition
        alias = view.alias
        asOf = view.asOf
        reported = view.snapshot.reported
        self.limits = limits
        let wanted = Set(checks)
        let waivers = Waivers(view.records?.waivers ?? [])
        results = CheckID.allCases.filter(wanted.contains).map { CheckResult($0.check, view, limits, waivers) }
        let findings = Self.findings(of: results)
        idleWaivers = waivers.idle(after: findings, of: wanted)
        waived = findings.filter { $0.waiver != nil }
        open = waived.isEmpty ? findings : findings.filter { $0.waiver == nil }
    }

    /// The findings that no waiver permits, in the order of `findings`.
    public let open: [Finding]

    /// The findings that a waiver permits for now, in the order of `findings`.
    public let waived: [Finding]

    /// Everything that passes because somebody answers for it, in the order of checks.
    public var vouched: [Vouched] { results.flatMap(\.vouched) }

    /// All findings, waived ones included, the worst first, then in the order of checks and subjects.
    public var findings: [Finding] { Self.findings(of: results) }

    private static func findings(of results: [CheckResult]) -> [Finding] {
        Severity.allCases.reversed().flatMap { severity in results.filter { $0.check.severity == severity }.flatMap(\.findings) }
    }

    /// Everything that is not known, in the order of checks.
    public var unknowns: [Unknown] { results.flatMap(\.unknowns) }
}

/// What one check said.
public struct CheckResult: Sendable {
    public let check: any Check
    public private(set) var findings: [Finding] = []
    public private(set) var unknowns: [Unknown] = []
    /// What passes because somebody answers for it; it is counted in `passed`.
    public private(set) var vouched: [Vouched] = []
    /// How many subjects passed, and of how many the rule is not.
    public private(set) var passed = 0
    public private(set) var notApplicable = 0

    init(_ check: any Check, _ account: ExaminedAccount, _ limits: Limits, _ waivers: Waivers) {
        self.check = check
        for outcome in check.examine(account, with: limits) {
            switch outcome.verdict {
            case .pass: passed += 1
            case .vouched(let ground):
                passed += 1
                vouched.append(Vouched(check: check.id, subject: outcome.subject, ground: ground))
            case .notApplicable: notApplicable += 1
            case .unknown(let reason): unknowns.append(Unknown(check: check.id, subject: outcome.subject, reason: reason))
            case .fails(let defect): findings.append(Finding(check, outcome.subject, defect, account, waivers))
            }
        }
    }

    /// The check as a whole: a finding outweighs what is not known, that outweighs what was waived, and that what passed.
    public var verdict: Word {
        if findings.contains(where: { $0.waiver == nil }) { return .fail }
        if !unknowns.isEmpty { return .unknown }
        if !findings.isEmpty { return .waived }
        return passed > 0 ? .pass : .notApplicable
    }

    /// A check's verdict in one word.
    public enum Word: String, Hashable, Sendable, CaseIterable {
        case pass, fail, unknown, waived
        case notApplicable = "not-applicable"

        /// The word in both languages.
        public var word: Bilingual {
            switch self {
            case .pass: Bilingual(ko: "양호", en: "pass")
            case .fail: Bilingual(ko: "취약", en: "fail")
            case .unknown: Bilingual(ko: "알 수 없음", en: "unknown")
            case .waived: Bilingual(ko: "면제", en: "waived")
            case .notApplicable: Bilingual(ko: "해당 없음", en: "not applicable")
            }
        }
    }
}

/// One place where an account breaks a rule.
///
/// It never changes. What it says is worked out each time it is asked for, so that findings that nobody reads cost next to nothing.
public final class Finding: Sendable {
    public let check: CheckID
    public let severity: Severity
    public let subject: Subject
    /// What permits it for now; nil if nothing does.
    public let waiver: WaiverOnRecord?
    private let account: ExaminedAccount
    private let untold: UntoldDefect

    init(_ check: any Check, _ subject: Subject, _ defect: UntoldDefect, _ account: ExaminedAccount, _ waivers: Waivers) {
        self.check = check.id
        severity = check.severity
        self.subject = subject
        self.account = account
        untold = defect
        waiver = waivers.isEmpty ? nil : waivers.waiver(of: Self.id(check.id, subject.description, account))
    }

    /// Check, account and subject: the same from run to run.
    public var id: String { id(of: subject.description) }

    /// The same, where it has been spelled out already what the subject is called.
    func id(of subject: String) -> String { Self.id(check, subject, account) }

    /// The ARN of the thing.
    public var resource: String { account.resource(subject) }

    /// In what way, what shows it, and what mends it: where the check names no command of tenure's, the one that plans a repair.
    public var defect: Defect {
        var defect = untold.told
        if defect.remedy.tenure == nil { defect.remedy.tenure = account.planning(check, of: subject) }
        return defect
    }

    /// The moment for which it holds.
    public var asOf: Date { account.asOf }

    private static func id(_ check: CheckID, _ subject: String, _ account: ExaminedAccount) -> String {
        "\(check.rawValue):\(account.snapshot.account.text):\(subject)"
    }
}

/// Something that passes because somebody answers for it.
public struct Vouched: Sendable {
    public let check: CheckID
    public let subject: Subject
    public let ground: Bilingual
}

/// Something that a check could not see.
public struct Unknown: Sendable {
    public let check: CheckID
    public let subject: Subject
    public let reason: Bilingual
}
