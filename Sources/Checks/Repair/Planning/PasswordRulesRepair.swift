import Foundation
import IAM
import Lifecycle

/// Rules for passwords that are too weak: one call replaces them all, so that what no finding is about is taken over as it is.
///
/// A maximum age is a change of its own: it expires old passwords at once.
struct PasswordRulesRepair {
    private let planner: RepairPlanner

    init(_ planner: RepairPlanner) { self.planner = planner }

    static let checks: Set<CheckID> = [.passwordLength, .passwordReuse, .passwordSeedCriterion, .passwordRotation]

    func add(to drafts: inout RepairDrafts) {
        let findings = planner.findings.filter { Self.checks.contains($0.check) }
        guard !findings.isEmpty, let live = planner.known.passwordRules else { return }
        let strength = findings.filter { $0.check != .passwordRotation }
        var (rules, state) = (live.inForce, Self.state(live))
        if live == .noneSet { rules.usersMayChange = true }
        var before: Int?
        if !strength.isEmpty {
            for finding in strength { strengthen(&rules, for: finding.check) }
            drafts.changes.append(setting(rules, from: live.set, state, answering: strength, breaks: Self.nextChange))
            before = drafts.changes.count - 1
            state = .passwordRules(rules)
        }
        guard let rotation = findings.first(where: { $0.check == .passwordRotation }) else { return }
        if let reason = objectionToAge() { return drafts.leave(rotation, reason) }
        var aged = rules
        aged.maximumAge = planner.limits[.passwordAgeDays]
        var draft = setting(
            aged, from: before == nil ? live.set : rules, state, answering: [rotation], breaks: expiry(aged.maximumAge ?? 0))
        draft.after = [before].compactMap(\.self)
        drafts.changes.append(draft)
    }

    private static func state(_ rule: PasswordRule) -> PartState { rule.set.map(PartState.passwordRules) ?? .absent }

    private func strengthen(_ rules: inout PasswordPolicy, for check: CheckID) {
        if check == .passwordLength { rules.minimumLength = max(rules.minimumLength, planner.limits[.passwordLength]) }
        if check == .passwordReuse { rules.reusePrevention = max(rules.reusePrevention ?? 0, planner.limits[.passwordReuse]) }
        if check == .passwordSeedCriterion {
            // Three classes and eight characters imply it.
            rules.minimumLength = max(rules.minimumLength, 8)
            (rules.requiresSymbols, rules.requiresNumbers) = (true, true)
            (rules.requiresUppercase, rules.requiresLowercase) = (true, true)
        }
    }

    private func setting(
        _ rules: PasswordPolicy, from before: PasswordPolicy?, _ state: PartState, answering findings: [Finding], breaks: Bilingual
    ) -> RepairDraft {
        var draft = RepairDraft(.setPasswordRules(rules, before: before), answering: findings.map(\.id), breaks: breaks) { _ in nil }
        draft.grounds = [.init(.passwordRules, expected: state)]
        return draft
    }

    /// Whose password the maximum age would expire at once, or within the notice that people need.
    private func objectionToAge() -> Bilingual? {
        let age = planner.limits.days(.passwordAgeDays) - planner.limits.days(.lockoutDays)
        var (old, unknown): ([UserName], [UserName]) = ([], [])
        for user in planner.account.snapshot.users {
            guard user.row?.passwordEnabled != false else { continue }
            guard let changed = user.row?.passwordLastChanged else {
                unknown.append(user.name)
                continue
            }
            if planner.now.timeIntervalSince(changed) >= age { old.append(user.name) }
        }
        guard old.isEmpty, unknown.isEmpty else {
            let names = (old + unknown).map(\.text).joined(separator: ", ")
            return Bilingual(
                ko: "비밀번호가 곧바로 또는 \(planner.limits[.lockoutDays])일 안에 만료될 사용자: \(names). 먼저 알려 비밀번호를 바꾸게 한다",
                en:
                    "these passwords would expire at once, or within \(planner.limits[.lockoutDays]) days: \(names); tell them first, and have them changed"
            )
        }
        return nil
    }

    private func expiry(_ days: Int) -> Bilingual {
        Bilingual(
            ko: "비밀번호가 변경 후 \(days)일이 지나면 만료됨. 지금 만료되는 비밀번호는 없음",
            en: "passwords expire \(days) days after their last change; none expires now, or within \(planner.limits[.lockoutDays]) days")
    }

    private static let nextChange = Bilingual(
        ko: "지금의 비밀번호는 그대로 쓸 수 있고, 다음에 바꿀 때부터 적용됨", en: "present passwords go on working; the rules count from the next change on")
}

extension PasswordRule {
    /// The rules that somebody has set; nil if none are.
    fileprivate var set: PasswordPolicy? {
        switch self {
        case .set(let policy): policy
        case .noneSet: nil
        }
    }
}
