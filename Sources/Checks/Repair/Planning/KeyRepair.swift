import Foundation
import IAM
import Lifecycle

/// An access key that a repair has deactivated, as the ledger tells.
public struct IdleKey: Hashable, Sendable {
    public let id: AccessKeyID
    public let user: UserName
    public let since: Date
    /// The findings for which it was deactivated.
    public let findings: [String]

    /// A key that is out of use since then.
    public init(id: AccessKeyID, user: UserName, since: Date, findings: [String]) {
        self.id = id
        self.user = user
        self.since = since
        self.findings = findings
    }
}

/// Keys that nobody uses: deactivated now, deleted when nobody has missed them for long enough.
///
/// IAM does not tell since when a key is inactive, so that the waiting time counts from what the ledger knows, and only for keys that a repair
/// has deactivated.
struct KeyRepair {
    private let planner: RepairPlanner

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(to drafts: inout RepairDrafts) {
        let findings = planner.findings.filter { RepairPlanner.keyChecks.contains($0.check) }
        let byUser = Dictionary(grouping: findings) { $0.subject.user }
        for (user, findings) in byUser.sorted(by: { ($0.key?.text ?? "") < ($1.key?.text ?? "") }) {
            guard let user, let row = planner.account.snapshot.user(user)?.row else { continue }
            add(findings, of: user, row.keys, to: &drafts)
        }
        for key in planner.known.idle { addDeletion(of: key, to: &drafts) }
    }

    private func add(_ findings: [Finding], of user: UserName, _ keys: [CredentialReport.Key], to drafts: inout RepairDrafts) {
        let unused = keys.filter { $0.isActive && Self.isUnused($0, findings) }
        var isOneDeactivated = false
        for key in keys where key.isActive {
            var answered = Self.findings(about: key, findings)
            guard !answered.isEmpty else { continue }
            guard unused.contains(key) else {
                for finding in answered { drafts.leave(finding, Self.inUse) }
                continue
            }
            guard let id = id(of: key, among: keys, unused, user) else {
                for finding in answered { drafts.leave(finding, Self.ambiguous(user)) }
                continue
            }
            if !isOneDeactivated { answered += findings.filter { $0.check == .twoActiveKeys } }
            isOneDeactivated = true
            drafts.changes.append(deactivation(of: id, user, answering: answered, wasUsed: key.lastUsed != nil))
        }
        for finding in findings where finding.check == .twoActiveKeys && !isOneDeactivated { drafts.leave(finding, Self.bothInUse) }
    }

    private static func findings(about key: CredentialReport.Key, _ findings: [Finding]) -> [Finding] {
        // The last one is about the user, and tells of a key that was never used.
        findings.filter { $0.subject.slot == key.slot } + findings.filter { $0.check == .keyAtCreation && key.lastUsed == nil }
    }

    private static func isUnused(_ key: CredentialReport.Key, _ findings: [Finding]) -> Bool {
        key.lastUsed == nil || findings.contains { $0.subject.slot == key.slot && $0.check == .keyUnused }
    }

    /// The report tells keys by their places. The one that is meant is the only active one, or the one that was made at that second; of
    /// several, all of them are meant, or it cannot be told which.
    private func id(
        of key: CredentialReport.Key, among keys: [CredentialReport.Key], _ unused: [CredentialReport.Key], _ user: UserName
    ) -> AccessKeyID? {
        let active = (planner.known.keys[user] ?? []).filter(\.isActive).sorted { $0.id < $1.id }
        if active.count == 1, keys.count(where: \.isActive) == 1 { return active.first?.id }
        let made = active.filter { $0.created.map(Self.second) == key.lastRotated.map(Self.second) }
        let places = keys.filter { $0.isActive && $0.lastRotated == key.lastRotated }
        guard made.count == places.count, made.count == 1 || places.allSatisfy(unused.contains),
            let place = places.firstIndex(of: key)
        else { return nil }
        return made[place].id
    }

    // The report tells whole seconds, a listing fractions of them at times.
    private static func second(_ date: Date) -> Int { Int(date.timeIntervalSince1970.rounded(.down)) }

    private func deactivation(of id: AccessKeyID, _ user: UserName, answering findings: [Finding], wasUsed: Bool) -> RepairDraft {
        let (planner, wait) = (planner, planner.known.wait.seconds / 86_400)
        let breaks = Bilingual(
            ko: "이 키를 아직 쓰는 프로그램은 AWS를 호출할 수 없게 됨\(wasUsed ? "" : " (사용된 적 없음)"). \(wait)일 뒤의 계획에서 삭제됨",
            en:
                "whatever still uses the key can no longer call AWS\(wasUsed ? "" : " (it was never used)"); a plan made \(wait) days later deletes it"
        )
        return RepairDraft(.deactivateKey(id, of: user), answering: findings.map(\.id), breaks: breaks) { state in
            if let objection = planner.objection(to: state, of: user) { return objection }
            guard case .key(_, true, _) = state else { return Bilingual(ko: "이미 비활성화됨", en: "it is inactive already") }
            return planner.useObjection(state)
        }
    }

    private func addDeletion(of key: IdleKey, to drafts: inout RepairDrafts) {
        let days = planner.days(since: key.since)
        let (planner, wait) = (planner, planner.known.wait.seconds / 86_400)
        guard key.since + planner.known.wait <= planner.now else {
            let reason = Bilingual(
                ko: "키 \(key.id)은 \(days)일 전에 비활성화됨: \(wait)일이 지나면 삭제할 수 있음",
                en: "key \(key.id) was deactivated \(days) days ago: after \(wait) it can be deleted")
            drafts.left += key.findings.map { Plan.LeftOut($0, reason) }
            return
        }
        let breaks = Bilingual(
            ko: "\(days)일 동안 비활성 상태이므로 지금 쓰는 곳은 없음. 되살릴 수 없음",
            en: "nothing: it has been inactive for \(days) days. It does not come back")
        drafts.changes.append(
            RepairDraft(.deleteKey(key.id, of: key.user), answering: key.findings, breaks: breaks) { state in
                if let objection = planner.objection(to: state, of: key.user) { return objection }
                guard case .key(_, false, _) = state else {
                    return Bilingual(ko: "다시 활성화됨", en: "it has been activated again")
                }
                return nil
            })
    }

    private static let inUse = Bilingual(
        ko: "사용 중인 키임: 새 키를 만들어 배포한 뒤 옛 키를 비활성화한다", en: "the key is in use: make a new one, put it to use, then deactivate this one")
    private static let bothInUse = Bilingual(
        ko: "두 키 중 어느 것이 필요한지는 사용자만 안다", en: "only its owner knows which of both keys is needed")
    private static func ambiguous(_ user: UserName) -> Bilingual {
        Bilingual(
            ko: "보고서의 키와 IAM의 키를 짝지을 수 없음 (aws iam list-access-keys --user-name \(user))",
            en: "which of IAM's keys the report means cannot be told (aws iam list-access-keys --user-name \(user))")
    }
}
