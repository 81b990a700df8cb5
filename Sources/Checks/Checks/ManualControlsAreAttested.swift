import IAM
import Lifecycle

/// `manual-controls`: what no API shows has been looked at by somebody.
struct ManualControlsAreAttested: Check {
    let id = CheckID.manualControls
    let severity = Severity.low
    let references = References(
        cis: CIS(["1.1", "1.2", "1.3", "1.18"], ["1.1", "1.2", "1.3", "1.18"], ["1.1", "1.2", "1.17"]), ismsP: [.accounts])
    let title = Bilingual(ko: "API로 볼 수 없는 통제를 사람이 확인했다", en: "Somebody has looked at what no API shows")
    let explanation = Bilingual(
        ko: """
            연락처, 보안 연락처, 보안 질문(CIS 2.0과 3.0), 인스턴스 역할의 사용, 그리고 시드 문서가 요구하는 담당자 인터뷰와 Life-Cycle 수립은 사람이 확인해야 한다. \
            'tenure check attest'로 근거 파일과 기한을 기록할 때까지 알 수 없음이다.
            """,
        en: """
            Contact details, the security contact, security questions (CIS 2.0 and 3.0), the use of instance roles, and the interview about \
            the life cycle that the seed document asks for have to be looked at by somebody. They are unknown until somebody \
            attests them with 'tenure check attest', which keeps the digest of what shows it, and an end.
            """)
    let reads: [SnapshotFile] = []

    /// What is attested, by the names that 'tenure check attest' takes.
    static let controls: [(name: String, matter: Bilingual)] = [
        ("contact-details", Bilingual(ko: "계정 연락처가 최신인지", en: "whether the account's contact details are current")),
        ("security-contact", Bilingual(ko: "보안 연락처가 등록되어 있는지", en: "whether a security contact is registered")),
        ("security-questions", Bilingual(ko: "보안 질문이 등록되어 있는지", en: "whether security questions are registered")),
        ("instance-roles", Bilingual(ko: "인스턴스가 키 대신 역할을 쓰는지", en: "whether instances use roles instead of keys")),
        ("life-cycle", Bilingual(ko: "계정 관리 Life-Cycle을 수립했는지", en: "whether a life cycle of accounts is set up and followed")),
    ]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        Self.controls.map { control in
            let reason = Bilingual(
                ko: "\(control.matter.ko) 사람이 확인해야 함", en: "somebody has to look: \(control.matter.en)")
            return Outcome(.control(control.name), account.attested(control.name, else: reason))
        }
    }
}
