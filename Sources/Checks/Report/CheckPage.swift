import IAM
import Lifecycle

/// A check's page, in Markdown.
public struct CheckPage: Sendable {
    private let check: any Check
    private let limits: Limits

    /// The page of a check, with what an organisation compares with.
    public init(_ id: CheckID, _ limits: Limits = Limits()) {
        check = id.check
        self.limits = limits
    }

    /// The page in one language.
    public func text(_ language: Language) -> String {
        let isKorean = language == .korean
        var lines = ["# \(check.id): \(check.title[language])", ""]
        for (name, value) in facts(language) { lines.append("- \(name): \(value)") }
        lines += ["", check.explanation[language], ""]
        if let incident = check.references.incident {
            lines += [(isKorean ? "시드 문서가 든 사고 사례: " : "An incident that the seed document names: ") + incident.text[language], ""]
        }
        return lines.joined(separator: "\n")
    }

    private func facts(_ language: Language) -> [(String, String)] {
        let isKorean = language == .korean
        var facts = [(isKorean ? "심각도" : "severity", check.severity.word[language])]
        if let cis = check.references.cis {
            facts.append(("CIS", cis.byEdition.map { "\($0.edition): \($0.numbers.joined(separator: ", "))" }.joined(separator: " · ")))
        }
        let controls = check.references.ismsP.map { "\($0.rawValue) \($0.title[language])" }
        if !controls.isEmpty { facts.append(("ISMS-P", controls.joined(separator: ", "))) }
        for article in check.references.law where limits.regimes.contains(article.regime) {
            facts.append((isKorean ? "법령" : "law", "\(article.text[language]); \(article.regime.scope[language]); \(article.source)"))
        }
        for threshold in check.thresholds {
            let (value, standard) = (limits[threshold], threshold.standard)
            let deviation = threshold.isLooser(value) ? (isKorean ? ", 기준보다 느슨함" : ", looser than the standard") : ""
            facts.append(
                (isKorean ? "기준값" : "threshold", "\(threshold.rawValue) \(value) (\(isKorean ? "표준" : "standard") \(standard)\(deviation))")
            )
        }
        if !check.reads.isEmpty { facts.append((isKorean ? "읽는 파일" : "reads", check.reads.map(\.path).joined(separator: ", "))) }
        return facts
    }

    /// The pages of all checks, in both languages: `docs/checks.md`.
    public static var book: String {
        var text = """
            # Checks

            What `tenure check run` looks at in a snapshot. Written by the checks themselves: change it there. \
            Verdicts are *pass*, *fail*, *unknown* and *not applicable*; what is missing, stale or beyond what a snapshot shows is *unknown*, \
            never *pass*. Thresholds stand under `checks:` in `tenure.yaml`. Articles of law are as of \(Article.asOf); those that are \
            repealed or could not be verified are shown as internal policy.

            | check | severity | CIS 2/3/5 | ISMS-P | title |
            |---|---|---|---|---|

            """
        for id in CheckID.allCases {
            let check = id.check
            let controls = check.references.ismsP.map(\.rawValue).joined(separator: ", ")
            text +=
                "| [\(id)](#\(id)) | \(check.severity.rawValue) | \(check.references.cis?.text ?? "–") | \(controls) | \(check.title.en) |\n"
        }
        for id in CheckID.allCases {
            text += "\n<a id=\"\(id)\"></a>\n\n"
            for language in [Language.english, .korean] {
                text += CheckPage(id).text(language).replacing("# \(id): ", with: language == .english ? "## \(id): " : "### ")
                if language == .english { text += "\n" }
            }
        }
        return text
    }
}
