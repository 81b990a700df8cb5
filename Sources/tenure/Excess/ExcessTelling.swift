import Checks
import IAM
import Lifecycle

/// The users with their excess, one line each.
struct ExcessTelling {
    let every: [Excess]
    /// Whether users without any are told, too.
    let isWhole: Bool
    let language: Language

    func text(as format: ListingFormat) throws -> String {
        let shown = every.filter { isWhole || $0.isThere || !$0.dangers.isEmpty }
        var list = Listing(columns: columns)
        list.typed = ["user"]
        list.whenEmpty = say("과잉 권한 없음", "no excess")
        list.rows = shown.map(\.summary).enumerated().map { place, summary in row(shown[place].user, summary, format) }
        let text = try list.text(as: format)
        return format == .table && !shown.isEmpty ? text + "\n" + closing : text
    }

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    private var columns: [(title: String, key: String)] {
        [
            (say("사용자", "USER"), "user"), (say("위험", "DANGERS"), "dangers"), (say("승인 밖", "UNAPPROVED"), "beyondApproved"),
            (say("프로필 밖", "UNNEEDED"), "beyondProfile"), (say("미사용", "UNUSED"), "unusedServices"),
        ]
    }

    /// Codes for machines; for people the words of their language.
    private func row(_ user: UserName, _ summary: ExcessSummary, _ format: ListingFormat) -> [Value] {
        let word = { (kind: Danger.Kind) in format == .table ? kind.word[language] : kind.rawValue }
        return [
            .text(user.text), .list(summary.dangers.map(word) + summary.doubtful.map { word($0) + "?" }), .count(summary.beyondApproved),
            .count(summary.beyondProfile), .count(summary.unused),
        ]
    }

    private var closing: String {
        let count = every.count(where: \.isThere)
        return say(
            "사용자 \(every.count)명 중 \(count)명에게 과잉 권한이 있음; ?는 스냅샷에 보이지 않음\n",
            "\(count) of \(Count.of(every.count, "user")) with excess; ? is not known from the snapshot\n")
            + say("한 사람씩 자세히: tenure excess 사용자\n", "one user in sentences: tenure excess USER\n")
    }
}
