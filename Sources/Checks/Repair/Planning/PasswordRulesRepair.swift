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
        let expiry = PasswordExpiry(planner)
        if let reason = expiry.objection { return drafts.leave(rotation, reason) }
        var aged = rules
        aged.maximumAge = planner.limits[.passwordAgeDays]
        var draft = setting(aged, from: before == nil ? live.set : rules, state, answering: [rotation], breaks: expiry.breaks)
        draft.after = [before].compactMap(\.self)
        (draft.tells, draft.noticeDays) = (expiry.old, expiry.old.isEmpty ? 0 : expiry.notice)
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
