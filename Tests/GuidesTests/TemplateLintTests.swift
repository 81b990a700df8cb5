import Foundation
import Guides
import Lifecycle
import Testing

/// What an organisation could do to the shipped templates, and what it is told.
struct BrokenTemplate: Sendable, CustomTestStringConvertible {
    let code: TemplateFinding.Code
    let file: String
    let line: Int
    let edit: @Sendable (inout [String: String]) -> Void

    init(_ code: TemplateFinding.Code, _ file: String, line: Int, _ edit: @escaping @Sendable (inout [String: String]) -> Void) {
        self.code = code
        self.file = file
        self.line = line
        self.edit = edit
    }

    /// A third line for a file, in both languages.
    init(_ code: TemplateFinding.Code, third line: String) {
        self.init(code, "sandbox.ko.md", line: 3) { templates in
            for name in ["sandbox.ko.md", "sandbox.en.md"] { templates[name] = "{{% CONTENT_TYPE: MARKDOWN}}\n\n\(line)\n" }
        }
    }

    var testDescription: String { "\(code.rawValue) in \(file)" }
}

@Suite struct TemplateLintTests {
    static let broken = [
        BrokenTemplate(.unknownValue, third: "{{usrName}}"),
        BrokenTemplate(.unknownValue, third: "{{#nothing}}x{{/nothing}}"),
        BrokenTemplate(.unknownPartial, third: "{{> dutyofcare}}"),
        BrokenTemplate(.partialLoop, "sandbox.ko.md", line: 1) {
            $0["sandbox.ko.md", default: ""] += "{{> contact}}\n"
            $0["contact.ko.md", default: ""] += "{{> sandbox}}\n"
        },
        BrokenTemplate(.unclosedSection, third: "{{#sandbox}}x"),
        BrokenTemplate(.unclosedSection, third: "{{#sandbox}}{{#accessKeys}}x{{/sandbox}}{{/accessKeys}}"),
        BrokenTemplate(.unclosedSection, third: "x{{/sandbox}}"),
        BrokenTemplate(.malformedTag, third: "{{userName"),
        BrokenTemplate(.malformedTag, third: "{{=<% %>=}}"),
        BrokenTemplate(.malformedTag, third: "{{> *userName}}"),
        BrokenTemplate(.malformedTag, third: "{{% CONTENT_TYPE: HTML}}"),
        BrokenTemplate(.missingPragma, "trouble.en.md", line: 1) { $0["trouble.en.md"] = "no pragma {{userName}}\n" },
        BrokenTemplate(.missingPragma, "page.html", line: 1) { $0["page.html"] = "<p>{{{body}}}</p>" },
        BrokenTemplate(.unescapedValue, third: "{{{personName}}}"),
        BrokenTemplate(.unescapedValue, third: "{{&personName}}"),
        BrokenTemplate(.unescapedValue, third: "{{{userName}}}"),
        BrokenTemplate(.unescapedValue, third: "{{{personName.code}}}"),
        BrokenTemplate(.unescapedValue, third: "{{sandbox}}"),
        BrokenTemplate(.unguardedValue, third: "{{contactPhone}}"),
        BrokenTemplate(.unguardedValue, third: "{{^contactPhone}}{{contactPhone}}{{/contactPhone}}"),
        BrokenTemplate(.malformedFrontMatter, "enrolment.ko.md", line: 1) {
            $0["enrolment.ko.md"] = "---\nsteps:\n{{% CONTENT_TYPE: MARKDOWN}}\n"
        },
        BrokenTemplate(.malformedFrontMatter, "enrolment.ko.md", line: 6) {
            $0["enrolment.ko.md"] = $0["enrolment.ko.md"]?.replacing("id: sign-in\n", with: "identity: sign-in\n")
        },
        BrokenTemplate(.malformedFrontMatter, "enrolment.ko.md", line: 11) {
            $0["enrolment.ko.md"] = $0["enrolment.ko.md"]?.replacing("iam:GetUser user/{{userName}}", with: "iam:Get* user/{{userName}}")
        },
        BrokenTemplate(.malformedFrontMatter, "enrolment.ko.md", line: 7) {
            $0["enrolment.ko.md"] = $0["enrolment.ko.md"]?.replacing(
                "id: sign-in\n    establishes: signed-in", with: "id: sign-in\n    establishes: here")
        },
        BrokenTemplate(.malformedFrontMatter, "enrolment.ko.md", line: 6) {
            $0["enrolment.ko.md"] = $0["enrolment.ko.md"]?.replacing("- step: 1\n", with: "- step: [1\n")
        },
        BrokenTemplate(.stepsDiffer, "enrolment.en.md", line: 42) {
            $0["enrolment.en.md"] = $0["enrolment.en.md"]?.replacing("\n6. Sign in", with: "\n7. Sign in")
        },
        BrokenTemplate(.stepsDiffer, "guide-new.en.md", line: 11) {
            $0["guide-new.en.md"] = $0["guide-new.en.md"]?.replacing("\n8. That is all", with: "\nThat is all")
        },
        BrokenTemplate(.twinDiffers, "enrolment.en.md", line: 1) {
            $0["enrolment.ko.md"] = $0["enrolment.ko.md"]?.replacing("    establishes: signed-out\n", with: "")
        },
        BrokenTemplate(.missingSubject, "mail-reminder.ko.md", line: 2) {
            $0["mail-reminder.ko.md"] = "{{% CONTENT_TYPE: MARKDOWN}}\nHello\n"
        },
        BrokenTemplate(.missingTemplate, "guide-admin.en.md", line: 1) {
            $0["guide-admin.ko.md"] = nil
            $0["guide-admin.en.md"] = nil
        },
        BrokenTemplate(.missingTemplate, "page.html", line: 1) { $0["page.html"] = nil },
        BrokenTemplate(.missingTwin, "guide-admin.en.md", line: 1) { $0["guide-admin.ko.md"] = nil },
        BrokenTemplate(.twinDiffers, "sandbox.en.md", line: 1) { $0["sandbox.ko.md", default: ""] += "{{account}}\n" },
        BrokenTemplate(.valueLeftOut, "guide-new.en.md", line: 1) { $0["guide-new.en.md"] = "{{% CONTENT_TYPE: MARKDOWN}}\n# Hello\n" },
        BrokenTemplate(.unknownFile, "guide-new.kr.md", line: 1) { $0["guide-new.kr.md"] = "{{% CONTENT_TYPE: MARKDOWN}}\n" },
    ]

