import Foundation
import IAM
import Lifecycle

/// What checks said of an account, as one page to hand to an auditor: it needs no other file and no network, and can be printed.
public struct AuditPage: Sendable {
    private let examination: Examination
    private let language: Language
    private let source: String
    private let time: @Sendable (Date) -> String

    /// A page about an examination. `source` says where the snapshot came from, `time` how times are written.
    public init(_ examination: Examination, in language: Language, source: String, time: @escaping @Sendable (Date) -> String) {
        self.examination = examination
        self.language = language
        self.source = source
        self.time = time
    }

    /// The page.
    public var text: String {
        let findings = examination.open
        let title = say("IAM 점검 보고서", "IAM checks") + " – " + name
        var content = [Markup.element("h1", title), about, summary(findings)]
        content += [heading("점검별 결과", "By check"), checks]
        content += findings.isEmpty ? [] : [heading("취약 항목", "Findings")] + findings.map(finding)
        content += [heading("사용자별", "By user"), users(findings)]
        content += [heading("면제", "Waivers"), waivers]
        content += [heading("책임지는 사람이 있어 통과한 것", "What passed because somebody answers for it"), vouched]
        content += [heading("확인하지 못한 것", "What was not seen"), unseen]
        content += [heading("근거 법령", "Articles of law"), law]
        return Markup.page(language, title: title, content)
    }

    private var name: String { examination.alias.map { "\($0) (\(examination.account))" } ?? examination.account.text }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    private func heading(_ ko: String, _ en: String) -> Markup { .element("h2", say(ko, en)) }

    private var about: Markup {
        var rows = [
            [Markup(say("계정", "account")), Markup(name)], [Markup(say("기준 시각", "as of")), Markup(time(examination.asOf))],
            [Markup(say("출처", "source")), Markup(source)],
        ]
        if let reported = examination.reported {
            rows.append([Markup(say("자격 증명 보고서", "credential report")), Markup(time(reported))])
        }
        for threshold in examination.limits.deviations {
            let value = "\(threshold.rawValue) \(examination.limits[threshold]) (\(say("표준", "standard")) \(threshold.standard))"
            rows.append([Markup(say("표준보다 느슨한 기준값", "looser than the standard")), Markup(value)])
        }
        return .table([], rows)
    }

    private func summary(_ findings: [Finding]) -> Markup {
        let counts = Severity.allCases.reversed().map { severity in
            Markup.element("li", "\(severity.word[language]) \(findings.count { $0.severity == severity })", class: severity.rawValue)
        }
        let passed = examination.results.reduce(0) { $0 + $1.passed }
        let rest = [
            Markup.element("li", "\(say("면제", "waived")) \(examination.waived.count)", class: "waived"),
            .element("li", "\(say("알 수 없음", "unknown")) \(examination.unknowns.count)", class: "unknown"),
            .element("li", "\(say("양호", "passed")) \(passed)", class: "pass"),
        ]
        return .element("ul", [("class", "summary")], counts + rest)
    }

    private var checks: Markup {
        let head = [
            say("점검", "check"), say("심각도", "severity"), "CIS 2/3/5", "ISMS-P", say("결과", "verdict"), say("취약", "findings"),
            say("면제", "waived"), say("알 수 없음", "unknown"), say("양호", "passed"), say("해당 없음", "not applicable"),
        ]
        return .table(head, examination.results.map(row))
    }

    private func row(_ result: CheckResult) -> [Markup] {
        let check = result.check
        return [
            .element("span", [], [.element("b", check.id.rawValue), Markup(" "), .element("span", check.title[language], class: "title")]),
            .element("span", check.severity.word[language], class: check.severity.rawValue), Markup(check.references.cis?.text ?? "–"),
            Markup(check.references.ismsP.map(\.rawValue).joined(separator: ", ")),
            .element("span", word(result), class: result.verdict.rawValue),
            Markup("\(result.findings.count { $0.waiver == nil })"), Markup("\(result.findings.count { $0.waiver != nil })"),
            Markup("\(result.unknowns.count)"), Markup("\(result.passed)"),
            Markup("\(result.notApplicable)"),
        ]
    }

    private func word(_ result: CheckResult) -> String { result.verdict.word[language] }

