import IAM
import Lifecycle

/// `expired-certificate`: no server certificate that is kept in IAM has expired.
struct CertificateIsValid: Check {
    let id = CheckID.expiredCertificate
    let severity = Severity.medium
    let references = References(cis: CIS("1.19", "1.19", "1.18"), ismsP: [.encryption])
    let title = Bilingual(ko: "IAM에 만료된 서버 인증서가 없다", en: "No server certificate in IAM has expired")
    let explanation = Bilingual(
        ko: "만료된 인증서는 실수로 배포되어 장애를 일으킨다. 스냅샷 시점에 만료된 인증서마다 하나씩 취약이다.",
        en: "An expired certificate gets deployed by mistake. Each one that had expired when the snapshot was taken is a finding.")
    let reads: [SnapshotFile] = [.serverCertificates]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.serverCertificates.known(.serverCertificates) { certificates in
            guard !certificates.isEmpty else { return [Outcome(.account, .pass)] }
            return certificates.map { Outcome(.serverCertificate($0.name), verdict(on: $0, account)) }
        } else: {
            [Outcome(.account, $0)]
        }
    }

    private func verdict(on certificate: ServerCertificate, _ account: ExaminedAccount) -> Verdict {
        guard let expires = certificate.expires else {
            return .unknown(.unseen(.serverCertificates, Bilingual(ko: "Expiration 값이 없음", en: "Expiration is not told")))
        }
        guard expires <= account.asOf else { return .pass }
        let days = account.days(since: expires)
        let message = Bilingual(ko: "인증서가 \(days)일 전에 만료됨", en: "the certificate expired \(days) days ago")
        let evidence = Evidence("Expiration", "\(certificate.name): \(ReportTime.text(expires))", in: .serverCertificates)
        let remedy = Remedy(aws: ["aws iam delete-server-certificate --server-certificate-name \(certificate.name)"])
        return .fail(Defect(message, [evidence], remedy))
    }
}
