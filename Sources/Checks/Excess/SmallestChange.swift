import IAM
import Lifecycle

/// What takes a danger away.
public enum SmallestChange: Hashable, Sendable {
    /// These are taken from the user.
    case take([UserHolding])
    /// The user comes under the duty policy.
    case duty

    /// The change as a sentence.
    public var sentence: Bilingual {
        switch self {
        case .take(let holdings):
            Bilingual(
                ko: "\(holdings.map(\.name.ko).joined(separator: "과(와) "))을(를) 회수한다",
                en: "take away the \(holdings.map(\.name.en).joined(separator: " and the "))")
        case .duty:
            Bilingual(ko: "의무 정책 그룹에 넣는다 (tenure policy show duty)", en: "put the user under the duty policy (tenure policy show duty)")
        }
    }

    /// The calls that do it, as the AWS CLI makes them.
    public func calls(for user: UserName) -> [String] {
        switch self {
        case .take(let holdings): holdings.map { $0.call(for: user) }
        case .duty: []
        }
    }
}

/// Looks for the smallest change by evaluating again without what is taken: single things first, then pairs.
struct ChangeSearch {
    private let kind: Danger.Kind
    private let user: SnapshotUser
    private let survey: DangerSurvey
    private let before: Set<Danger.Kind>

    init(_ kind: Danger.Kind, _ user: SnapshotUser, _ survey: DangerSurvey) {
        self.kind = kind
        self.user = user
        self.survey = survey
        before = survey.kinds(of: user)
    }

    var smallest: SmallestChange? {
        if kind == .withoutMFA { return underDuty }
        let single = candidates
        if let found = single.first(where: { takesAway([$0]) }) { return .take([found]) }
        for (place, one) in single.enumerated() {
            for other in single[(place + 1)...] where takesAway([one, other]) { return .take([one, other]) }
        }
        return nil
    }

    /// What takes least comes first: a statement, a policy of the user's own, one that is attached, a group.
    private var candidates: [UserHolding] {
        let detail = user.detail
        let statements = detail.inlinePolicies.keys.sorted().flatMap { name -> [UserHolding] in
            let document = detail.inlinePolicies[name].flatMap { try? survey.account.snapshot.document($0) }
            let allowing = (document?.statements ?? []).filter { $0.effect == .allow }
            return (document?.statements.count ?? 0) > 1 ? allowing.map { .statement($0.index, of: name) } : []
        }
        let all = UserHolding.all(of: detail)
        let rank = { (holding: UserHolding) -> Int in
            switch holding {
            case .statement: 0
            case .inline: 1
            case .attachment: 2
            case .membership: 3
            }
        }
        return (statements + all).enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    private func takesAway(_ holdings: [UserHolding]) -> Bool {
        let after = survey.kinds(of: user.holding(user.detail.without(holdings)))
        return !after.contains(kind) && after.isSubset(of: before.union(implied))
    }

    /// Whoever is administrator no more may still do what an administrator can, and was not said of them.
    private var implied: Set<Danger.Kind> { before.contains(.administrator) ? [.audit, .data] : [] }

    private var underDuty: SmallestChange? {
        guard let name = try? PolicyName("tenure-duty") else { return nil }
        var inline = user.detail.inlinePolicies
        inline[name] = DutyPolicy.document(in: survey.account.snapshot.partition)
        let detail = UserDetail(
            user: user.detail.user, groups: user.detail.groups, inlinePolicies: inline, attachedPolicies: user.detail.attachedPolicies)
        return survey.kinds(of: user.holding(detail)).contains(.withoutMFA) ? nil : .duty
    }
}
