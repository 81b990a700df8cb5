import Checks
import Engine
import Foundation
import Ledger
import Lifecycle

/// What stands in a pack and how to check it, in Korean and English: a page, and a text for whoever has no browser.
struct PackIndex {
    let packing: Packing
    let papers: [PackPaper]

    private static let title = Bilingual(ko: "감사 자료 묶음", en: "Audit pack")

    /// The files of every export, with what they are.
    private static let own: [(String, Bilingual)] = [
        ("manifest", Bilingual(ko: "모든 파일의 SHA-256과 이력의 루트, 서명", en: "SHA-256 of every file and the root of the history, signed")),
        ("checkpoint", Bilingual(ko: "서명된 체크포인트와 증인의 서명", en: "the signed checkpoint, with the lines of witnesses")),
        ("events.jsonl", Bilingual(ko: "기간의 모든 사건: 증거의 원본", en: "every event of the time: the evidence itself")),
        ("events.csv", Bilingual(ko: "같은 사건의 표", en: "the same as a table")),
        ("left-out", Bilingual(ko: "기간 밖 사건의 해시: 빠진 것이 없음을 보인다", en: "hashes of all other events, which show that none is missing")),
        ("verify.py", Bilingual(ko: "tenure 없이 확인하는 프로그램", en: "checks all of it without tenure")),
        ("history/events.ko.html", Bilingual(ko: "같은 사건을 읽기 위한 페이지", en: "the same to read, in Korean")),
        ("history/events.en.html", Bilingual(ko: "같은 사건을 읽기 위한 페이지(영문)", en: "the same to read, in English")),
    ]

    /// The files of the pack; those that are the same in other forms stand together.
    private var files: [(names: [String], about: Bilingual)] {
        papers.reduce(into: Self.own.map { ([$0.0], $0.1) }) { files, paper in
            if files.last?.1 == paper.about {
                files[files.count - 1].0.append(paper.name)
            } else {
                files.append(([paper.name], paper.about))
            }
        }
    }

    /// `index.html`
    var page: PackPaper {
        let content = Language.allCases.flatMap { language in
            [Markup.element("h1", "\(Self.title[language]) \(packing.quarter)")]
                + paragraphs(language).map { Markup.element("p", $0) } + [
                    .element("pre", Self.commands), .element("p", Self.limits[language]),
                ]
                + [.table([], files.map { [Markup($0.about[language]), links($0.names)] })]
        }
        return PackPaper(ExportFile.index, Self.title, Markup.page(.korean, title: "\(Self.title.ko) \(packing.quarter)", content))
    }

    private func links(_ names: [String]) -> Markup {
        .element("div", [], names.map { .element("div", [], [.element("a", [("href", $0)], [Markup($0)])]) })
    }

    /// `README.txt`
    var readme: PackPaper {
        let text = Language.allCases.map { language -> String in
            let list = files.map { "\($0.about[language])\n" + $0.names.map { "    \($0)" }.joined(separator: "\n") }.joined(
                separator: "\n")
            let parts =
                ["\(Self.title[language]) \(packing.quarter)"] + paragraphs(language) + [Self.commands, Self.limits[language], list]
            return parts.joined(separator: "\n\n")
        }
        return PackPaper(ExportFile.readme, Self.title, text.joined(separator: "\n\n\n") + "\n")
    }

    private static let commands = "    python3 verify.py . --key KEY\n    tenure audit verify . --key KEY"

    private static let limits = Bilingual(
        ko: """
            확인되는 것: 모든 파일이 서명된 그대로인지, 다른 파일이 끼어 있지 않은지, 기간의 사건이 하나도 빠지거나 바뀌지 않았는지. \
            확인되지 않는 것: 입력한 내용이 사실인지, tenure 밖에서 AWS에 바꾼 것, 묶음을 만든 뒤의 사건. 대장과 보고서는 서명한 쪽이 사건에서 만든 것이며, 증거는 사건이다.
            """,
        en: """
            Checked: that every file is as it was signed and that there is no other, that no event of the time is missing or altered. Not covered: \
            whether what was typed is true; what was changed at AWS outside tenure; events after the pack was made. Registers and reports are what \
            the signer made out of the events; the evidence is the events.
            """)

    private func paragraphs(_ language: Language) -> [String] {
        let (from, to) = (packing.place.text(packing.start), packing.place.text(packing.moment))
        let zone = packing.place.settings.timeZone.identifier
        return [
            Bilingual(
                ko: "\(from)부터 \(to)까지(\(zone)). 대장은 이 끝 시각 기준이고, 점검과 검토 보고서는 묶음을 만든 때의 것이다.",
                en:
                    "From \(from) to \(to) (\(zone)). Registers are as of that end; checks and reports of reviews are as of when the pack was made."
            ),
            Bilingual(
                ko:
                    "확인: KEY는 미리 받아 둔 공개 키이다. 이 묶음에 있는 키와 verify.py는 묶음을 만든 쪽에서 온 것이므로, verify.py도 미리 받아 두거나 읽어 보고 쓴다(표준 라이브러리만 쓰며 500줄 남짓이다). 개인정보가 들어 있다.",
                en:
                    "How to check: KEY is the public key that was handed to you beforehand. Keys and verify.py in this pack come from whoever made it: take verify.py from an earlier time too, or read it (some 500 lines, standard library only). The pack holds personal data."
            ),
        ].map { $0[language] }
    }
}
