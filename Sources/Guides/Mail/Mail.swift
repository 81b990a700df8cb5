import Foundation
import Lifecycle

/// A mail to one person. It holds no secret and can be forwarded.
public struct Mail: Hashable, Sendable {
    public let to: Mailbox
    public let subject: String
    /// For readers without HTML.
    public let text: String
    /// The same, laid out; nil for a mail of text alone.
    public let html: String?
    /// The language that both are in.
    public let language: Language

    /// A mail of these parts.
    public init(to: Mailbox, subject: String, text: String, html: String?, language: Language) {
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
    }

    /// The mail that carries a guide: the guide itself stands in it, as text and laid out, under some words of its own.
    public static func carrying(_ guide: Guide, to: Mailbox, values: GuideValues, templates: Templates) throws(GuideError) -> Mail {
        let document = try Document(guide.language, values, templates)
        let (subject, words) = try document.mail(.guide, adding: ["title": guide.title])
        let markdown = words + "\n---\n\n" + guide.markdown
        return try Mail(to: to, subject: subject, markdown: markdown, document)
    }

    /// The mail that reminds of what is awaited. Refused if nothing is.
    public static func reminder(to: Mailbox, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Mail
    {
        guard !values.awaits.isEmpty else { throw .missingValue(.awaitsMFA, document: MailKind.reminder.templateBase) }
        return try own(.reminder, to, Document(language, values, templates))
    }

    /// The mail that says that access was cut.
    public static func suspension(to: Mailbox, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Mail
    {
        try own(.suspended, to, Document(language, values, templates))
    }

    /// The mail that says from when on old passwords expire.
    public static func passwordExpiry(to: Mailbox, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Mail
    {
        try own(.passwordExpiry, to, Document(language, values, templates))
    }

    /// The mail that says to somebody else than the user's person that the user waits for them.
    public static func waiting(to: Mailbox, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Mail
    {
        try own(.waiting, to, Document(language, values, templates))
    }

    /// The mail that says to security that the glass of a prepared user was broken.
    public static func breakGlass(to: Mailbox, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Mail
    {
        try own(.breakGlass, to, Document(language, values, templates))
    }

    private static func own(_ kind: MailKind, _ to: Mailbox, _ document: Document) throws(GuideError) -> Mail {
        let (subject, body) = try document.mail(kind)
        return try Mail(to: to, subject: subject, markdown: body, document)
    }

    private init(to: Mailbox, subject: String, markdown: String, _ document: Document) throws(GuideError) {
        let html = try document.page(title: subject, markdown: markdown)
        self.init(to: to, subject: subject, text: markdown, html: html, language: document.language)
    }
}

/// A mail address and whose it is: `"김지은" <jieun.kim@example.com>`.
public struct Mailbox: Hashable, Sendable {
    /// As it is shown; nil shows the address alone.
    public let name: String?
    public let address: MailAddress

    /// A mailbox.
    public init(name: String?, address: MailAddress) {
        self.name = name
        self.address = address
    }
}
