import Foundation
import Guides
import IAM
import Lifecycle
import Testing

@Suite struct GuideTests {
    @Test(arguments: GuideKind.allCases, Language.allCases)
    func `every guide reads as it was agreed to`(kind: GuideKind, language: Language) throws {
        try expectGolden(Shipped.guide(kind, language).markdown, "guide-\(kind.rawValue).\(language.rawValue).md")
    }

    @Test(arguments: GuideKind.allCases, Language.allCases)
    func `every page is well-formed, complete in itself and in its language`(kind: GuideKind, language: Language) throws {
        let guide = try Shipped.guide(kind, language)
        let page = try VisibleText.read(guide.html)
        #expect(page.attributes.contains { $0.name == "lang" && $0.value == language.rawValue })
        #expect(guide.html.contains("<title>\(guide.title)</title>"))
        #expect(!["script", "link", "img", "iframe", "object", "svg"].contains { page.count(of: $0) > 0 })
        #expect(!page.attributes.contains { $0.name == "src" || $0.name.hasPrefix("on") })
        #expect(!guide.html.contains("url(") && !guide.html.contains("@import"))
        let links = page.attributes.filter { $0.name == "href" }.map(\.value)
        #expect(links.allSatisfy { $0.hasPrefix("https://example-prod.signin.aws.amazon.com/") || $0.hasPrefix("mailto:") })
    }

    @Test(arguments: GuideKind.allCases, Language.allCases)
    func `no mark of Markdown or of a template is left for the reader`(kind: GuideKind, language: Language) throws {
        let text = try VisibleText.read(Shipped.guide(kind, language).html).text
        for mark in ["**", "{{", "}}", "`", "\\<", "](", "raw HTML omitted"] { #expect(!text.contains(mark), "\(mark)") }
    }

    @Test(arguments: GuideKind.allCases)
    func `both languages of a guide have the same parts`(kind: GuideKind) throws {
        let pages = try Language.allCases.map { try VisibleText.read(Shipped.guide(kind, $0).html) }
        for element in ["h1", "h2", "ol", "ul", "li", "a", "code", "pre", "blockquote", "p", "strong"] {
            #expect(Set(pages.map { $0.count(of: element) }).count == 1, "\(element): \(pages.map { $0.count(of: element) })")
        }
    }

    @Test(arguments: GuideKind.allCases, Language.allCases)
    func `a guide says every value that its reader needs`(kind: GuideKind, language: Language) throws {
        let values = try Shipped.values(for: kind)
        let text = try VisibleText.read(Shipped.guide(kind, language).html).text
        var wanted = ["김지은", "jieun.kim", "prod", "123456789012", "정보보호팀 박민수", "security_team@example.com", "02-1234-5678", "R-17"]
        wanted += kind == .admin ? ["prod/jieun.kim"] : ["https://example-prod.signin.aws.amazon.com/console", "2026-01"]
        wanted += kind == .new ? [values.passwordChannel?[language] ?? "no channel", "developer"] : []
        wanted += [GuideDates.text(Shipped.deadline, language: language, timeZone: values.timeZone)]
        wanted += values.blockDate.map { [GuideDates.text($0, language: language, timeZone: values.timeZone)] } ?? []
        wanted += values.hasAccessKeys ? ["arn:aws:iam::123456789012:mfa/jieun.kim", "get-session-token", "--token-code"] : []
        for value in wanted { #expect(text.contains(value), "\(value)") }
    }

    @Test(arguments: [GuideKind.new, .existing, .notice], Language.allCases)
    func `MFA is enrolled and used before the password is changed`(kind: GuideKind, language: Language) throws {
        let markdown = try Shipped.guide(kind, language).markdown
        let steps = markdown.split(separator: "\n").filter { $0.first?.isNumber == true && $0.contains(". ") }.joined(separator: "\n")
        let marks = language == .korean ? ["MFA 디바이스 할당", "로그아웃", "MFA 코드"] : ["Assign MFA device", "sign out", "with the MFA code"]
        let order = (marks + (kind == .notice ? [] : ["Update console password"])).map { steps.firstRange(of: $0)?.lowerBound }
        #expect(order.allSatisfy { $0 != nil })
        #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted())
    }

    @Test(arguments: Language.allCases) func `what is not known is not mentioned`(language: Language) throws {
        var values = try Shipped.values(for: .existing, phone: nil)
        values.request = nil
        values.hasAccessKeys = false
        let guide = try Guide.render(.existing, language: language, values: values, templates: Templates(Shipped.templates()))
        for word in [", 전화", ", phone", "R-", "get-session-token", "프로필", "Profile:"] { #expect(!guide.markdown.contains(word), "\(word)") }
    }

    @Test(arguments: GuideValues.Consequence.allCases) func `exactly one consequence is told`(consequence: GuideValues.Consequence) throws {
        var values = try Shipped.values()
        values.deadline = GuideValues.Deadline(date: Shipped.deadline, consequence: consequence)
        let guide = try Guide.render(.new, language: .english, values: values, templates: Templates(Shipped.templates()))
        let words: [GuideValues.Consequence: String] = [
            .block: "permissions that were granted do not work without MFA", .suspension: "all access is suspended",
            .revocation: "the user is deleted", .escalation: "the contact is told",
        ]
        for (other, word) in words { #expect(guide.markdown.contains(word) == (other == consequence)) }
    }

    @Test func `a guide is refused without a value that it needs`() throws {
        var values = try Shipped.values()
        values.passwordChannel = nil
        let templates = try Shipped.templates()
        #expect(throws: GuideError.missingValue(.passwordChannel, document: "guide-new")) {
            try Guide.render(.new, language: .korean, values: values, templates: Templates(templates))
        }
    }

    @Test func `a blank name counts as none`() throws {
        let values = try Shipped.values(for: .notice, person: "  ")
        let templates = try Shipped.templates()
        #expect(throws: GuideError.missingValue(.personName, document: "guide-notice")) {
            try Guide.render(.notice, language: .korean, values: values, templates: Templates(templates))
        }
    }

    @Test func `a simulated account is said to be one`() throws {
        var values = try Shipped.values()
        values.isSandbox = true
        let guide = try Guide.render(.new, language: .english, values: values, templates: Templates(Shipped.templates()))
        #expect(guide.markdown.contains("This account is simulated"))
    }

    @Test func `no field of the values can hold a password`() throws {
        let fields = Mirror(reflecting: try Shipped.values()).children.compactMap(\.label)
        #expect(fields.filter { $0.lowercased().contains("password") || $0.lowercased().contains("secret") } == ["passwordChannel"])
        #expect(!GuideName.allCases.contains { $0.rawValue.lowercased().hasSuffix("password") && $0.form != .flag })
    }
}
