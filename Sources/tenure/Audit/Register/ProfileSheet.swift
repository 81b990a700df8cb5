import Engine
import Foundation
import IAM
import Lifecycle

/// The table of rights (권한분류표): what each profile gives in each account, how risky it is, who answers for it, and how many have it.
struct ProfileSheet {
    let past: Past
    let language: Language
    let place: Workplace

    var sheet: Sheet {
        let lines = past.rules.profiles.values.sorted { $0.name < $1.name }.flatMap { profile in
            profile.groups.sorted { $0.key < $1.key }.map { (profile, $0.key, $0.value) }
        }
        let moment = place.text(past.moment)
        return Sheet(
            language: language, title: say("권한분류표", "Table of access rights"),
            remarks: [say("기준 시각 \(moment).", "As of \(moment).")],
            columns: language == .korean
                ? ["권한", "위험도", "업무 흐름", "승인 단계", "계정", "그룹", "책임자", "보유자 수"]
                : ["right", "risk", "workflow", "approval", "account", "groups", "owner", "holders"],
            rows: lines.map { row($0, $1, $2) })
    }

    private func row(_ profile: Profile, _ account: AccountAlias, _ groups: [GroupName]) -> [Value] {
        let holders = past.users.values.count { $0.profile == profile.name && $0.account == account && $0.facts.contains(.entitlements) }
        return [
            .text(profile.name.text), .text(profile.risk.word[language]), .text(profile.workflow.text), .text(stages(of: profile)),
            .text(account.text), .text(groups.map(\.text).joined(separator: ", ")),
            .optional(profile.owner.map { past.people[$0]?.label ?? "\($0)" }), .number(holders),
        ]
    }

    private func stages(of profile: Profile) -> String {
        guard let digest = past.rules.workflows[profile.workflow], let workflow = try? place.home.workflow(digest) else { return "-" }
        return workflow.approval.stages(for: profile.risk).map { stage in
            "\(stage.name): \(stage.groups.map(\.text).joined(separator: ", ")) (\(stage.quorum))"
        }.joined(separator: "; ")
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}

extension Risk {
    /// The word in both languages.
    var word: Bilingual {
        switch self {
        case .low: Bilingual(ko: "낮음", en: "low")
        case .medium: Bilingual(ko: "보통", en: "medium")
        case .high: Bilingual(ko: "높음", en: "high")
        case .critical: Bilingual(ko: "심각", en: "critical")
        }
    }
}
