/// A mail's template, taken apart: its second line is the subject, the rest the body.
struct MailTemplate {
    /// How the second line begins.
    static let subjectLabel = "Subject: "
    /// A template of its own whose values are written as they are.
    let subject: String
    /// A template of its own whose values are escaped for Markdown.
    let body: String

    init(_ source: String) {
        let lines = source.lines
        let pragma = lines.first ?? ""
        subject = "{{% CONTENT_TYPE: TEXT}}\n" + (lines.dropFirst().first ?? "").dropFirst(Self.subjectLabel.count)
        let body = lines.dropFirst(2).drop(while: \.isEmpty)
        self.body = ([pragma] + body).joined(separator: "\n")
    }
}