    private func finding(_ finding: Finding) -> Markup {
        let check = finding.check.check
        let defect = finding.defect
        let remedy = defect.remedy
        let evidence = defect.evidence.map { Markup.element("li", "\($0.source): \($0.what) = \($0.value)") }
        let commands = ([remedy.tenure].compactMap(\.self) + remedy.aws).joined(separator: "\n")
        var content = [
            Markup.element("h3", "\(finding.subject): \(defect.message[language])"),
            .element(
                "p", [],
                [
                    .element("span", finding.severity.word[language], class: finding.severity.rawValue),
                    Markup(" \(finding.check) · \(finding.resource)\(references(check))"),
                ]), .element("ul", [], evidence),
        ]
        if let note = remedy.note { content.append(.element("p", note[language])) }
        if !commands.isEmpty { content.append(.element("pre", commands)) }
        content.append(.element("p", finding.id, class: "id"))
        return .element("section", [("id", finding.id)], content)
    }

    private func references(_ check: any Check) -> String {
        var texts = check.references.cis.map { ["CIS \($0.text)"] } ?? []
        texts += check.references.ismsP.map { "ISMS-P \($0.rawValue)" }
        texts += check.references.law.filter { examination.limits.regimes.contains($0.regime) }.map { $0.text[language] }
        return texts.map { " · \($0)" }.joined()
    }

    private func users(_ findings: [Finding]) -> Markup {
        var byUser: [UserName: [Finding]] = [:]
        for finding in findings { if let user = finding.subject.user { byUser[user, default: []].append(finding) } }
        let rows = byUser.sorted { $0.key < $1.key }.map { user, findings in
            [Markup(user.text), Markup.element("span", [], findings.map(link))]
        }
        return rows.isEmpty ? .element("p", say("없음", "none")) : .table([say("사용자", "user"), say("취약 항목", "findings")], rows)
    }

    private func link(_ finding: Finding) -> Markup {
        .element("a", [("href", "#\(finding.id)"), ("class", finding.severity.rawValue)], [Markup("\(finding.check) ")])
    }

    private var waivers: Markup {
        let waived = examination.waived.compactMap { finding in
            finding.waiver.map { row($0, Markup.element("span", "\(finding.id): \(finding.defect.message[language])")) }
        }
        let none = say("해당하는 취약 항목 없음", "matches no finding")
        let idle = examination.idleWaivers.map { row($0, Markup.element("span", "\($0.finding ?? "(erased)"): \(none)")) }
        guard !(waived + idle).isEmpty else { return .element("p", say("없음", "none")) }
        let head = [
            say("신청", "request"), say("취약 항목", "finding"), say("책임자", "owner"), say("승인", "approved by"), say("기한", "until"),
            say("사유", "reason"),
        ]
        return .table(head, waived + idle)
    }

    private func row(_ waiver: WaiverOnRecord, _ finding: Markup) -> [Markup] {
        [
            Markup(waiver.request.description), finding, Markup(waiver.owner), Markup(waiver.approvedBy ?? "–"), Markup(time(waiver.until)),
            Markup(waiver.reason),
        ]
    }

    private var vouched: Markup {
        let rows = examination.vouched.map { [Markup($0.check.rawValue), Markup($0.subject.description), Markup($0.ground[language])] }
        guard !rows.isEmpty else { return .element("p", say("없음", "none")) }
        return .table([say("점검", "check"), say("대상", "subject"), say("근거", "ground")], rows)
    }

    // Many users that are not seen for one reason are one line.
    private var unseen: Markup {
        let groups = UnknownGroup.groups(of: examination.unknowns, in: language)
        let rows = groups.map { group in
            [Markup(group.check.rawValue), Markup(group.reason), Markup("\(group.subjects.count)"), Markup(group.names(limit: 20))]
        }
        guard !rows.isEmpty else { return .element("p", say("없음", "nothing")) }
        return .table([say("점검", "check"), say("이유", "reason"), say("수", "count"), say("대상", "subjects")], rows)
    }

    private var law: Markup {
        let articles = Article.allCases.filter { examination.limits.regimes.contains($0.regime) }
        let rows = articles.map { article in
            [article.name, article.matter[language], article.status.word[language], article.regime.scope[language], article.source].map {
                Markup($0)
            }
        }
        let head = [say("조항", "article"), say("내용", "matter"), say("상태", "status"), say("적용", "scope"), say("출처", "source")]
        return .element("div", [], [.table(head, rows), .element("p", "\(say("기준일", "as of")) \(Article.asOf)", class: "id")])
    }
}
