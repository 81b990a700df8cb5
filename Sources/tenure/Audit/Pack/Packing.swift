import Checks
import Engine
import Foundation
import Ledger
import Lifecycle

/// Gathers the papers of a quarter. The same ledger and home give the same papers in the same order.
struct Packing {
    let quarter: Quarter
    let start: Date
    /// The first moment that is not in it.
    let end: Date
    let place: Workplace

    /// The moment as of which registers are: the quarter's last second, or now if it is not over.
    var moment: Date { min(end.addingTimeInterval(-1), place.now) }

    /// The events of the quarter.
    var filter: EventFilter { EventFilter(from: start, to: end) }

    /// The events as pages, in both languages.
    var pages: [ExportPage] {
        Language.allCases.map {
            EventPage(asked: filter.asked, language: $0, place: place, name: "history/events.\($0.rawValue).html").pieces
        }
    }

    /// All papers, the index and the readme first.
    func papers() throws -> [Exporting.Paper] {
        let past = try Past(of: place.ledger, at: moment)
        let inForce = try InForce(of: place.ledger, at: moment)
        var papers = try registers(past)
        papers += Sheet.papers("approvers/roster", PackWords.roster, in: place) {
            RosterSheet(inForce: inForce, past: past, span: start...moment, language: $0, place: place).sheet
        }
        papers += try RulePapers(inForce: inForce, past: past, span: start...moment, place: place).papers()
        papers += try ReviewPapers(span: start...moment, place: place).papers()
        papers += try CheckPapers(past: past, place: place).papers()
        papers += try Sheet.papers("decisions/register", PackWords.decisions, in: place) {
            try DecisionSheet(past: past, span: start...moment, language: $0, place: place).sheet
        }
        papers += try GuidePapers(past: past, span: start...moment, place: place).papers()
        papers += try KeyPapers(place: place).papers()
        let index = PackIndex(packing: self, papers: papers)
        return [index.page, index.readme].map(\.exported) + papers.map(\.exported)
    }

    private func registers(_ past: Past) throws -> [PackPaper] {
        let register = try GrantRegister(of: place.ledger, at: moment)
        let grants = Sheet.papers("registers/grants", PackWords.grants, in: place) {
            GrantSheet(register: register, language: $0, place: place).sheet(from: start)
        }
        return grants
            + Sheet.papers("registers/profiles", PackWords.profiles, in: place) {
                ProfileSheet(past: past, language: $0, place: place).sheet
            }
    }
}

/// What the index says of papers.
enum PackWords {
    static let grants = Bilingual(ko: "접근권한 관리대장: 권한마다 부여부터 말소까지", en: "register of rights: each right from its grant to its end")
    static let profiles = Bilingual(ko: "권한분류표: 권한별 그룹, 위험도, 승인 단계", en: "table of rights: what each gives, its risk, who approves it")
    static let roster = Bilingual(
        ko: "승인권자 명부: 누가 무엇을 언제부터 언제까지 승인할 수 있었는지", en: "roster: who could approve what, from when to when")
    static let workflows = Bilingual(
        ko: "업무 흐름의 버전: 시행 기간과 SHA-256. 원문은 같은 폴더에 있다", en: "versions of workflows: when in force, SHA-256; their texts are beside it")
    static let workflow = Bilingual(ko: "업무 흐름의 원문. 파일의 SHA-256이 버전이다", en: "text of a workflow; the file's SHA-256 is its version")
    static let policies = Bilingual(
        ko: "정책의 버전: 그룹마다 허용 내용의 SHA-256과 기간", en: "versions of policies: SHA-256 of what each group allowed, and when")
    static let duty = Bilingual(ko: "MFA 의무 정책의 원문", en: "text of the duty policy")
    static let grant = Bilingual(
        ko: "그룹이 허용하는 내용. 파일의 SHA-256이 승인된 값이다", en: "what a group allows; the file's SHA-256 is the digest that was approved")
    static let reviews = Bilingual(ko: "검토 목록", en: "the reviews")
    static let review = Bilingual(ko: "검토 보고서", en: "report of a review")
    static let items = Bilingual(ko: "검토 항목", en: "items of a review")
    static let checks = Bilingual(ko: "마지막 스냅샷의 점검 결과", en: "what the checks say of the last snapshot")
    static let decisions = Bilingual(
        ko: "면제, root 사용 목적, 확인 기록", en: "waivers, purposes of root's use, attestations")
    static let deliveries = Bilingual(ko: "전달한 안내문과 알림", en: "what was delivered to people")
    static let letter = Bilingual(ko: "보관된 안내 메일", en: "a mail that was kept")
    static let keys = Bilingual(ko: "이력에 서명한 공개 키와 시행 시점", en: "the public keys that signed, and since when")
    static let witness = Bilingual(ko: "증인이 서명한 체크포인트", en: "a checkpoint that witnesses have signed")
}
