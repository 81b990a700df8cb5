import Foundation
import IAM
import Testing

@Suite struct PolicyLintTests {
    private static let catalogue = ActionCatalogue()

    private func findings(_ text: String, as kind: PolicyKind = .identity, in partition: Partition? = nil) -> [PolicyFinding] {
        PolicyLinter(catalogue: Self.catalogue, partition: partition).findings(in: PolicyText(text), as: kind)
    }

    @Test(arguments: PolicyLintCode.allCases)
    func `a broken policy is told its own fault, at its place, and no other`(code: PolicyLintCode) throws {
        let example = try #require(BrokenPolicy.examples[code])
        let (text, places) = example.unmarked
        let found = findings(text, as: example.kind, in: example.partition)
        #expect(found.map(\.code) == Array(repeating: code, count: places.count), "\(found)")
        #expect(found.map(\.position) == places && !places.isEmpty, "\(found)")
        for finding in found {
            #expect(!finding.message.hasSuffix(".") && !finding.remedy.hasSuffix(".") && !finding.remedy.isEmpty)
            #expect(finding.message.wholeMatch(of: /([a-z'$0-9]|AWS).*/) != nil, "\(finding.message)")
        }
    }

    @Test(arguments: Partition.allCases) func `the duty policy is sound`(partition: Partition) {
        let found = findings(DutyPolicy.document(in: partition), as: .managed, in: partition)
        #expect(found.allSatisfy { $0.severity == .info }, "\(found)")
    }

    @Test(arguments: [
        // AWS: "Allows MFA-authenticated IAM users to manage their own credentials", its gate.
        #"{"Effect":"Deny","NotAction":["iam:GetUser","sts:GetSessionToken"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
        #"{"Effect":"Allow","Action":["iam:ChangePassword","iam:GetUser"],"Resource":"arn:aws:iam::*:user/${aws:username}"}"#,
        #"{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/x","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}"#,
        #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24"]},"Bool":{"aws:ViaAWSService":"false"}}}"#,
        #"{"Effect":"Allow","Action":"iam:ListRoles","Resource":"arn:aws:iam::111122223333:role/*"},{"Effect":"Deny","Action":"iam:ListRoles","Resource":"arn:aws:iam::111122223333:role/x/*"}"#,
        #"{"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":"arn:aws:s3:::*"}"#,
        #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        #"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"r*"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/*"}}}"#,
        #"{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:team":"red","kms:ViaService":"s3.us-east-1.amazonaws.com"}}}"#,
    ])
    func `what does as it says is neither refused nor warned of`(statements: String) {
        let found = findings("{\"Version\":\"2012-10-17\",\"Statement\":[\(statements)]}")
        #expect(found.allSatisfy { $0.severity == .info }, "\(found)")
    }

    @Test(arguments: [
        ("iam:ListUser", "did you mean 'iam:ListUsers'?"), ("IAM:getuesr", "did you mean 'iam:GetUser'?"),
        ("cloudwatch:CreateLogStream", "did you mean 'logs:CreateLogStream'?"), ("s4:GetObject", "did you mean 's3'?"),
    ])
    func `a word that is not known comes with the one that was meant`(action: String, remedy: String) {
        let found = findings(#"{"Statement":{"Effect":"Allow","Action":"\#(action)","Resource":"*"}}"#)
        #expect(found.count == 1 && found[0].remedy.hasPrefix(remedy), "\(found)")
    }

    // What each condition lets through: IAM User Guide, "Secure API access with MFA".
    @Test(
        arguments: [
            ("Deny", #""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, PolicyLintCode.mfaAbsentPasses),
            ("Deny", #""Bool":{"aws:MultiFactorAuthPresent":false}"#, .mfaAbsentPasses),
            ("Deny", #""StringEquals":{"AWS:multifactorauthpresent":"false"}"#, .mfaAbsentPasses),
            ("Deny", #""NumericGreaterThan":{"aws:MultiFactorAuthAge":"3600"}"#, .mfaAbsentPasses),
            ("Deny", #""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#, nil),
            ("Deny", #""NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}"#, nil),
            ("Deny", #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, .mfaPresentDenied),
            ("Deny", #""BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}"#, .mfaPresentDenied),
            ("Deny", #""Null":{"aws:MultiFactorAuthPresent":"true"}"#, .mfaNullAlone),
            ("Deny", #""Null":{"aws:MultiFactorAuthAge":"true"}"#, nil),
            ("Allow", #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, nil),
            ("Allow", #""BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}"#, .mfaOptional),
            ("Allow", #""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#, nil),
            ("Allow", #""NumericLessThanIfExists":{"aws:MultiFactorAuthAge":"3600"}"#, .mfaOptional),
            ("Allow", #""Null":{"aws:MultiFactorAuthPresent":"false"}"#, .mfaNullAlone),
            ("Allow", #""Null":{"aws:MultiFactorAuthPresent":"false"},"Bool":{"aws:MultiFactorAuthPresent":"true"}"#, nil),
        ] as [(String, String, PolicyLintCode?)])
    func `a demand for MFA that does not hold for everyone is found`(effect: String, condition: String, code: PolicyLintCode?) {
        let text =
            #"{"Version":"2012-10-17","Statement":{"Effect":"\#(effect)","Action":"iam:GetUser","Resource":"*","Condition":{\#(condition)}}}"#
        #expect(findings(text).map(\.code) == (code.map { [$0] } ?? []))
    }

    @Test func `each statement is told what IAM refuses in it`() {
        let text =
            #"{"Statement":[{"Effect":"allow"},{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"x","Resource":"*"}]}"#
        #expect(findings(text).map(\.code) == [.unknownEffect, .invalidAction])
    }

    @Test func `an ARN of another partition than the one asked about is found alone`() {
        let text = #"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/*","arn:aws-cn:s3:::b/*"]}}"#
        #expect(findings(text, in: .china).map(\.position.column) == [68])
        #expect(findings(text, in: .aws).map(\.position.column) == [87])
        #expect(findings(text.replacing("aws-cn", with: "aws-xy")).map(\.code) == [.foreignPartition])
    }

    @Test func `findings show a terminal nothing but text`() {
        let text = #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","\u001b[2J\u0007":1}}"#
        #expect(findings(text).allSatisfy { finding in !(finding.message + finding.remedy).unicodeScalars.contains { $0.value < 0x20 } })
        #expect(findings(text).map(\.code) == [.unknownElement])
    }

    @Test(arguments: 1...200) func `no policy stops the linter, and findings come in the order of their places`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var text = RandomPolicy.text(&random)
        if random.chance(50) { text.removeLast(Int.random(in: 0...text.count, using: &random)) }
        for kind in PolicyKind.allCases {
            let places = findings(text, as: kind).map(\.position)
            #expect(places == places.sorted(), "seed \(seed): \(text)")
        }
    }

    @Test func `the table of codes in the reference is the one in the source`() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: root.appending(path: "docs/policies.md").standardizedFileURL, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- codes -->\n")
        try #require(parts.count == 3)
        #expect(parts[1] == PolicyLintCode.table, "replace the table by this:\n\(PolicyLintCode.table)")
    }
}
