import Engine
import Foundation
import IAM
import Lifecycle

/// The versions of workflows and policies that were in force, with digests, and with their texts where they are known.
struct RulePapers {
    let inForce: InForce
    let past: Past
    let span: ClosedRange<Date>
    let place: Workplace

    func papers() throws -> [PackPaper] {
        let snapshots = SnapshotStore(of: place.home)
        var papers = Sheet.papers("workflows/versions", PackWords.workflows, in: place) { workflowSheet($0) }
        papers += try workflowTexts()
        papers += Sheet.papers("policies/versions", PackWords.policies, in: place) { policySheet($0) }
        for account in past.rules.accounts.values.sorted(by: { $0.alias < $1.alias }) {
            papers.append(PackPaper("policies/\(account.alias)-duty.json", PackWords.duty, account.duty.document(in: account.partition)))
            papers += grantTexts(of: account, in: try snapshots.last(of: account.alias, by: span.upperBound)?.content?.snapshot)
        }
        return papers
    }

    private func workflowSheet(_ language: Language) -> Sheet {
        let pinned = Dictionary(grouping: past.users.values.filter { $0.stage != .revoked }, by: \.workflow)
        let entries = inForce.workflows.entries.filter { $0.held(from: span.lowerBound, to: span.upperBound) || pinned[$0.value] != nil }
        return Sheet(
            language: language, title: Bilingual(ko: "업무 흐름의 버전", en: "Versions of workflows")[language],
            remarks: [
                Bilingual(
                    ko: "사용자는 시작할 때의 버전을 따른다.", en: "A user follows the version that it began with.")[language]
            ],
            columns: language == .korean
                ? ["업무 흐름", "SHA-256", "부터", "사건", "정한 사람", "까지", "따르는 사용자 수", "파일"]
                : ["workflow", "SHA-256", "from", "event", "set by", "until", "users under it", "file"],
            rows: entries.sorted { ($0.key, $0.from.seq) < ($1.key, $1.from.seq) }.map { entry in
                [
                    .text(entry.key.text), .text(entry.value.text), .time(entry.from.at), .number(entry.from.seq),
                    .text(place.name(of: entry.from.by)), .time(entry.until?.at), .number(pinned[entry.value]?.count ?? 0),
                    .text(Self.file(entry.value)),
                ]
            })
    }

    private static func file(_ digest: Digest) -> String { "workflows/\(digest.text.prefix(12)).yaml" }

    private func workflowTexts() throws -> [PackPaper] {
        let held = inForce.workflows.entries.filter { $0.held(from: span.lowerBound, to: span.upperBound) }.map(\.value)
        let pinned = past.users.values.filter { $0.stage != .revoked }.map(\.workflow)
        return try Set(held + pinned).sorted().compactMap { digest in
            try place.ledger.workflow(digest).map { PackPaper(Self.file(digest), PackWords.workflow, $0.state.text) }
        }
    }

    private func policySheet(_ language: Language) -> Sheet {
        let duty = past.rules.accounts.values.sorted { $0.alias < $1.alias }.map { account -> [Value] in
            let text = account.duty.document(in: account.partition)
            return [
                .text(account.alias.text), .text("\(account.dutyGroup)"), .text(account.duty.summary), .text(Digest.of(text: text).text),
                .time(nil), .optional(nil), .time(nil),
            ]
        }
        let entries = inForce.groups.entries.filter { $0.held(from: span.lowerBound, to: span.upperBound) }
        let groups = entries.sorted { ($0.key.account, $0.key.group, $0.from.seq) < ($1.key.account, $1.key.group, $1.from.seq) }.map {
            entry -> [Value] in
            [
                .text(entry.key.account.text), .text(entry.key.group.text),
                .text(Bilingual(ko: "권한의 그룹", en: "group of a right")[language]), .text(entry.value.text), .time(entry.from.at),
                .number(entry.from.seq), .time(entry.until?.at),
            ]
        }
        return Sheet(
            language: language, title: Bilingual(ko: "정책의 버전", en: "Versions of policies")[language],
            remarks: [
                Bilingual(
                    ko: "그룹의 SHA-256은 계정을 조회할 때마다 다시 계산되며, 달라지면 그 권한의 승인은 무효가 된다.",
                    en:
                        "A group's SHA-256 is worked out at each look at the account; approvals of what would grant it are void once it is another."
                )[
                    language]
            ],
            columns: language == .korean
                ? ["계정", "그룹", "무엇", "SHA-256", "처음 본 때", "사건", "바뀐 때"]
                : ["account", "group", "what", "SHA-256", "seen from", "event", "seen until"],
            rows: duty + groups)
    }

    /// The texts behind digests, where the last snapshot of the time has them.
    private func grantTexts(of account: Account, in snapshot: AccountSnapshot?) -> [PackPaper] {
        guard let snapshot else { return [] }
        let current = inForce.groups.entries.filter { $0.key.account == account.alias && $0.until == nil }.sorted {
            $0.key.group < $1.key.group
        }
        // Groups that allow the same have one text.
        var known: Set<Digest> = []
        return current.compactMap { entry in
            guard let text = snapshot.grantText(of: entry.key.group), Digest.of(text: text) == entry.value,
                known.insert(entry.value).inserted
            else { return nil }
            return PackPaper("policies/\(account.alias)-\(entry.value.text.prefix(12)).txt", PackWords.grant, text)
        }
    }
}
