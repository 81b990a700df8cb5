import IAM
import Lifecycle

/// `credential-left-over`: no signing certificate and no unassigned virtual device is left lying about.
struct NoCredentialIsLeftOver: Check {
    let id = CheckID.credentialLeftOver
    let severity = Severity.low
    let references = References(ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "남겨진 자격 증명이 없다", en: "No credential is left over")
    let explanation = Bilingual(
        ko: """
            서명 인증서는 오래된 인터페이스에서만 쓰이며 대개 잊힌 것이다. 할당되지 않은 가상 MFA 장치는 중단된 등록의 흔적이며 같은 이름의 재등록을 막는다. \
            SSH 키와 서비스별 자격 증명은 스냅샷에 보이지 않는다.
            """,
        en: """
            Signing certificates serve old interfaces only and are mostly forgotten. An unassigned virtual device is what a broken-off \
            enrolment leaves, and stands in the way of the next one of that name. SSH keys and service-specific credentials are not in a snapshot.
            """)
    let reads: [SnapshotFile] = [.report, .virtualDevices]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        certificates(account, limits) + devices(account)
    }

    private func certificates(_ account: ExaminedAccount, _ limits: Limits) -> [Outcome] {
        let stale = account.reportIsStale(limits)
        return account.snapshot.users.flatMap { user -> [Outcome] in
            guard let row = user.row else { return [Outcome(.user(user.name), .unknown(.notInReport))] }
            if let stale { return [Outcome(.user(user.name), .unknown(stale))] }
            guard !row.certificates.isEmpty else { return [Outcome(.user(user.name), .pass)] }
            return row.certificates.map { fail($0, row, user.name) }
        }
    }

    private func fail(_ certificate: CredentialReport.Certificate, _ row: ExaminedAccount.Row, _ name: UserName) -> Outcome {
        let slot = certificate.slot
        let remedy = Remedy(
            aws: [
                "aws iam list-signing-certificates --user-name \(name)",
                "aws iam delete-signing-certificate --user-name \(name) --certificate-id CERTIFICATE-ID",
            ],
            note: Bilingual(ko: "CERTIFICATE-ID는 목록에서 고른다.", en: "choose CERTIFICATE-ID from the list"))
        let message = Bilingual(ko: "서명 인증서 \(slot)이 남아 있음", en: "signing certificate \(slot) is left over")
        let evidence = [
            Evidence.report(row, "cert_\(slot)_active", String(certificate.isActive)),
            .report(row, "cert_\(slot)_last_rotated", certificate.lastRotated),
        ]
        return Outcome(.signingCertificate(name, slot: slot), .fail(Defect(message, evidence, remedy)))
    }

    private func devices(_ account: ExaminedAccount) -> [Outcome] {
        account.snapshot.virtualDevices.known(.virtualDevices) { devices in
            devices.map { device in
                guard device.user == nil, !device.isOfRoot, device.enabled == nil else { return Outcome(.device(device.serial), .pass) }
                let message = Bilingual(ko: "할당되지 않은 가상 MFA 장치", en: "the virtual MFA device is assigned to nobody")
                let evidence = Evidence("SerialNumber", device.serial.text, in: .virtualDevices)
                let remedy = Remedy(aws: ["aws iam delete-virtual-mfa-device --serial-number \(device.serial)"])
                return Outcome(.device(device.serial), .fail(Defect(message, [evidence], remedy)))
            }
        } else: {
            [Outcome(.account, $0)]
        }
    }
}
