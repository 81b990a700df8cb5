import Engine
import Foundation
import IAM
import Lifecycle

/// Who could approve what, from when to when, and by which events: people by their permanent ids, and by name where that is not erased.
struct RosterSheet {
    let inForce: InForce
    let past: Past
    let span: ClosedRange<Date>
    let language: Language
    let place: Workplace

    var sheet: Sheet {
        let entries = inForce.standings.entries.filter { $0.held(from: span.lowerBound, to: span.upperBound) }
        return Sheet(
            language: language, title: say("승인권자 명부", "Who could approve what, and when"),
            remarks: [
                say(
                    "\(place.text(span.lowerBound))부터 \(place.text(span.upperBound))까지. 어느 단계에 어떤 그룹이 필요한지는 권한분류표에 있다.",
                    "From \(place.text(span.lowerBound)) to \(place.text(span.upperBound)). Which stage wants which group stands in the table of rights."
                ),
                say(
                    "번호는 사건의 번호로, 'tenure audit prove 번호'로 하나씩 증명된다. 자신의 신청은 누구도 승인할 수 없다.",
                    "Numbers are those of events: 'tenure audit prove NUMBER' proves each. Nobody can approve what they asked for themselves."
                ),
            ],
            columns: language == .korean
                ? ["사람", "성명", "구분", "내용", "부터", "사건", "정한 사람", "까지", "사건", "끝낸 사람"]
                : ["person", "name", "kind", "what", "from", "event", "set by", "until", "event", "ended by"],
            rows: entries.sorted { ($0.key.person, $0.from.seq) < ($1.key.person, $1.from.seq) }.map(row))
    }

    private func row(_ entry: Timeline<InForce.Standing, Bool>.Entry) -> [Value] {
        let person = entry.key.person
        let (kind, what) = words(entry.key.kind)
        return [
            .text("\(person)"), .text(name(person)), .text(kind), .text(what), .time(entry.from.at), .number(entry.from.seq),
            .text(name(entry.from.by)), .time(entry.until?.at), .optional(entry.until.map { "\($0.seq)" }),
            .optional(entry.until.map { name($0.by) }),
        ]
    }

    private func words(_ kind: InForce.Standing.Kind) -> (String, String) {
        switch kind {
        case .role(let role): (say("역할", "role"), role.rawValue)
        case .group(let group): (say("승인 그룹", "approval group"), group.text)
        case .manager(let person): (say("관리자", "manager of"), "\(person) \(name(person))")
        case .sponsor(let person): (say("책임자", "sponsor of"), "\(person) \(name(person))")
        }
    }

    // As people were called then; what was erased stays so.
    private func name(_ person: PersonID) -> String { past.people[person]?.attributes.name.description ?? "\(person)" }
    private func name(_ actor: Actor) -> String { actor.person.map { "\($0) \(name($0))" } ?? "tenure" }
    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }
}
