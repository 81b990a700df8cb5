import Engine
import Foundation
import IAM
import Lifecycle

/// What was delivered to people in the time, and the mails that are still kept of it.
struct GuidePapers {
    let past: Past
    let span: ClosedRange<Date>
    let place: Workplace

    /// One delivery to the person of a user.
    private struct Line {
        let record: UserRecord
        let delivery: Delivery
        /// The mail, where letters are kept as files: the last one of its kind for this user.
        let letter: PackPaper?
    }

    func papers() throws -> [PackPaper] {
        let lines = past.users.values.sorted { $0.id < $1.id }.flatMap { record in
            record.deliveries.filter { span.contains($0.at) }.map { Line(record: record, delivery: $0, letter: letter($0, record)) }
        }
        let sheets = Sheet.papers("guides/deliveries", PackWords.deliveries, in: place) { sheet(lines, $0) }
        var known: Set<String> = []
        return sheets + lines.compactMap(\.letter).filter { known.insert($0.name).inserted }
    }

    private func letter(_ delivery: Delivery, _ record: UserRecord) -> PackPaper? {
        guard case .directory(let folder) = place.settings.mail, case .guide(let kind) = delivery.what, record.name.text != nil,
            let language = past.people[record.person]?.attributes.language
        else { return nil }
        let name = "\(record.id)-\(record.name)-guide-\(kind.rawValue).\(language.rawValue).eml"
        let file = Home.url(named: folder, in: place.directory).appending(path: name)
        return FileManager.default.contents(atPath: file.path).map { PackPaper("guides/\(name)", PackWords.letter, data: $0) }
    }

    private func sheet(_ lines: [Line], _ language: Language) -> Sheet {
        Sheet(
            language: language, title: Bilingual(ko: "전달한 안내문과 알림", en: "What was delivered to people")[language],
            remarks: [
                Bilingual(
                    ko: "메일은 파일로 보관하는 경우에만 남으며, 같은 종류로는 마지막 것이다. 유의사항 버전은 안내문에 실린 보안 의무의 버전이다.",
                    en:
                        "A mail is there only where letters are kept as files, and is the last of its kind. The duty of care is the version that the guide carried."
                )[
                    language]
            ],
            columns: language == .korean
                ? ["기록", "성명", "계정", "IAM 사용자", "무엇", "전달 일시", "유의사항 버전", "보관된 메일", "SHA-256"]
                : ["record", "person", "account", "IAM user", "what", "delivered", "duty of care", "mail", "SHA-256"],
            rows: lines.map { line in
                [
                    .text("\(line.record.id)"), .text(past.people[line.record.person]?.label ?? "\(line.record.person)"),
                    .text(line.record.account.text), .text("\(line.record.name)"), .text(Self.word(line.delivery.what)[language]),
                    .time(line.delivery.at), .optional(line.delivery.duty), .optional(line.letter?.name),
                    .optional(line.letter.map { Digest.of($0.data).text }),
                ]
            })
    }

    private static func word(_ what: Delivery.What) -> Bilingual {
        switch what {
        case .guide(let kind): Bilingual(ko: "안내문 \(kind.rawValue)", en: "guide \(kind.rawValue)")
        case .password: Bilingual(ko: "비밀번호", en: "password")
        case .reminder: Bilingual(ko: "독촉", en: "reminder")
        case .prompt: Bilingual(ko: "처리할 사람에게 독촉", en: "reminder to those for whom it waits")
        case .suspension: Bilingual(ko: "정지 알림", en: "notice of suspension")
        }
    }
}
