import IAM
import Lifecycle

/// The values in one language under the names that templates use; a value that is missing or blank has no entry.
struct GuideSlots {
    private(set) var entries: [GuideName: Entry] = [:]

    enum Entry: Hashable {
        case text(String)
        case word(String)
        case flag(Bool)
    }

    init(_ values: GuideValues, _ language: Language) throws(GuideError) {
        fillPlaces(values)
        fillDates(values, language)
        fillFlags(values)
        set(.personName, text: values.person.name)
        set(.contactName, text: values.contact.name)
        set(.contactPhone, text: values.contact.phone)
        set(.dutyOfCareVersion, text: values.dutyOfCareVersion)
        set(.passwordChannel, text: values.passwordChannel?[language])
        for case (let name, .text(let text)) in entries where !text.isPrintableLine {
            throw .unprintable(name)
        }
    }

    /// What the template library looks names up in.
    var lookup: [String: any Sendable] {
        Dictionary(
            uniqueKeysWithValues: entries.map { name, entry in
                switch entry {
                case .text(let text): (name.rawValue, text as any Sendable)
                case .word(let word): (name.rawValue, WordSlot(word) as any Sendable)
                case .flag(let flag): (name.rawValue, flag as any Sendable)
                }
            })
    }

    private mutating func fillPlaces(_ values: GuideValues) {
        let account = values.account
        set(.account, word: account.name.text)
        set(.accountID, word: account.id.text)
        set(.signInAddress, word: account.signIn.description)
        set(.userName, word: values.user.text)
        set(.userReference, word: "\(account.name)/\(values.user)")
        set(.deviceName, word: values.device.text)
        set(.deviceSerial, word: values.device.serial(account: account.id, in: account.partition).description)
        set(.personMail, word: values.person.mail.text)
        set(.contactMail, word: values.contact.mail.text)
        set(.profile, word: values.profile?.text)
        set(.request, word: values.request?.description)
    }

    private mutating func fillDates(_ values: GuideValues, _ language: Language) {
        let dates: [(GuideName, _)] = [
            (.deadline, values.deadline?.date), (.blockDate, values.blockDate), (.suspendedOn, values.suspendedOn),
            (.revocationDate, values.revocationDate), (.expiryDate, values.expiryDate),
        ]
        for (name, date) in dates {
            set(name, text: date.map { GuideDates.text($0, language: language, timeZone: values.timeZone) })
        }
    }

    private mutating func fillFlags(_ values: GuideValues) {
        let consequence = values.deadline?.consequence
        entries[.deadlineBlocks] = .flag(consequence == .block)
        entries[.deadlineSuspends] = .flag(consequence == .suspension)
        entries[.deadlineRevokes] = .flag(consequence == .revocation)
        entries[.deadlineEscalates] = .flag(consequence == .escalation)
        entries[.awaitsMFA] = .flag(values.awaits.contains(.mfa))
        entries[.awaitsPassword] = .flag(values.awaits.contains(.password))
        entries[.accessKeys] = .flag(values.hasAccessKeys)
        entries[.sandbox] = .flag(values.isSandbox)
    }

    private mutating func set(_ name: GuideName, word: String?) { entries[name] = word.map { .word($0) } }

    private mutating func set(_ name: GuideName, text: String?) {
        let text = text?.trimmingBlanks ?? ""
        entries[name] = text.isEmpty ? nil : .text(text)
    }
}

/// A word, found by the template library under its name, and under `name.code` and `name.line`.
private struct WordSlot: CustomStringConvertible {
    let code: String
    let line: String

    init(_ word: String) {
        code = "`\(word)`"
        line = word
    }

    var description: String { line }
}
