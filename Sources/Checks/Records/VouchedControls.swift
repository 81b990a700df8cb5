import Foundation
import IAM
import Lifecycle

extension ExaminedAccount {
    /// The verdict on a control that no API shows: somebody has attested it and that has not ended, or it is unknown.
    func attested(_ control: String, else reason: Bilingual) -> Verdict {
        guard let records, let name = try? ControlName(control), let attestation = records.register.attestations[name] else {
            return .unknown(reason)
        }
        let day = ReportTime.text(attestation.until)
        guard records.asOf < attestation.until else {
            return .unknown(
                Bilingual(
                    ko: "\(reason.ko). 확인 기록이 \(day)에 끝남", en: "\(reason.en); what was attested ended on \(day)"))
        }
        let who = records.people[attestation.by]?.attributes.name.text ?? attestation.by.description
        let digest = attestation.evidence.text.prefix(12)
        return .vouched(
            Bilingual(
                ko: "\(who)이(가) 확인함, 근거 \(digest), \(day)까지", en: "attested by \(who), evidence \(digest), until \(day)"))
    }
}

extension AccountRecords {
    /// Who approved what a request asked for, for messages.
    func approval(of request: RequestID) -> Bilingual {
        guard let names = approvers[request] else { return Bilingual(ko: "\(request)", en: "\(request)") }
        return Bilingual(ko: "\(request), \(names) 승인", en: "\(request), approved by \(names)")
    }
}

/// The controls that somebody can attest.
public enum AttestableControls {
    /// All of them, by name.
    public static let names: [String] = ManualControlsAreAttested.controls.map(\.name) + [CheckID.signInFailureLimit.rawValue]

    /// Those that are meant by the name of a control, or of a check that looks at several; empty for any other text.
    public static func named(_ text: String) -> [ControlName] {
        let wanted = text == CheckID.manualControls.rawValue ? ManualControlsAreAttested.controls.map(\.name) : names.filter { $0 == text }
        return wanted.compactMap { try? ControlName($0) }
    }
}
