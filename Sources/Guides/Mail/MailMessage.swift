import Foundation

extension Mail {
    /// The mail as `sendmail -t` takes it: RFC 5322 headers and MIME bodies in ASCII, with line feeds alone at the ends of lines
    /// (SMTP wants CRLF there; sendmail makes it so).
    ///
    /// The recipient stands in the header. Refused if a header would hold a line break, which is how headers are forged.
    public func message(from: Mailbox, date: Date, messageID: String) throws(MailError) -> String {
        let headers = [
            "From: \(try MailHeader.mailbox(from, of: "From"))",
            "To: \(try MailHeader.mailbox(to, of: "To"))",
            "Subject: \(try MailHeader.text(subject, of: "Subject"))",
            "Date: \(MailHeader.date(date))",
            "Message-ID: <\(try MailHeader.messageID(messageID))>",
            "Content-Language: \(language.rawValue)",
            // RFC 3834: so that no absence note answers it.
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        return (headers + content).joined(separator: "\n") + "\n"
    }

    private var content: [String] {
        guard let html else { return part("plain", text) }
        // Base64 has no underscore, so no body can hold the boundary.
        let boundary = "=_tenure_alternative"
        return ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
            + ["--\(boundary)"] + part("plain", text)
            + ["--\(boundary)"] + part("html", html)
            + ["--\(boundary)--"]
    }

    private func part(_ subtype: String, _ text: String) -> [String] {
        // RFC 2045, 6.8: line breaks of text are CRLF before they are encoded.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let withoutReturns = lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        let body = Data(withoutReturns.joined(separator: "\r\n".utf8)).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        return ["Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: base64", "", body, ""]
    }
}
