import IAM
import Lifecycle

/// A rule over an account: looked at in a snapshot, it says of each subject whether it keeps the rule.
///
/// A check that cannot read what it needs says *unknown* and why; it never guesses, and never takes what is missing for what is good.
public protocol Check: Sendable {
    var id: CheckID { get }
    var severity: Severity { get }
    var references: References { get }
    /// The rule as it reads when it is kept: `Console users have MFA`.
    var title: Bilingual { get }
    /// Why the rule is there, what is judged, and what the check cannot see.
    var explanation: Bilingual { get }
    /// The files of a snapshot that it reads.
    var reads: [SnapshotFile] { get }
    /// The thresholds that it compares with.
    var thresholds: [Threshold] { get }
    /// What it finds, in the snapshot's order; one outcome for each subject.
    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome]
}

extension Check {
    public var thresholds: [Threshold] { [] }
}

/// How bad a finding is.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }

    /// The word in both languages.
    public var word: Bilingual {
        switch self {
        case .low: Bilingual(ko: "낮음", en: "low")
        case .medium: Bilingual(ko: "보통", en: "medium")
        case .high: Bilingual(ko: "높음", en: "high")
        case .critical: Bilingual(ko: "심각", en: "critical")
        }
    }
}