    @Test func `the shipped templates have no mistakes`() throws {
        #expect(try TemplateLint.check(Shipped.templates()) == [])
    }

    @Test(arguments: broken) func `a mistake is found where it is`(broken: BrokenTemplate) throws {
        var templates = try Shipped.templates()
        broken.edit(&templates)
        let findings = TemplateLint.check(templates)
        let found = findings.first { $0.code == broken.code && $0.file == broken.file && $0.line == broken.line }
        #expect(found != nil, "\(findings)")
        #expect(found?.remedy.isEmpty == false)
    }

    @Test func `every code is found by some example`() {
        #expect(Set(Self.broken.map(\.code)) == Set(TemplateFinding.Code.allCases))
    }

    @Test(arguments: broken.filter { $0.code.refusesRendering && $0.file != "mail-reminder.ko.md" })
    func `a document with such a mistake is not rendered`(broken: BrokenTemplate) throws {
        var templates = try Shipped.templates()
        broken.edit(&templates)
        let language: Language = broken.file.contains(".en.") ? .english : .korean
        let error = try #require(throws: GuideError.self) {
            try Guide.render(.new, language: language, values: Shipped.values(), templates: Templates(templates))
        }
        guard case .template(let findings) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(findings.contains { $0.code == broken.code && $0.file == broken.file && $0.line == broken.line })
        #expect(error.description.contains("\(broken.file):\(broken.line): "))
    }

    @Test func `a mistake in one guide does not stand in the way of another`() throws {
        var templates = try Shipped.templates()
        templates["guide-admin.ko.md"] = "{{oops}}"
        let guide = try Guide.render(.new, language: .korean, values: Shipped.values(), templates: Templates(templates))
        #expect(guide.title == "AWS 콘솔 사용 안내(신규 사용자)")
    }

    @Test func `a template saved with Windows line ends and a byte order mark is the same template`() throws {
        let templates = try Shipped.templates()
        let saved = templates.mapValues { "\u{FEFF}" + $0.replacing("\n", with: "\r\n") }
        #expect(TemplateLint.check(saved) == [])
        let values = try Shipped.values()
        #expect(
            try Guide.render(.new, language: .korean, values: values, templates: Templates(saved))
                == Guide.render(.new, language: .korean, values: values, templates: Templates(templates)))
    }

    @Test func `every value is described where organisations look it up`() throws {
        let text = try String(contentsOf: Shipped.root.appending(path: "docs/guides.md"), encoding: .utf8)
        for name in GuideName.allCases { #expect(text.contains("| `\(name.rawValue)` |"), "\(name.rawValue)") }
        for code in TemplateFinding.Code.allCases { #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue)") }
    }
}
