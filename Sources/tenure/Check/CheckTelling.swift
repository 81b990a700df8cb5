import Checks
import Foundation
import IAM
import Lifecycle

/// Tells what checks said, in any format, piece by piece: what a large account's findings say is never in memory all at once.
struct CheckTelling {
    let examination: Examination
    let source: String
    let language: Language
    let place: Workplace?
    /// Whether a table has every finding.
    let isWhole: Bool
    private static let most = 100

    func write(in format: CheckFormat, forPeople: Bool, _ take: ([UInt8]) throws -> Void) throws {
        switch format {
        case .table: try take(Array(table.utf8))
        case .json: try ExaminationJSON(examination, source: source, in: language).write(take)
        case .csv: try CheckCSV(examination: examination, language: language).write(forPeople: forPeople, take)
        case .ocsf: try CheckOCSF(examination: examination, language: language).write(take)
        case .html:
            try take(Array(AuditPage(examination, in: language, source: source, time: { [place] in place.text($0) }).text.utf8))
        }
    }

    /// All of it, for whoever puts it beside something else.
    func text(in format: CheckFormat, forPeople: Bool) throws -> String {
        var bytes: [UInt8] = []
        try write(in: format, forPeople: forPeople) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    private var table: String {
        let findings = examination.open
        let shown = isWhole ? findings : Array(findings.prefix(Self.most))
        let name = examination.alias.map { "\($0) (\(examination.account))" } ?? examination.account.text
        var text = "\(name), \(source), \(say("기준 시각", "as of")) \(place.text(examination.asOf))\n"
        for threshold in examination.limits.deviations {
            text +=
                "\(threshold.rawValue) \(examination.limits[threshold]): "
                + say("표준(\(threshold.standard))보다 느슨함", "looser than the standard (\(threshold.standard))") + "\n"
        }
        text += findings.isEmpty ? "" : "\n" + rows(shown)
        if shown.count < findings.count {
            text +=
                say("… \(findings.count - shown.count)건 더 있음: --all", "… and \(findings.count - shown.count) more; --all shows them") + "\n"
        }
        return text + permitted + unseen + summary(findings)
    }

    private func rows(_ findings: [Finding]) -> String {
        let cells = findings.map { [$0.severity.word[language], $0.check.rawValue, $0.subject.description] }
        let widths = (0..<3).map { column in min(cells.map { Width.of($0[column]) }.max() ?? 0, [8, 25, 30][column]) }
        let indent = String(repeating: " ", count: 4)
        return zip(cells, findings).map { cells, finding in
            let head = zip(cells, widths).map { Width.pad($0, to: $1) }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
            return head + "\n" + indent + finding.defect.message[language] + "\n"
        }.joined()
    }

    /// What is not held against the account: by whom, and until when.
    private var permitted: String {
        let waived = examination.waived.map { finding in
            "\(finding.check)  \(finding.subject)\n    \(finding.defect.message[language])\n    \(finding.waiver.map(permission) ?? "")\n"
        }
        let idle = examination.idleWaivers.map { waiver in
            "\(waiver.request)  \(waiver.finding ?? "(erased)")\n    \(say("이 면제에 해당하는 취약 항목이 없음", "the waiver matches no finding"))\n"
        }
        let vouched = examination.vouched.map { "\($0.check)  \($0.subject)\n    \($0.ground[language])\n" }
        func section(_ title: String, _ lines: [String]) -> String { lines.isEmpty ? "" : "\n" + title + "\n" + lines.joined() }
        return section(say("면제", "waived"), waived + idle) + section(say("책임지는 사람이 있음", "vouched for"), vouched)
    }

    private func permission(_ waiver: WaiverOnRecord) -> String {
        let end = place.text(waiver.until)
        let approval = waiver.approvedBy.map { say(", \($0) 승인", ", approved by \($0)") } ?? ""
        return say("\(waiver.request): \(end)까지, 책임자 \(waiver.owner)", "\(waiver.request): until \(end), \(waiver.owner) answers for it")
            + approval + ": \(waiver.reason)"
    }

    private var unseen: String {
        let groups = UnknownGroup.groups(of: examination.unknowns, in: language)
        guard !groups.isEmpty else { return "" }
        let lines = groups.map { group in
            "\(group.check)  \(group.subjects.count == 1 ? group.names(limit: 1) : "\(group.subjects.count)")\n    \(group.reason)\n"
        }
        return "\n" + say("알 수 없음", "unknown") + "\n" + lines.joined()
    }

    private func summary(_ findings: [Finding]) -> String {
        let counts = Severity.allCases.reversed().compactMap { severity -> String? in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(severity.word[language]) \(count)"
        }
        let passed = examination.results.reduce(0) { $0 + $1.passed }
        let total = say("취약 \(findings.count)건", Count.of(findings.count, "finding"))
        let detail = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
        let waived = examination.waived.count
        let more = waived == 0 ? "" : say("면제 \(waived)건, ", "\(waived) waived, ")
        let rest =
            more + say("알 수 없음 \(examination.unknowns.count)건, 양호 \(passed)건", "\(examination.unknowns.count) unknown, \(passed) passed")
        return "\n\(total)\(detail), \(rest)\n"
    }
}
