import IAM
import Lifecycle

/// `root-hardware-mfa`: root's MFA is a hardware device.
struct RootHasHardwareMFA: Check {
    let id = CheckID.rootHardwareMFA
    let severity = Severity.medium
    let references = References(cis: CIS("1.6", "1.6", "1.5"), ismsP: [.authentication])
    let title = Bilingual(ko: "root 계정의 MFA가 하드웨어 장치이다", en: "Root's MFA is a hardware device")
    let explanation = Bilingual(
        ko: """
            가상 MFA는 휴대전화와 함께 복제되거나 사라질 수 있다. root에 할당된 가상 장치가 있거나 MFA가 전혀 없으면 취약이다. \
            가상 장치와 하드웨어 장치를 함께 쓰는지는 API로 알 수 없으므로, 가상 장치가 있으면 취약으로 본다.
            """,
        en: """
            A virtual device can be copied or lost with a phone. It fails if a virtual device is assigned to root, or if there is no MFA at \
            all. Whether there is a hardware device beside a virtual one no API tells, so a virtual one fails.
            """)
    let reads: [SnapshotFile] = [.virtualDevices, .summary, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let summary = account.snapshot.summary.value
        if summary?["AccountPasswordPresent"] == 0 {
            return [Outcome(.root, .notApplicable(Bilingual(ko: "root 비밀번호가 없음", en: "root has no password")))]
        }
        if summary?["AccountMFAEnabled"] == 0 { return [Self.fail(Evidence("AccountMFAEnabled", "0", in: .summary))] }
        let verdict = account.snapshot.virtualDevices.known(.virtualDevices) { devices -> Outcome? in
            devices.first(where: Self.isRoots).map { Self.fail(Evidence("SerialNumber", $0.serial.text, in: .virtualDevices)) }
        } else: {
            Outcome(.root, $0)
        }
        if let verdict { return [verdict] }
        if summary?["AccountMFAEnabled"] != nil { return [Outcome(.root, .pass)] }
        return account.root(limits) { $0.mfaActive ? .pass : Self.fail(.report($0, "mfa_active", "false")).verdict }
    }

    // The name that the console gave it for years, or the owner that the list names; never the substring "root".
    private static func isRoots(_ device: MFADevice) -> Bool {
        (device.isOfRoot && device.isVirtual) || (device.serial.text.hasSuffix(":mfa/root-account-mfa-device") && device.enabled != nil)
    }

    private static func fail(_ evidence: Evidence) -> Outcome {
        let isVirtual = evidence.file == .virtualDevices
        let message =
            isVirtual
            ? Bilingual(ko: "root 계정의 MFA가 가상 장치임", en: "root's MFA is a virtual device")
            : Bilingual(ko: "root 계정에 MFA가 없음", en: "root has no MFA, let alone a hardware device")
        let note = Bilingual(
            ko: "root로 로그인해 하드웨어 키를 등록한 뒤 가상 장치를 제거한다.", en: "sign in as root, register a hardware key, then remove the virtual device")
        return Outcome(.root, .fail(Defect(message, [evidence], Remedy(note: note))))
    }
}
