import Foundation
import IAM
import Testing

@Suite struct PolicyDigestTests {
    @Test func `formatting and the order of keys do not change the canonical text`() throws {
        let one =
            #"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["iam:GetUser"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true,"a":"1"}}}]}"#
        let other = """
            { "Statement": { "Condition": { "Bool": { "a": [1], "aws:MultiFactorAuthPresent": "true" } },
              "Resource": ["*"], "Action": "iam:GetUser", "Effect": "Allow", "Sid": "\\u0041" }, "Version": "2012-10-17" }
            """
        #expect(try document(one).canonicalText == document(other).canonicalText)
        #expect(
            try document(other).canonicalText
                == #"{"Statement":[{"Action":"iam:GetUser","Condition":{"Bool":{"a":"1","aws:MultiFactorAuthPresent":"true"}},"Effect":"Allow","Resource":"*","Sid":"A"}],"Version":"2012-10-17"}"#
        )
    }

    @Test(arguments: [
        (#"["iam:GetUser","iam:GetRole"]"#, #"["iam:GetRole","iam:GetUser"]"#), (#""iam:GetUser""#, #""iam:GetUsers""#),
    ])
    func `another list is another canonical text`(_ one: String, _ other: String) throws {
        func text(_ actions: String) throws -> String {
            try document(#"{"Statement":[{"Effect":"Allow","Action":\#(actions),"Resource":"*"}]}"#).canonicalText
        }
        #expect(try text(one) != text(other))
    }

    @Test func `what IAM has no character for is written as an escape`() throws {
        let text = #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\uac00\ud83d\ude00\u0007\"\\é"}]}"#
        #expect(
            try document(text).canonicalText
                == #"{"Statement":[{"Action":"*","Effect":"Allow","Resource":"arn:aws:s3:::\uac00\ud83d\ude00\u0007\"\\é"}]}"#)
        #expect(try document(document(text).text).canonicalText == document(text).canonicalText)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `writing a parsed policy and parsing it again changes nothing`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let kind: PolicyKind = random.chance(50) ? .resource : .identity
        let original = try document(RandomPolicy.text(&random, as: kind), as: kind)
        let written = try document(original.text, as: kind)
        #expect(written.text == original.text, "seed \(seed)")
        #expect(written.canonicalText == original.canonicalText, "seed \(seed)")
        #expect(try document(original.canonicalText, as: kind).canonicalText == original.canonicalText, "seed \(seed)")
        #expect(RandomPolicy.shape(written) == RandomPolicy.shape(original), "seed \(seed)")
        // JSONSerialization as the independent witness that what is written is JSON.
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(original.text.utf8)) }
    }
}
