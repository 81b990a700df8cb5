import Foundation
import Guides
import IAM
import Lifecycle
import Testing

@Suite struct MailTests {
    private static let from = try? Mailbox(name: "tenure (AWS 계정)", address: MailAddress("tenure@example.com"))

    @Test(arguments: Language.allCases) func `every mail reads as it was agreed to`(language: Language) throws {
        for (name, mail) in try Shipped.mails(language) {
            try expectGolden("Subject: \(mail.subject)\n\n\(mail.text)", "\(name).\(language.rawValue).md")
            let page = try VisibleText.read(try #require(mail.html))
            #expect(!page.text.contains("**") && !page.text.contains("{{"))
        }
    }

    @Test(arguments: Language.allCases) func `a mail that carries a guide has the whole guide in both bodies`(language: Language) throws {
        let guide = try Shipped.guide(.new, language)
        let mail = try Mail.carrying(guide, to: Shipped.mailbox(), values: Shipped.values(), templates: Templates(Shipped.templates()))
        #expect(mail.text.hasSuffix(guide.markdown))
        #expect(mail.subject == "[AWS prod] jieun.kim: \(guide.title)")
        let seen = try VisibleText.read(try #require(mail.html)).text
        #expect(try seen.contains(VisibleText.read(guide.html).text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `nobody is reminded of nothing`() throws {
        var values = try Shipped.values()
        values.awaits = []
        let (to, templates) = (try Shipped.mailbox(), try Shipped.templates())
        #expect(throws: GuideError.missingValue(.awaitsMFA, document: "mail-reminder")) {
            try Mail.reminder(to: to, language: .korean, values: values, templates: Templates(templates))
        }
    }

    @Test func `a subject is not written in Markdown`() throws {
        let values = try Shipped.values(user: "_a_.b")
        let mail = try Mail.reminder(to: Shipped.mailbox(), language: .english, values: values, templates: Templates(Shipped.templates()))
        #expect(mail.subject.hasPrefix("[AWS prod] _a_.b: "))
    }

    @Test(arguments: Language.allCases) func `another program reads back what was written`(language: Language) throws {
        for (_, mail) in try Shipped.mails(language) { try expectReadBack(mail) }
    }

    @Test func `another program reads back random subjects, names and bodies`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "김", "지은", "a", "Z", " ", "=?", "?=", "\"", "\\", "<", ">", ",", ";", ":", "@", "(", ")", "é", "👩‍💻", ".", "_", "long-word-",
        ]
        for _ in 0..<12 {
            let texts = (0..<3).map { _ in
                (0..<Int.random(in: 1...40, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            }
            let to = Mailbox(name: "x" + texts[0] + "x", address: try MailAddress("a@example.com"))
            let mail = Mail(to: to, subject: "x" + texts[1] + "x", text: texts[2] + "\nFrom x\n.\n", html: nil, language: .korean)
            try expectReadBack(mail, "seed \(seed)")
        }
    }

    @Test func `every line is ASCII, short and ends in a line feed alone`() throws {
        for (_, mail) in try Shipped.mails(.korean) {
            let message = try write(mail)
            #expect(!message.contains("\r") && message.hasSuffix("\n"))
            #expect(message.utf8.allSatisfy { $0 < 0x80 })
            #expect(message.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        }
    }

    @Test(arguments: ["a\nBcc: x@example.com", "a\r\nBcc: x", "a\rb", "a\u{0}b", "a\u{2028}b"])
    func `a header cannot be forged`(text: String) throws {
        let address = try MailAddress("a@example.com")
        let bySubject = Mail(to: Mailbox(name: nil, address: address), subject: text, text: "", html: nil, language: .english)
        #expect(throws: MailError.unprintableHeader("Subject")) { try write(bySubject) }
        let byName = Mail(to: Mailbox(name: text, address: address), subject: "x", text: "", html: nil, language: .english)
        #expect(throws: MailError.unprintableHeader("To")) { try write(byName) }
        #expect(throws: MailError.messageID(text)) {
            try Mail(to: Mailbox(name: nil, address: address), subject: "x", text: "", html: nil, language: .english)
                .message(from: Mailbox(name: nil, address: address), date: Shipped.deadline, messageID: text)
        }
        #expect(throws: InvalidText.self) { try MailAddress("\(text)@example.com") }
    }

    @Test(arguments: ["jane.doe@example.com", "a+b_c@x-y.example", "o'neil@example.co.kr"]) func `addresses that people have are taken`(
        text: String
    ) throws {
        #expect(try MailAddress(text).text == text)
    }

    @Test(arguments: ["", "a", "@x", "a@", "a@b@c", "a b@c", "a,b@c", "<a@b>", "-f@x", "a..b@c", ".a@c", "김@x.kr", "a`b@c", "a@b,c@d"])
    func `addresses that need care are refused`(text: String) {
        #expect(throws: InvalidText.self) { try MailAddress(text) }
    }

    private func write(_ mail: Mail) throws -> String {
        try mail.message(from: #require(Self.from), date: Shipped.deadline, messageID: "U-12.reminder.1@tenure.example.com")
    }

    private func expectReadBack(_ mail: Mail, _ comment: Comment = "") throws {
        let seen = try PythonMail.read(write(mail))
        #expect(seen.subject == mail.subject, comment)
        #expect(seen.toName == mail.to.name && seen.toAddress == mail.to.address.text, comment)
        #expect(seen.fromName == "tenure (AWS 계정)" && seen.date == "2026-11-28T09:00:00+00:00", comment)
        #expect(seen.messageID == "<U-12.reminder.1@tenure.example.com>", comment)
        #expect(seen.text == mail.text && seen.html == mail.html, comment)
        #expect(seen.defects == [], comment)
    }
}

/// A mail as Python's `email` package, which shares no code with ours, understands it.
struct PythonMail: Decodable {
    let subject: String
    let toName: String
    let toAddress: String
    let fromName: String
    let date: String
    let messageID: String
    let text: String
    let html: String?
    let defects: [String]

    private static let script = """
        import email, email.header, email.policy, email.utils, json, sys
        raw = sys.stdin.buffer.read()
        m, old = email.message_from_bytes(raw, policy=email.policy.default), email.message_from_bytes(raw)
        def body(kind):
            part = m.get_body(preferencelist=(kind,))
            return None if part is None else part.get_payload(decode=True).decode("utf-8").replace("\\r\\n", "\\n")
        # The newer parser puts blanks between the encoded words of a long name; the older one does not.
        def name(field):
            encoded = email.utils.parseaddr(old[field].replace("\\n", ""))[0]
            return str(email.header.make_header(email.header.decode_header(encoded)))
        defects = [repr(d) for part in m.walk() for d in part.defects] + [repr(d) for v in m.values() for d in v.defects]
        json.dump({"subject": m["subject"], "toName": name("to"), "toAddress": m["to"].addresses[0].addr_spec, "fromName": name("from"),
            "date": m["date"].datetime.isoformat(), "messageID": m["message-id"], "text": body("plain"), "html": body("html"),
            "defects": defects}, sys.stdout)
        """

    static func read(_ message: String) throws -> PythonMail {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(message.utf8))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(PythonMail.self, from: answer)
    }
}
