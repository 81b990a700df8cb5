import Checks
import IAM
import Lifecycle

/// One user's excess, all of it.
struct UserExcess {
    private let excess: Excess
    private let changes: [SmallestChange?]
    private let looked: LookedAt
    private let language: Language
    private let asOf: String

    init(_ excess: Excess, _ survey: ExcessSurvey, _ looked: LookedAt, language: Language, place: Workplace?) {
        self.excess = excess
        self.looked = looked
        self.language = language
        asOf = place.text(looked.snapshot.taken)
        changes = excess.dangers.map { $0.isCertain ? survey.smallestChange(against: $0, of: excess.user) : nil }
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    var text: String {
        let account = looked.account.map { "\($0.alias) (\($0.id))" } ?? looked.snapshot.account.text
        var text = "\(excess.user), \(account), \(looked.source), \(say("기준 시각", "as of")) \(asOf)\n"
        for (danger, change) in zip(excess.dangers, changes) { text += "\n" + told(danger, change) }
        text += "\n" + told(say("승인 밖", "beyond what was approved"), excess.beyondApproved)
        text += told(say("프로필 밖", "beyond what the profile needs"), excess.beyondProfile)
        return text + told(excess.unused)
    }

    private func told(_ danger: Danger, _ change: SmallestChange?) -> String {
        var text = danger.sentences.map { $0[language] + "\n" }.joined()
        if let doubt = danger.doubt { text += "    " + say("알 수 없음", "unknown") + ": \(doubt[language])\n" }
        for statement in danger.statements where statement.effect == .allow && statement.layer == .identity {
            text += "    " + say("여는 문", "opened by") + ": \(statement)\n"
        }
        guard danger.isCertain else { return text }
        guard let change else {
            return text + "    " + say("두 가지까지 회수해도 사라지지 않음", "no two things that could be taken away would end it") + "\n"
        }
        text += "    " + say("가장 작은 변경", "smallest change") + ": \(change.sentence[language])\n"
        return text + change.calls(for: excess.user).map { "        $ \($0)\n" }.joined()
    }

    private func told(_ title: String, _ beyond: Beyond) -> String {
        switch beyond {
        case .unknown(let reason): "\(title): \(say("알 수 없음", "unknown")) (\(reason[language]))\n"
        case .these(let holdings):
            "\(title): \(holdings.isEmpty ? say("없음", "nothing") : holdings.map { $0.name[language] }.joined(separator: ", "))\n"
        }
    }

    private func told(_ unused: Excess.Unused) -> String {
        let title = say("쓰지 않은 서비스", "services allowed and not used")
        switch unused {
        case .unknown(let reason): return "\(title): \(say("알 수 없음", "unknown")) (\(reason[language]))\n"
        case .these(let services, let all):
            let names = services.map { service in
                "\(service.namespace) (\(service.last.map { $0.formatted(.iso8601.year().month().day()) } ?? say("없음", "never")))"
            }
            return "\(title): \(names.isEmpty ? say("없음", "nothing") : "\(services.count)/\(all): \(names.joined(separator: ", "))")\n"
        }
    }

    /// The same as lines.
    var listing: Listing {
        var list = Listing(columns: [
            ("USER", "user"), ("KIND", "kind"), ("CERTAIN", "isCertain"), ("WHAT", "what"), ("OPENED BY", "openedBy"), ("CHANGE", "change"),
            ("CALLS", "calls"),
        ])
        let dangers = zip(excess.dangers, changes).map { danger, change in
            row(
                danger.kind.rawValue, danger.isCertain, danger.sentences.map { $0[language] }.joined(separator: "; "),
                danger.doubt.map { [$0[language]] } ?? danger.statements.map(\.description), change)
        }
        list.rows =
            dangers + rows("beyond-approved", excess.beyondApproved) + rows("beyond-profile", excess.beyondProfile) + unusedRows
        return list
    }

    private func row(_ kind: String, _ isCertain: Bool, _ what: String, _ by: [String] = [], _ change: SmallestChange? = nil) -> [Value] {
        [
            .text(excess.user.text), .text(kind), .flag(isCertain), .text(what), .list(by), .optional(change?.sentence[language]),
            .list(change?.calls(for: excess.user) ?? []),
        ]
    }

    private func rows(_ kind: String, _ beyond: Beyond) -> [[Value]] {
        switch beyond {
        case .unknown(let reason): [row(kind, false, reason[language])]
        case .these(let holdings): holdings.map { row(kind, true, $0.id, [], .take([$0])) }
        }
    }

    private var unusedRows: [[Value]] {
        switch excess.unused {
        case .unknown(let reason): [row("unused-service", false, reason[language])]
        case .these(let services, of: _): services.map { row("unused-service", true, $0.namespace) }
        }
    }
}
