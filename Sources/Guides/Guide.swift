import Lifecycle

/// A document that tells one person what to do now, in two formats that say the same. It holds no secret.
public struct Guide: Hashable, Sendable {
    public let kind: GuideKind
    public let language: Language
    /// Its first heading, as plain text.
    public let title: String
    /// CommonMark, to be read as it is too.
    public let markdown: String
    /// One file without references to anything outside it.
    public let html: String

    /// Fills in the guide's template, from which both formats are made.
    ///
    /// The templates are those of the home; the values appear literally, whatever
    /// they hold. Fails if a template names something that does not exist, or a value that the guide needs is not known.
    public static func render(_ kind: GuideKind, language: Language, values: GuideValues, templates: Templates) throws(GuideError)
        -> Guide
    {
        let document = try Document(language, values, templates)
        let markdown = try document.markdown(kind.templateBase, needs: kind.needs)
        let title = CommonMark(markdown).title
        let html = try document.page(title: title, markdown: markdown)
        return Guide(kind: kind, language: language, title: title, markdown: markdown, html: html)
    }
}
