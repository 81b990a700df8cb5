import Foundation
import Guides
import IAM
import Lifecycle

/// Writes guides and mails for a user from the home's templates.
public struct LetterDesk: Sendable {
    private let settings: Settings
    let templates: Templates
    /// The version of the duty of care that letters carry: it changes whenever its text does.
    public let dutyVersion: String
    private let isSandbox: Bool

    /// A desk with those settings and templates.
    public init(settings: Settings, templates: [String: String], isSandbox: Bool) {
        self.settings = settings
        self.templates = Templates(templates)
        self.isSandbox = isSandbox
        let duty = templates.filter { $0.key.hasPrefix("duty-of-care.") }.sorted { $0.key < $1.key }.map(\.value)
        dutyVersion = String(Digest.of(text: duty.joined(separator: "\n")).text.prefix(8))
    }

    /// A guide in the person's language, or in the one asked for.
    public func guide(_ kind: GuideKind, for subject: LetterSubject, language: Language? = nil) throws -> Guide {
        try Guide.render(
            kind, language: language ?? subject.person.attributes.language, values: try values(for: subject, kind), templates: templates)
    }

    /// The mail that carries a guide.
    public func mail(carrying kind: GuideKind, for subject: LetterSubject) throws -> Mail {
        let guide = try guide(kind, for: subject)
        return try Mail.carrying(guide, to: try mailbox(of: subject.person), values: try values(for: subject, kind), templates: templates)
    }

    /// The mail that reminds of what is awaited.
    public func reminder(for subject: LetterSubject) throws -> Mail {
        try Mail.reminder(
            to: try mailbox(of: subject.person), language: subject.person.attributes.language, values: try values(for: subject, nil),
            templates: templates)
    }

    /// The mail that says that access was suspended; why, if the deadline brought it about.
    public func suspension(for subject: LetterSubject, byDeadline: Bool) throws -> Mail {
        var values = try values(for: subject, nil)
        values.suspendedOn = subject.record.since
        values.revocationDate = subject.deadline?.consequence == .revocation ? subject.deadline?.date : nil
        if !byDeadline { values.awaits = [] }
        return try Mail.suspension(
            to: try mailbox(of: subject.person), language: subject.person.attributes.language, values: values, templates: templates)
    }

    /// The mail that says from when on old passwords expire.
    public func passwordExpiry(for subject: LetterSubject, from date: Date) throws -> Mail {
        var values = try values(for: subject, nil)
        values.expiryDate = date
        return try Mail.passwordExpiry(
            to: try mailbox(of: subject.person), language: subject.person.attributes.language, values: values, templates: templates)
    }

    /// The mail that says to somebody else than the user's person that the user waits for them.
    public func prompt(to recipient: Person, about subject: LetterSubject) throws -> Mail {
        try Mail.waiting(
            to: try mailbox(of: recipient), language: recipient.attributes.language, values: try values(for: subject, nil),
            templates: templates)
    }

    /// The mail that says to somebody of security that the glass was broken.
    public func alarm(to recipient: Person, about subject: LetterSubject) throws -> Mail {
        try Mail.breakGlass(
            to: try mailbox(of: recipient), language: recipient.attributes.language, values: try values(for: subject, nil),
            templates: templates)
    }

    private func mailbox(of person: Person) throws -> Mailbox {
        guard let text = person.attributes.mails.first?.text, let address = try? MailAddress(text) else {
            throw DeliveryError("\(person.label) has no mail address; add one with 'tenure person move \(person.id) --mail ADDRESS'")
        }
        return Mailbox(name: person.attributes.name.text, address: address)
    }

    private func values(for subject: LetterSubject, _ kind: GuideKind?) throws -> GuideValues {
        let (record, account, person) = (subject.record, subject.account, subject.person)
        guard let user = record.name.text.flatMap({ try? UserName($0) }) else { throw DeliveryError("the name of \(record.id) was erased") }
        let alias = subject.view.signInAlias.flatMap { try? SignInAlias($0) }
        var values = GuideValues(
            account: .init(name: account.alias, id: account.id, partition: account.partition, signInAlias: alias), user: user,
            person: .init(name: person.label, mail: try mailbox(of: person).address), contact: try contact(), timeZone: settings.timeZone,
            dutyOfCareVersion: dutyVersion)
        values.profile = record.isAdopted ? nil : record.profile
        values.request = record.request
        values.passwordChannel = record.isAdopted ? nil : channel(for: person)
        values.deadline = subject.deadline
        values.blockDate = subject.blockDate
        values.awaits = Self.awaited(by: record)
        values.hasAccessKeys = record.sighting?.keys.contains(where: \.isActive) ?? false
        values.isSandbox = isSandbox
        return values
    }

    private func contact() throws -> Contact {
        guard let mail = try? MailAddress(settings.contact.mail) else {
            throw SettingsError(description: "tenure.yaml: contact.mail is not a mail address")
        }
        return Contact(name: settings.contact.name, mail: mail)
    }

    private func channel(for person: Person) -> Bilingual {
        guard person.keys.isEmpty else {
            return Bilingual(ko: "본인의 SSH 키로만 풀 수 있는 암호화 파일", en: "a file that only your SSH key opens")
        }
        switch settings.passwords {
        case .files: return Bilingual(ko: "관리자가 직접 전달하는 파일", en: "a file that an administrator hands to you")
        case .terminal: return Bilingual(ko: "관리자가 직접 전달", en: "an administrator, in person")
        }
    }

    private static func awaited(by record: UserRecord) -> Set<GuideValues.Awaited> {
        var awaited: Set<GuideValues.Awaited> = []
        if record.sighting?.devices.isEmpty ?? true { awaited.insert(.mfa) }
        if !record.isAdopted, !(record.sighting?.passwordChanged.map { $0 > record.passwordSet ?? .distantFuture } ?? false) {
            awaited.insert(.password)
        }
        return awaited
    }
}

/// Whom a letter is about, and by when what is to be done.
public struct LetterSubject: Sendable {
    public let record: UserRecord
    public let person: Person
    public let account: Account
    public let view: AccountView
    public let deadline: GuideValues.Deadline?
    public let blockDate: Date?

    /// The subject of a letter that leads into a state, or belongs to the present one.
    public init(
        record: UserRecord, person: Person, account: Account, view: AccountView, workflow: Workflow, entering next: State?, now: Date
    ) {
        self.record = record
        self.person = person
        self.account = account
        self.view = view
        let state = next ?? workflow.state(record.state)
        let date = next.map { $0.name != record.state } ?? false ? state?.deadline.map { now + $0 } : record.deadline
        let target = state?.atDeadline.flatMap { workflow.transition($0) }.flatMap { workflow.state($0.to) }
        self.deadline = date.map { .init(date: $0, consequence: Self.consequence(target?.stage)) }
        self.blockDate = state?.stage == .notice ? date : nil
    }

    private static func consequence(_ stage: LifeStage?) -> GuideValues.Consequence {
        switch stage {
        case .suspended: .suspension
        case .revocation, .revoked: .revocation
        case .creation, .decision, .notice, .enrolment, .confirmation, .active, nil: .escalation
        }
    }
}
