import Checks
import Engine
import Foundation
import Ledger
import Lifecycle

/// What a review came to, as one page to hand to an auditor: it needs no other file and no network, and can be printed.
struct ReviewPage {
    private let summary: ReviewSummary
    private let language: Language
    private let place: Workplace
    private let words: ReviewWords

    init(_ summary: ReviewSummary, in language: Language, place: Workplace) throws {
        self.summary = summary
        self.language = language
        self.place = place
        words = ReviewWords(language)
    }

    var text: String {
        get throws {
            let title = say("접근 권한 점검 보고서", "Access review") + " – " + campaign.opening.name.text
            let content: [Markup] = [
                .element("h1", title), try about, heading("모집단", "Population"), population, heading("결과", "Outcomes"), outcomes,
                heading("회수와 축소의 이행", "Carrying out"), carryingOut, heading("예외", "Exceptions"), exceptions, heading("검토자", "Reviewers"),
                reviewers, heading("지난 점검과의 차이", "Since the last review"), differences, heading("서명", "Sign-off"), signOffs,
                heading("항목", "Items"), items,
            ]
            return Markup.page(language, title: title, content)
        }
    }

    private var campaign: Campaign { summary.campaign }
    private func say(_ ko: String, _ en: String) -> String { words.say(ko, en) }
    private func heading(_ ko: String, _ en: String) -> Markup { .element("h2", say(ko, en)) }
    private func facts(_ rows: [(String, String)]) -> Markup { .table([], rows.map { [Markup($0.0), Markup($0.1)] }) }
    private var none: Markup { .element("p", say("없음", "none")) }

    private var about: Markup {
        get throws {
            var rows = [
                (say("점검", "review"), "\(campaign.id) \(campaign.opening.name)"), (say("범위", "scope"), campaign.opening.scope.text),
                (say("시작", "opened"), "\(place.text(campaign.opened)), \(place.name(of: campaign.by))"),
                (say("기한", "due"), place.text(campaign.opening.due)), (say("종료", "closed"), place.text(campaign.closing?.at)),
                (say("상태", "standing"), summary.isComplete ? say("완료", "complete") : say("완료되지 않음", "not complete")),
                (say("항목 전체의 다이제스트", "digest of all items"), try summary.facts().text),
            ]
            if let because = campaign.opening.because { rows.insert((say("사유", "because"), because.description), at: 2) }
            return facts(rows)
        }
    }

    private var population: Markup {
        let (population, tally) = (campaign.opening.population, summary.tally)
        let sources = population.sources.map { source in
            (source.account.text, "\(source.snapshot), \(place.text(source.taken)), \(source.users) \(say("명", "users"))")
        }
        let sum = "\(tally.decided) + \(tally.silent) + \(tally.gone) = \(tally.total) / \(population.count)"
        return facts(
            [
                (say("사용자 수", "users"), "\(population.count)"), (say("다이제스트", "digest"), population.digest.text),
                (
                    say("다시 계산한 다이제스트", "made again from the items"),
                    summary.isPopulationWhole ? say("같음", "the same") : say("다름", "DIFFERS")
                ), (say("결정 + 무응답 + 사라짐", "decided + silent + gone"), sum),
            ] + sources)
    }

    private var outcomes: Markup {
        let counts = Dictionary(grouping: summary.items, by: words.outcome).mapValues(\.count).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        return .table([say("결과", "outcome"), say("수", "count")], counts.map { [Markup($0.key), Markup("\($0.value)")] })
    }

    private var carryingOut: Markup {
        let rows = summary.latencies.map { latency in
            let times = [latency.settled, latency.carriedOut, latency.verified].map { Markup(place.text($0)) }
            let total = latency.verified.map { Period(roughly: $0.timeIntervalSince(latency.settled)).description } ?? "-"
            return [Markup("\(latency.item)")] + times + [Markup(total)]
        }
        let head = [say("항목", "item"), say("결정", "settled"), say("이행", "carried out"), say("부재 확인", "verified"), say("걸린 시간", "took")]
        return rows.isEmpty ? none : .table(head, rows)
    }

    private var exceptions: Markup {
        let rows = summary.exceptions.map { item, why in
            [
                "\(item.id)", "\(item.entry.account)/\(item.entry.name)", words.exception(why),
                item.entry.flags.map(words.flag).joined(separator: ", "), item.decision?.reason?.description ?? "-",
            ].map { Markup($0) }
        }
        let head = [say("항목", "item"), say("사용자", "user"), say("내용", "what"), say("표시", "flags"), say("사유", "reason")]
        return rows.isEmpty ? none : .table(head, rows)
    }

    private var reviewers: Markup {
        let rows = ReviewerRecord.all(of: summary.items).map { record in
            [
                place.name(of: record.reviewer), "\(record.decided)", "\(record.kept)",
                record.pace.map { $0 < 120 ? "\($0) s" : Period(roughly: TimeInterval($0)).description } ?? "-",
                record.signs.isEmpty ? "-" : record.signs.map(words.sign).joined(separator: "; "),
            ].map { Markup($0) }
        }
        let head = [
            say("검토자", "reviewer"), say("결정", "decided"), say("유지", "kept"), say("결정 간격", "between decisions"),
            say("형식적 점검의 징후", "signs of rubber-stamping"),
        ]
        return rows.isEmpty ? none : .table(head, rows)
    }

    private var differences: Markup {
        guard let differences = summary.differences else { return .element("p", say("지난 점검이 없음", "there was none")) }
        return facts([
            (say("새 사용자", "new users"), "\(differences.appeared)"), (say("없어진 사용자", "users gone"), "\(differences.vanished)"),
            (say("그룹이 바뀐 사용자", "users with other groups"), "\(differences.changedGroups)"),
            (say("결정이 달라진 사용자", "users decided otherwise"), "\(differences.changedOutcome)"),
        ])
    }

    private var signOffs: Markup {
        let rows = campaign.signOffs.map { sign in
            [place.name(of: sign.by), place.text(sign.at), sign.facts.text, sign.remark?.description ?? "-"].map { Markup($0) }
        }
        let head = [say("서명자", "by"), say("시각", "at"), say("항목 전체의 다이제스트", "digest of all items"), say("비고", "remark")]
        return rows.isEmpty ? .element("p", say("아직 서명하지 않음", "not signed yet")) : .table(head, rows)
    }

    private var items: Markup {
        let rows = summary.items.map { item in
            [
                "\(item.id)", "\(item.entry.account)/\(item.entry.name) (\(item.entry.user))",
                item.entry.person.map { place.name(of: $0) } ?? "-", item.entry.groups.map(\.text).joined(separator: ", "),
                item.entry.risk.rawValue, words.outcome(item),
                item.decision.map { "\(place.name(of: $0.by)), \(place.text($0.at))" } ?? "-",
                item.decision?.reason?.description ?? "-", place.text(item.carriedOut), place.text(item.verified),
            ].map { Markup($0) }
        }
        let head = [
            say("항목", "item"), say("사용자", "user"), say("사람", "person"), say("그룹", "groups"), say("위험", "risk"), say("결과", "outcome"),
            say("결정자", "by"), say("사유", "reason"), say("이행", "carried out"), say("부재 확인", "verified"),
        ]
        return .table(head, rows)
    }
}
