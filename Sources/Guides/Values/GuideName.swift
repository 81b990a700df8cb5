import Lifecycle

/// A name that templates may write between `{{` and `}}`.
public enum GuideName: String, Hashable, Sendable, CaseIterable {
    case account
    case accountID
    case signInAddress
    case userName
    case userReference
    case deviceName
    case deviceSerial
    case personName
    case personMail
    case contactName
    case contactMail
    case contactPhone
    case dutyOfCareVersion
    case profile
    case request
    case passwordChannel
    case deadline
    case deadlineBlocks
    case deadlineSuspends
    case deadlineRevokes
    case deadlineEscalates
    case blockDate
    case suspendedOn
    case revocationDate
    case expiryDate
    case awaitsMFA
    case awaitsPassword
    case accessKeys
    case sandbox

    /// How a value may be written.
    public enum Form: Hashable, Sendable {
        /// `{{name}}`, escaped, in running text.
        case text
        /// As text; also `{{{name.code}}}`, a code span in running text, and `{{{name.line}}}`, as it is, in code blocks and `<…>`.
        case word
        /// `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}` alone.
        case flag
    }

    /// How it may be written. A word holds nothing that could leave a code span, a code block or a link.
    public var form: Form {
        switch self {
        case .account, .accountID, .signInAddress, .userName, .userReference, .deviceName, .deviceSerial, .personMail, .contactMail,
            .profile, .request:
            .word
        case .personName, .contactName, .contactPhone, .dutyOfCareVersion, .passwordChannel, .deadline, .blockDate, .suspendedOn,
            .revocationDate, .expiryDate:
            .text
        case .deadlineBlocks, .deadlineSuspends, .deadlineRevokes, .deadlineEscalates, .awaitsMFA, .awaitsPassword, .accessKeys, .sandbox:
            .flag
        }
    }

    /// Whether it may be missing, so that it must stand in its own section.
    public var isOptional: Bool {
        switch self {
        case .contactPhone, .profile, .request, .passwordChannel, .deadline, .blockDate, .suspendedOn, .revocationDate,
            .expiryDate:
            true
        case .account, .accountID, .signInAddress, .userName, .userReference, .deviceName, .deviceSerial, .personName, .personMail,
            .contactName, .contactMail, .dutyOfCareVersion, .deadlineBlocks, .deadlineSuspends, .deadlineRevokes, .deadlineEscalates,
            .awaitsMFA,
            .awaitsPassword, .accessKeys, .sandbox:
            false
        }
    }
}

extension GuideKind {
    /// The values without which this guide would not tell its reader what to do: it cannot be rendered without them, and a template
    /// that leaves one out is a finding.
    public var needs: Set<GuideName> {
        let everywhere: Set<GuideName> = [.account, .accountID, .userName, .deviceName, .personName, .contactName, .contactMail]
        let reader = everywhere.union([.signInAddress, .dutyOfCareVersion])
        return switch self {
        case .new: reader.union([.deadline, .passwordChannel])
        case .existing: reader.union([.deadline, .deviceSerial, .accessKeys])
        case .notice: reader.union([.blockDate, .accessKeys])
        case .admin: everywhere.union([.userReference, .personMail, .profile])
        }
    }
}
