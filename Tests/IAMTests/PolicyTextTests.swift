import Foundation
import IAM
import Testing

@Suite struct PolicyTextTests {
    private static let bare =
        "{\n  \"Statement\": {\"Sid\": \"A{}\\\"}\", \"Effect\": \"Allow\", \"Action\": \"iam:GetUser\", \"Resource\": \"*\"}\n}"

    @Test(arguments: [
        (bare, 1, 1),
        ("\u{FEFF}" + bare, 1, 1),
        ("{\"PolicyVersion\": {\n  \"VersionId\": \"v1\",\n  \"Document\": \(bare),\n  \"IsDefaultVersion\": true}}", 3, 15),
        ("{\"Document\":\(bare)}", 1, 13),
        ("{\"UserName\": \"x\", \"PolicyName\": \"y\",\n\"PolicyDocument\": \(bare)}", 2, 19),
        ("{\"Role\": {\"Arn\": \"x\", \"AssumeRolePolicyDocument\": \(bare)}}", 1, 51),
    ])
    func `a document is taken out of an answer, and keeps its place`(given: String, line: Int, column: Int) {
        let found = PolicyText(given)
        #expect(found.text == Self.bare)
        #expect(found.start == TextPosition(line: line, column: column))
        #expect(found.place(of: TextPosition(line: 1, column: 2)) == TextPosition(line: line, column: column + 1))
        #expect(found.place(of: TextPosition(line: 2, column: 3)) == TextPosition(line: line + 1, column: 3))
    }

    @Test func `an encoded document is decoded`() throws {
        let encoded = try #require(Self.bare.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let quoted = "\"" + Self.bare.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
        for given in [
            encoded, encoded + "\n", "\"\(encoded)\"", "{\"PolicyVersion\": {\"Document\": \"\(encoded)\"}}", quoted,
            "{\"Policy\": \(quoted)}",
        ] {
            #expect(PolicyText(given).text == Self.bare, "\(given)")
        }
    }

    @Test(arguments: [
        "", " ", "{", "{}", "[]", "\"", "%", "%zz", "{\"Policy\": {\"PolicyName\": \"x\"}}", "{\"Document\": 1}", "{\"Document\": {",
    ])
    func `what holds no document is taken for one`(given: String) { #expect(PolicyText(given).text == given) }

    @Test func `an error has its place in what was given`() {
        let given = "{\"PolicyVersion\": {\n \"Document\": {\"Statement\": [{\"Effect\": \"allow\"}]}}}"
        do throws(PolicySyntaxError) {
            _ = try PolicyText(given).document(as: .identity)
            Issue.record("it was read")
        } catch {
            #expect(error.position == TextPosition(line: 2, column: 40))
        }
    }
}
