import IAM
import Testing

/// Texts that somebody else wrote, shown to somebody who decides.
struct PrintableTests {
    @Test(arguments: [
        ("\u{1B}[2Jgone", " [2Jgone"), ("two\nlines", "two lines"), ("a\u{2028}b\u{2029}c", "a b c"), ("\u{85}\u{9B}0m\u{7F}", "  0m "),
        // Reads as 'approved' from right to left.
        ("not \u{202E}devorppa\u{202C}", "not  devorppa "), ("\u{2066}x\u{2069}", " x "),
    ])
    func `whatever shows it does nothing but show it`(text: String, shown: String) {
        #expect(text.printable == shown)
        #expect(!text.isPrintableLine)
        #expect(shown.isPrintableLine)
    }

    @Test(arguments: ["", "김민수", "Élodie O'Neil", "👩‍💻 ok", "नमस्ते", "שלום", "a\u{200D}b"])
    func `what is written in any script stays as it is`(text: String) {
        #expect(text.printable == text)
        #expect(text.isPrintableLine)
    }

    @Test func `lines and tabs stay where there are lines`() {
        #expect("a\tb\n\u{1B}[1mc\r\n\u{202D}".printableLines == "a\tb\n [1mc \n ")
    }

    @Test func `a quoted text is on one line, and cut`() {
        #expect("a\nb\u{202E}".quoted == "'a b '")
        #expect(String(repeating: "가", count: 61).quoted == "'" + String(repeating: "가", count: 60) + "…'")
    }
}
