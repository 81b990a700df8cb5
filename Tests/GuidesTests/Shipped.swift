import Foundation
import Guides
import IAM
import Lifecycle

/// The templates as they ship, and values that fill all of them.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func templates() throws -> [String: String] {
        let folder = root.appending(path: "Templates")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try Dictionary(uniqueKeysWithValues: files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) })
    }

    /// Saturday 28 November 2026, 18:00 in Seoul.
    static let deadline = Date(timeIntervalSince1970: 1_795_856_400)

    static func values(
        for kind: GuideKind = .new, person: String = "김지은", phone: String? = "02-1234-5678", user: String = "jieun.kim"
    ) throws -> GuideValues {
        let account = GuideValues.Account(
            name: try AccountAlias("prod"), id: try AccountID("123456789012"), partition: .aws, signInAlias: try SignInAlias("example-prod")
        )
        var values = GuideValues(
            account: account, user: try UserName(user),
            person: GuideValues.Person(name: person, mail: try MailAddress("jieun.kim@example.com")),
            contact: Contact(name: "정보보호팀 박민수", mail: try MailAddress("security_team@example.com"), phone: phone),
            timeZone: try seoul(), dutyOfCareVersion: "2026-01")
        values.profile = kind == .new || kind == .admin ? try ProfileName("developer") : nil
        values.request = RequestID(17)
        values.passwordChannel = kind == .new ? Bilingual(ko: "본인만 열 수 있는 암호화된 파일", en: "an encrypted file that only you can open") : nil
        values.deadline = GuideValues.Deadline(date: deadline, consequence: .suspension)
        values.blockDate = kind == .notice ? deadline - .days(14) : nil
        values.suspendedOn = deadline
        values.revocationDate = deadline + .days(30)
        values.expiryDate = deadline + .days(14)
        values.awaits = [.mfa, .password]
        values.hasAccessKeys = kind == .existing || kind == .notice
        return values
    }

    static func seoul() throws -> TimeZone {
        guard let zone = TimeZone(identifier: "Asia/Seoul") else { throw CocoaError(.featureUnsupported) }
        return zone
    }

    static func guide(_ kind: GuideKind, _ language: Language) throws -> Guide {
        try Guide.render(kind, language: language, values: values(for: kind), templates: Templates(templates()))
    }

    static func mailbox(_ name: String? = "김지은") throws -> Mailbox {
        Mailbox(name: name, address: try MailAddress("jieun.kim@example.com"))
    }

    /// Every mail that the shipped templates make.
    static func mails(_ language: Language) throws -> [(name: String, mail: Mail)] {
        let templates = Templates(try templates())
        let (to, values) = (try mailbox(), try values())
        return [
            ("mail-guide", try Mail.carrying(guide(.new, language), to: to, values: values, templates: templates)),
            ("mail-reminder", try Mail.reminder(to: to, language: language, values: values, templates: templates)),
            ("mail-break-glass", try Mail.breakGlass(to: to, language: language, values: values, templates: templates)),
            ("mail-waiting", try Mail.waiting(to: to, language: language, values: values, templates: templates)),
            (
                "mail-password-expiry", try Mail.passwordExpiry(to: to, language: language, values: values, templates: templates)
            ),
            ("mail-suspended", try Mail.suspension(to: to, language: language, values: values, templates: templates)),
        ]
    }
}
