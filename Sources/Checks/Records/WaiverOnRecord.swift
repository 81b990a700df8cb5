import Foundation
import Lifecycle

/// A waiver as it stands now, with the names of those who answer for it.
public struct WaiverOnRecord: Hashable, Sendable {
    public let request: RequestID
    /// The finding's id; nil once it was erased.
    public let finding: String?
    public let standing: WaiverStanding
    public let owner: String
    public let reason: String
    /// Who approved it; nil if nobody had to, as in a sandbox home.
    public let approvedBy: String?
    public let until: Date

    /// A waiver with what is known besides.
    public init(_ waiver: Waiver, standing: WaiverStanding, owner: Person?, approvedBy: String?) {
        request = waiver.request
        finding = waiver.finding.text
        self.standing = standing
        self.owner = owner?.attributes.name.text ?? waiver.owner.description
        reason = waiver.reason.description
        self.approvedBy = approvedBy
        until = waiver.until
    }
}

/// The waivers in force, by the findings that they permit.
struct Waivers: Sendable {
    private let inForce: [WaiverOnRecord]
    private let byFinding: [String: WaiverOnRecord]

    init(_ waivers: [WaiverOnRecord]) {
        inForce = waivers.filter { $0.standing == .inForce }
        let named = inForce.compactMap { waiver in waiver.finding.map { ($0, waiver) } }
        byFinding = Dictionary(named) { $0.until >= $1.until ? $0 : $1 }
    }

    var isEmpty: Bool { byFinding.isEmpty }

    func waiver(of finding: String) -> WaiverOnRecord? { byFinding[finding] }

    /// Those that are about these checks and permit nothing that they found; a waiver whose finding was erased is one.
    func idle(after findings: [Finding], of checks: Set<CheckID>) -> [WaiverOnRecord] {
        guard !inForce.isEmpty else { return [] }
        let found = Set(findings.map(\.id))
        return inForce.filter { waiver in
            guard let finding = waiver.finding else { return true }
            guard !found.contains(finding) else { return false }
            return FindingID(finding).map { checks.contains($0.check) } ?? true
        }
    }
}

/// What a finding is called: check, account and subject.
public struct FindingID: Hashable, Sendable {
    public let check: CheckID
    public let account: String
    public let subject: String

    /// Reads `key-age:123456789012:user/jane/key/1`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let check = CheckID(rawValue: parts[0]), !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        self.check = check
        account = parts[1]
        subject = parts[2]
    }
}
