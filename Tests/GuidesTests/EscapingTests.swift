import Foundation
import Guides
import Lifecycle
import Testing

@Suite struct EscapingTests {
    private static let pieces = [
        "*", "_", "`", "\\", "[", "]", "(", ")", "<", ">", "&", "&amp;", "&#42", ";", "!", "#", "+", "-", "=", "~", "|", "{{", "}}",
        "{{{userName}}}", " #", "##", "---", "* * *", "```", "a", "Z", "7", "1.", "2)", " ", "김", "é", "👩‍💻", "\"", "'", "/", "://", "<b>",
        "http", "@", ":", "$", "%", ",",
    ]
    // Values at the start of a line, in emphasis, in headings, in lists and at the end of a text.
    private static let template = """
        {{% CONTENT_TYPE: MARKDOWN}}
        # {{personName}}

        {{personName}}

        - {{personName}}; and **{{contactName}}** and ({{personName}})[x] {{account}} {{accountID}} {{userName}} {{deviceName}}

        <{{{contactMail.line}}}> {{#signInAddress}}{{/signInAddress}}{{dutyOfCareVersion}}: {{#deadline}}{{deadline}}{{/deadline}}

        {{#passwordChannel}}{{passwordChannel}}{{/passwordChannel}}
        """

    @Test func `a value is seen literally, whatever it holds`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var templates = try Shipped.templates()
        templates["guide-new.en.md"] = Self.template
        for _ in 0..<400 {
            let value = (0..<Int.random(in: 1...9, using: &random)).compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
            let wanted = value.trimmingCharacters(in: .whitespaces)
            guard !wanted.isEmpty else { continue }
            let guide = try Guide.render(.new, language: .english, values: Shipped.values(person: value), templates: Templates(templates))
            let page = try VisibleText.read(guide.html)
            #expect(guide.title == wanted, "seed \(seed)")
            #expect(page.text.components(separatedBy: wanted).count - 1 >= 4, "'\(wanted)', seed \(seed)\n\(guide.markdown)")
            #expect(page.elements.filter { $0 == "li" || $0 == "h1" || $0 == "strong" }.count == 3, "'\(wanted)', seed \(seed)")
        }
    }

    @Test(arguments: [
        "a*b_c|<x>", "{{deadline}}", "{{{userName}}}", "1. first", "# no heading", "<script>alert(1)</script>", "R&D", "김_지_은_",
    ])
    func `an odd name is seen literally in a shipped guide`(name: String) throws {
        for language in Language.allCases {
            let values = try Shipped.values(person: name)
            let guide = try Guide.render(.new, language: language, values: values, templates: Templates(Shipped.templates()))
            #expect(try VisibleText.read(guide.html).text.contains(name))
            #expect(!guide.html.contains("<script"))
        }
    }

    @Test(arguments: ["_a_", "a_b_c", "-x", "a+b=c,d.e@f-g", "__init__", "1.2", "=x="])
    func `a user name is seen literally in text, code and commands`(name: String) throws {
        var values = try Shipped.values(for: .existing, user: name)
        values.hasAccessKeys = true
        let guide = try Guide.render(.existing, language: .english, values: values, templates: Templates(Shipped.templates()))
        let text = try VisibleText.read(guide.html).text
        #expect(text.contains("User name: \(name)\n"))
        #expect(text.contains("arn:aws:iam::123456789012:mfa/\(name) \\"))
    }

    @Test(arguments: ["a\nb", "a\r\nb", "a\u{0}b", "a\u{2028}b", "a\u{202E}b", "a\tb"])
    func `a value that breaks its line or turns it round is refused`(name: String) throws {
        let values = try Shipped.values(person: name)
        let templates = try Shipped.templates()
        #expect(throws: GuideError.unprintable(.personName)) {
            try Guide.render(.new, language: .korean, values: values, templates: Templates(templates))
        }
    }

    @Test func `raw HTML in a template does not reach the page`() throws {
        var templates = try Shipped.templates()
        templates["duty-of-care.en.md", default: ""] += "\n<img src=\"https://example.com/x.png\">\n\n[x](javascript:alert(1))\n"
        let guide = try Guide.render(.new, language: .english, values: Shipped.values(), templates: Templates(templates))
        #expect(!guide.html.contains("<img") && !guide.html.contains("javascript:"))
    }
}

/// SplitMix64: repeats from its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
