/// A number that a check compares with, and the standard's value for it.
public enum Threshold: String, Hashable, Sendable, CaseIterable {
    case unusedDays = "unused-days"
    case keyAgeDays = "key-age-days"
    case rootUseDays = "root-use-days"
    case passwordLength = "password-length"
    case passwordReuse = "password-reuse"
    case passwordAgeDays = "password-age-days"
    case lockoutDays = "lockout-days"
    case roleUnusedDays = "role-unused-days"
    case serviceUnusedDays = "service-unused-days"
    case inactiveDays = "inactive-days"
    /// How much older than the rest of the snapshot a credential report may be.
    case reportAgeHours = "report-age-hours"
    /// For how long what was granted, changed or revoked has to be readable.
    case retentionDays = "retention-days"
    /// How long an event may stand in the ledger without a signed checkpoint over it.
    case checkpointAgeHours = "checkpoint-age-hours"

    /// What CIS, the seed criterion or, where neither has one, tenure wants.
    public var standard: Int {
        switch self {
        case .unusedDays: 45
        case .keyAgeDays, .rootUseDays, .passwordAgeDays, .roleUnusedDays, .serviceUnusedDays, .inactiveDays: 90
        case .passwordLength: 14
        case .passwordReuse: 24
        case .lockoutDays: 14
        case .reportAgeHours, .checkpointAgeHours: 24
        case .retentionDays: 1_095
        }
    }

    /// The values that make sense.
    public var range: ClosedRange<Int> {
        switch self {
        case .passwordLength: 6...128
        case .passwordReuse: 1...24
        case .passwordAgeDays: 1...1095
        case .unusedDays, .keyAgeDays, .rootUseDays, .lockoutDays, .roleUnusedDays, .serviceUnusedDays, .inactiveDays: 1...3650
        case .reportAgeHours: 4...8760
        case .retentionDays: 365...36_500
        case .checkpointAgeHours: 1...8760
        }
    }

    /// Whether that value lets pass what the standard does not.
    public func isLooser(_ value: Int) -> Bool {
        switch self {
        case .passwordLength, .passwordReuse, .rootUseDays, .lockoutDays, .retentionDays: value < standard
        case .unusedDays, .keyAgeDays, .passwordAgeDays, .roleUnusedDays, .serviceUnusedDays, .inactiveDays, .reportAgeHours,
            .checkpointAgeHours:
            value > standard
        }
    }
}

/// What an organisation compares with, and under which law it stands. What is not set is the standard's.
public struct Limits: Hashable, Sendable {
    private var values: [Threshold: Int]
    /// The laws that apply here; the articles of others are not shown.
    public var regimes: Set<Regime>

    /// These values instead of the standard's.
    public init(_ values: [Threshold: Int] = [:], regimes: Set<Regime> = Set(Regime.allCases)) {
        self.values = values
        self.regimes = regimes
    }

    /// The value to compare with.
    public subscript(threshold: Threshold) -> Int {
        get { values[threshold] ?? threshold.standard }
        set { values[threshold] = newValue }
    }

    /// The thresholds that are looser than the standard, in a fixed order.
    public var deviations: [Threshold] { Threshold.allCases.filter { $0.isLooser(self[$0]) } }

    func days(_ threshold: Threshold) -> Double { Double(self[threshold]) * 86_400 }
}
