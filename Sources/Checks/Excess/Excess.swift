import Foundation
import IAM
import Lifecycle

/// What one user can do beyond what was approved, needed or used, and what of it is dangerous in itself.
public struct Excess: Sendable {
    public let user: UserName
    /// What no approved request gives.
    public let beyondApproved: Beyond
    /// What allows more than the profile's groups.
    public let beyondProfile: Beyond
    public let unused: Unused
    /// The worst first.
    public let dangers: [Danger]

    /// The services that are allowed and not used in the window.
    public enum Unused: Sendable {
        case these([ServiceAccess], of: Int)
        case unknown(Bilingual)

        /// How many; nil if it is not known.
        public var count: Int? {
            switch self {
            case .these(let services, of: _): services.count
            case .unknown: nil
            }
        }
    }

    /// Whether there is anything that is certain.
    public var isThere: Bool { summary.isThere }

    /// What a line of another list can carry.
    public var summary: ExcessSummary { ExcessSummary(self) }
}

/// A user's excess in a few words: for a line of a review, or of a user's page.
public struct ExcessSummary: Hashable, Sendable {
    /// The dangers that are certain, the worst first.
    public let dangers: [Danger.Kind]
    /// Those that may be there.
    public let doubtful: [Danger.Kind]
    /// How many things go beyond what was approved, beyond the profile, and how many services are not used; nil where it is not known.
    public let beyondApproved: Int?
    public let beyondProfile: Int?
    public let unused: Int?

    /// The summary of an excess.
    public init(_ excess: Excess) {
        dangers = excess.dangers.filter(\.isCertain).map(\.kind)
        doubtful = excess.dangers.filter { !$0.isCertain }.map(\.kind)
        (beyondApproved, beyondProfile, unused) = (excess.beyondApproved.count, excess.beyondProfile.count, excess.unused.count)
    }

    /// Whether there is anything that is certain.
    public var isThere: Bool { !dangers.isEmpty || [beyondApproved, beyondProfile, unused].contains { ($0 ?? 0) > 0 } }

    /// One line: `administrator, no-mfa; beyond approved 2, beyond profile 1, unused services unknown`.
    public func text(_ language: Language) -> String {
        let isKorean = language == .korean
        let words = dangers.map { $0.word[language] } + doubtful.map { $0.word[language] + "?" }
        func number(_ count: Int?) -> String { count.map(String.init) ?? (isKorean ? "알 수 없음" : "unknown") }
        let counts =
            isKorean
            ? "승인 밖 \(number(beyondApproved)), 프로필 밖 \(number(beyondProfile)), 미사용 서비스 \(number(unused))"
            : "beyond approved \(number(beyondApproved)), beyond profile \(number(beyondProfile)), unused services \(number(unused))"
        return (words.isEmpty ? (isKorean ? "위험 없음" : "no danger") : words.joined(separator: ", ")) + "; " + counts
    }
}

/// Works out the excess of an account's users. The same snapshot and records always give the same.
public struct ExcessSurvey {
    private let account: ExaminedAccount
    private let limits: Limits
    private let danger: DangerSurvey
    private var beyond: BeyondSurvey

    /// A survey of an account, with what tenure's records say of it.
    public init(_ account: ExaminedAccount, _ records: AccessRecords, _ limits: Limits) {
        self.account = account
        self.limits = limits
        danger = DangerSurvey(account)
        beyond = BeyondSurvey(account, records)
    }

    /// Every user, the worst first: by the worst danger, then by how many dangers, then by what goes beyond what was approved, beyond the
    /// profile, and by unused services; then by name.
    public mutating func all() -> [Excess] {
        var all: [Excess] = []
        for (user, standing) in account.standing { all.append(excess(user, standing)) }
        return all.map { ($0, Rank($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// One user; nil if there is none of that name.
    public mutating func excess(of name: UserName) -> Excess? {
        account.standing.first { $0.user.name == name }.map { excess($0.user, $0.standing) }
    }

    private mutating func excess(_ user: SnapshotUser, _ standing: Standing) -> Excess {
        Excess(
            user: user.name, beyondApproved: beyond.beyondApproved(user), beyondProfile: beyond.beyondProfile(user), unused: unused(user),
            dangers: danger.dangers(of: user, standing))
    }

    private func unused(_ user: SnapshotUser) -> Excess.Unused {
        switch account.snapshot.lastAccessed(user.name) {
        case .notThere(let reason): return .unknown(.missing(.lastAccessed(user.name), reason))
        case .read(let access, from: _):
            guard access.asOf.timeIntervalSince(user.detail.user.created) >= limits.days(.serviceUnusedDays) else {
                return .unknown(Bilingual(ko: "기간보다 나중에 만들어진 사용자", en: "the user was made within the window"))
            }
            return .these(access.idle(limits), of: access.services.count)
        }
    }

    /// The smallest change that takes a danger away and brings no other, found by trying; nil if no two things that the user holds will do.
    public func smallestChange(against danger: Danger, of name: UserName) -> SmallestChange? {
        account.snapshot.user(name).flatMap { ChangeSearch(danger.kind, $0, self.danger).smallest }
    }
}

/// Where a user stands among the others.
private struct Rank: Comparable {
    private let numbers: [Int]
    private let name: UserName

    init(_ excess: Excess) {
        let certain = excess.dangers.filter(\.isCertain)
        let worst = certain.first.flatMap { Danger.Kind.allCases.firstIndex(of: $0.kind) } ?? Danger.Kind.allCases.count
        numbers =
            [worst, -certain.count]
            + [excess.beyondApproved.count, excess.beyondProfile.count, excess.unused.count].map { -($0 ?? 0) } + [-excess.dangers.count]
        name = excess.user
    }

    static func < (left: Self, right: Self) -> Bool {
        for (one, other) in zip(left.numbers, right.numbers) where one != other { return one < other }
        return left.name < right.name
    }
}
