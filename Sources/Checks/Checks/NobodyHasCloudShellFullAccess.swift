import IAM
import Lifecycle

/// `cloudshell-full-access`: AWSCloudShellFullAccess is attached to nobody.
struct NobodyHasCloudShellFullAccess: Check {
    let id = CheckID.cloudShellFullAccess
    let severity = Severity.medium
    let references = References(cis: CIS("1.22", "1.22", "1.21"), ismsP: [.privileges])
    let title = Bilingual(ko: "AWSCloudShellFullAccess를 연결하지 않는다", en: "AWSCloudShellFullAccess is attached to nobody")
    let explanation = Bilingual(
        ko: "이 정책은 CloudShell의 파일 전송을 허용하므로 자료를 계정 밖으로 옮기는 길이 된다. 연결된 사용자, 그룹, 역할마다 하나씩 취약이다.",
        en: """
            It allows files to be moved in and out of CloudShell, and so data out of the account. Each user, group or role that has it is a \
            finding.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let arn = account.awsPolicy("AWSCloudShellFullAccess")
        let holders = account.attachments.holders[arn] ?? []
        guard !holders.isEmpty else { return [Outcome(.account, .pass)] }
        return holders.map { holder in
            let policy = PolicyInUse(subject: .managedPolicy(arn), name: arn.description, holders: [holder])
            let note = Bilingual(
                ko: "필요하면 파일 전송(cloudshell:GetFileDownloadUrls 등)을 뺀 정책을 준다.",
                en: "where CloudShell is needed, give a policy without the transfer of files")
            let evidence = Evidence("AttachedManagedPolicies", arn.description, in: .details)
            let message = Bilingual(ko: "AWSCloudShellFullAccess가 연결됨", en: "has AWSCloudShellFullAccess")
            return Outcome(.attachment(arn, to: holder), .fail(Defect(message, [evidence], .detach(policy, note: note))))
        }
    }
}
