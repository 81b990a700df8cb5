import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// What the checks say of the last snapshot of each account that was taken by the pack's moment.
struct CheckPapers {
    let past: Past
    let place: Workplace

    func papers() throws -> [PackPaper] {
        try past.rules.accounts.keys.sorted().flatMap { alias in
            let name = "checks/\(alias)"
            guard let last = try SnapshotStore(of: place.home).last(of: alias, by: past.moment) else {
                return [
                    PackPaper(
                        "\(name).txt", PackWords.checks, Self.nothing("그때까지 보관된 스냅샷이 없음", "no snapshot was kept by then"))
                ]
            }
            guard let content = last.content else {
                return [
                    PackPaper(
                        "\(name).txt", PackWords.checks,
                        Self.nothing(
                            "스냅샷 \(last.entry.snapshot.digest)의 파일이 없거나 보관한 것과 다름",
                            "the files of snapshot \(last.entry.snapshot.digest) are gone, or are not those that were kept"))
                ]
            }
            return try papers(
                name,
                Examination(
                    of: place.home.examined(content.snapshot, of: alias), with: place.settings.checks), last.entry)
        }
    }

    private func papers(_ name: String, _ examination: Examination, _ entry: SnapshotStore.Entry) throws -> [PackPaper] {
        func telling(_ language: Language) -> CheckTelling {
            CheckTelling(
                examination: examination, source: "snapshot \(entry.snapshot.digest)", language: language, place: place, isWhole: true)
        }
        let json = try telling(place.settings.language).text(in: .json, forPeople: false)
        return [PackPaper("\(name).json", PackWords.checks, json)]
            + (try Language.allCases.map {
                PackPaper("\(name).\($0.rawValue).html", PackWords.checks, try telling($0).text(in: .html, forPeople: true))
            })
    }

    private static func nothing(_ ko: String, _ en: String) -> String { "점검하지 못함: \(ko)\nnothing was checked: \(en)\n" }
}

extension SnapshotStore {
    /// The snapshot of an account that was taken last by a moment, and what it holds; nil for that if its files are not what they were.
    func last(of account: AccountAlias, by moment: Date) throws -> (entry: Entry, content: SnapshotFolder.Content?)? {
        let known = try entries(of: account).filter { $0.kept <= moment }
        guard let entry = known.reversed().max(by: { $0.snapshot.taken < $1.snapshot.taken }) else { return nil }
        do {
            return (entry, try open(entry))
        } catch is SnapshotChanged {
            return (entry, nil)
        }
    }
}
