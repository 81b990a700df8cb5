import IAM
import Testing

@Suite struct PolicyParserTests {
    private static func statement(_ more: String) -> String {
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:GetUser\",\"Resource\":\"*\"\(more)}]}"
    }

    private func failure(_ text: String, as kind: PolicyKind = .managed) -> PolicySyntaxError? {
        do throws(PolicySyntaxError) {
            _ = try PolicyDocument(parsing: text, as: kind)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        #"{"Version":"2008-10-17","Statement":[{"Effect":"Deny","NotAction":["iam:*"],"NotResource":["arn:aws:s3:::b"]}]}"#,
        #"{"Version":"2012-10-17","Statement":[]}"#,
        statement(#","Sid":"""#),
        statement(#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}"#),
        statement(#","Condition":{"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":["a*","b"]}}"#),
        statement(#","Condition":{"bool":{"aws:SecureTransport":"false"}}"#),
        "\t\r\n " + statement("") + "\n",
    ])
    func `IAM stores it, and so is it read`(_ text: String) {
        #expect(failure(text) == nil)
    }

    @Test(arguments: [
        ("{\n  \"Version\": \"2012-10-17\",\n  \"Version\": \"2012-10-17\"}", "line 3, column 3: duplicate key 'Version'"),
        (statement(#","Effect":"Deny""#), "line 1, column 94: duplicate key 'Effect'"),
        ("{\"Statement\":[\n{\"Effect\":\"allow\"}]}", "line 2, column 11: unknown effect 'allow': it is Allow or Deny"),
        (#"{"Version":"2012-10-18","Statement":[]}"#, "line 1, column 12: unknown version '2012-10-18': it is 2012-10-17 or 2008-10-17"),
        (#"{"Id":"x","Statement":[]}"#, "line 1, column 2: 'Id' must not stand in a managed policy"),
        (#"{"Version":"2012-10-17"}"#, "line 1, column 1: 'Statement' is missing"),
        (#"{"Statement":[],"Note":1}"#, "line 1, column 17: unknown element 'Note'"),
        (#"{"Statement":[{"Effect":"Allow","Action":"*"}]}"#, "line 1, column 15: 'Resource' is missing"),
        (#"{"Statement":[{"Effect":"Allow","Resource":"*"}]}"#, "line 1, column 15: 'Action' is missing"),
        (#"{"Statement":[{"Action":"*","Resource":"*"}]}"#, "line 1, column 15: 'Effect' is missing"),
        (statement(#","NotAction":"*""#), "line 1, column 94: 'Action' and 'NotAction' exclude each other"),
        (statement(#","Principal":"*""#), "line 1, column 94: 'Principal' must not stand in a managed policy"),
        (statement(#","Sid":"a-b""#), "line 1, column 100: invalid statement id 'a-b': it has ASCII letters and digits only"),
        (statement(#","Condition":{"StringIs":{"a":"b"}}"#), "line 1, column 107: unknown condition operator 'StringIs'"),
        (statement(#","Condition":{"NullIfExists":{"a":"true"}}"#), "line 1, column 107: unknown condition operator 'NullIfExists'"),
        (statement(#","Condition":{"NumericEquals":{"a":"x"}}"#), "line 1, column 128: 'x' is no value that NumericEquals compares with"),
        (
            statement(#","Condition":{"IpAddress":{"a":"2001:db8::5/64"}}"#),
            "line 1, column 124: '2001:db8::5/64' is no value that IpAddress compares with"
        ),
        (statement(#","Condition":{"ArnLike":{"a":"user/x"}}"#), "line 1, column 122: 'user/x' is no value that ArnLike compares with"),
        (
            statement(#","Condition":{"DateLessThan":{"a":"soon"}}"#),
            "line 1, column 127: 'soon' is no value that DateLessThan compares with"
        ),
        (
            statement(#","Condition":{"StringEquals":{"a":null}}"#),
            "line 1, column 127: 'a' must be a string, a number or a boolean, not null"
        ),
        (
            #"{"Statement":[{"Effect":"Allow","Action":"iam","Resource":"*"}]}"#,
            "line 1, column 42: invalid action 'iam': it is * or SERVICE:NAME, with wildcards in the name only"
        ),
        (
            #"{"Statement":[{"Effect":"Allow","Action":["a:b","i*:Get"],"Resource":"*"}]}"#,
            "line 1, column 49: invalid action 'i*:Get': it is * or SERVICE:NAME, with wildcards in the name only"
        ),
        (
            #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"user/x"}]}"#,
            "line 1, column 57: invalid resource 'user/x': it is * or begins with arn:"
        ),
        ("{\"Statement\":[]} x", "line 1, column 18: found 'x' instead of the end of the policy"),
        ("{\"Statement\":[}", "line 1, column 15: found '}' instead of a value"),
        ("{\"Statement\":", "line 1, column 14: found the end of the text instead of a value"),
        ("", "line 1, column 1: found the end of the text instead of a value"),
        ("{\"Id\":\"\u{20AC}\"}", "line 1, column 8: the character U+20AC cannot stand in a policy; write it as an escape in a string"),
        ("{\"Id\":\"\\ud800\"}", "line 1, column 8: not an escape of JSON"),
        ("[]", "line 1, column 1: 'policy' must be an object, not an array"),
    ])
    func `what IAM refuses is refused where it stands`(_ text: String, _ message: String) {
        #expect(failure(text)?.description == message)
    }

    /// Each was taken by CreatePolicy. Source: the tests of moto's `policy_validation`, which were written beside AWS.
    @Test(arguments: [
        #""Action":"iam: asdf safdsf af ""#, #""Action":"s3:""#, #""Action":"s3-s.x:ListBucket""#, #""Action":"*:ListBucket""#,
        #""Action":"*","Condition":{}"#, #""Action":"*","Condition":{"DateGreaterThan":{}}"#, #""Action":"*","Condition":{"a":{}}"#,
        #""Action":"*","Condition":{"DateGreaterThan":{"a":[]}}"#, #""Action":"*","Condition":{"x":{},"y":{}}"#,
        #""Action":"*","Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+23"}}"#,
        #""Action":"*","Condition":{"DateLessThan":{"a":"-292275054"}}"#, #""Action":"*","Sid":"""#,
    ])
    func `what IAM takes is taken, odd as it is`(_ elements: String) {
        #expect(failure(#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",\#(elements)}}"#) == nil)
    }

    @Test(arguments: [
        #""Action":"a a:ListBucket""#, #""Action":"s3:List:Bucket""#, #""NotAction":"""#, #""Action":"x*:Get""#, #""Action":":Get""#,
        #""Action":"*","Condition":[]"#, #""Action":"*","Condition":"a""#, #""Action":"*","Condition":{"a":"b"}"#,
        #""Action":"*","Condition":{"DateGreaterThan":[]}"#, #""Action":"*","Condition":{"x":{"a":"1"}}"#,
        #""Action":"*","Condition":{"ForAnyValue::StringEqualsIfExists":{"a":"asf"}}"#,
        #""Action":"*","Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+1"}}"#,
        #""Action":"*","Condition":{"DateLessThanEquals":{"a":"234-13"}}"#, #""Action":"*","Sid":{}"#, #""Action":{}"#, #""Action":[[]]"#,
        #""Action":"*","NotAction":[]"#, #""Action":"*","NotResource":[]"#,
    ])
    func `what CreatePolicy refuses is refused`(_ elements: String) {
        #expect(failure(#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",\#(elements)}}"#) != nil)
    }

    @Test(arguments: (0..<100).map { UInt64($0) * 7_919 + 1 })
    func `a string is what its characters and escapes stand for`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces = [
            ("a", "a"), ("b?*", "b?*"), ("é", "é"), (#"\u00e9"#, "é"), (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), ("{}[],:", "{}[],:"),
            (#"\t"#, "\t"), ("", ""), ("\u{7F}", "\u{7F}"),
        ]
        let chosen = (0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(random.chance(50) ? Array(pieces[..<2]) : pieces) }
        let first = #"{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::\#(chosen.map(\.0).joined())"},"#
        let read = try document(first + allowAll + "]}")
        let resource = try #require(read.statements.first?.resources?.items.first)
        #expect(Array(resource.text.utf8) == Array("arn:aws:s3:::\(chosen.map(\.1).joined())".utf8), "seed \(seed), \(first)")
        #expect(read.statements.last?.position == TextPosition(line: 1, column: first.unicodeScalars.count + 1), "seed \(seed), \(first)")
    }

    @Test func `resources that only look alike are read each by itself`() throws {
        let alike = ["arn:aws:s3:::caf\u{E9}/*", #"arn:aws:s3:::cafe\u0301/*"#, "arn:aws:s3:::caf\u{E9}/*"]
        let statements = alike.map { #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"\#($0)"}"# }
        let read = try document(#"{"Statement":[\#(statements.joined(separator: ","))]}"#)
        #expect(read.statements.flatMap { $0.resources?.items ?? [] }.map(\.text.unicodeScalars.count) == [19, 20, 19])
    }

    @Test func `statement ids are unique in their policy, but for empty ones`() {
        let one = #"{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"}"#
        let empty = #"{"Sid":"","Effect":"Allow","Action":"*","Resource":"*"}"#
        #expect(failure("{\"Statement\":[\(one),\(one)]}")?.problem == .duplicateSid("a"))
        #expect(failure("{\"Statement\":[\(empty),\(empty)]}") == nil)
    }

    @Test(arguments: PolicyKind.allCases)
    func `only policies on resources name principals and have an Id`(_ kind: PolicyKind) {
        let principal =
            #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*""#
            + (kind == .trust ? "}]}" : #","Resource":"*"}]}"#)
        let without = #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        let names = [.resource, .trust, .resourceControl, .simulatedResource].contains(kind)
        #expect((failure(principal, as: kind) == nil) == names)
        #expect((failure(without, as: kind) == nil) == !names)
        #expect(
            (failure(#"{"Id":"x","Statement":[]}"#, as: kind) == nil) == [.resource, .trust, .simulated, .simulatedResource].contains(kind))
    }

    @Test(arguments: [
        (#""*""#, true), (#"{"AWS":["111122223333","arn:aws:iam::111122223333:user/a/b"]}"#, true),
        (#"{"Service":"ec2.amazonaws.com"}"#, true),
        (#"{"AWS":"arn:aws:iam::111122223333:group/g"}"#, false), (#"{"AWS":"arn:aws:iam::111122223333:user/*"}"#, false),
        (#""111122223333""#, false), (#"{"Group":"g"}"#, false), (#"["*"]"#, false), (#"{"AWS":"AIDACKCEVSQ6C2EXAMPLE"}"#, true),
    ])
    func `a principal is everyone, an account, a user, a role or a service, never a group`(_ principal: String, _ isTaken: Bool) {
        let text = #"{"Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}]}"#
        #expect((failure(text, as: .trust) == nil) == isTaken)
    }

    @Test func `white space does not count against the quota`() throws {
        let long = String(repeating: "a", count: 1_950)
        let text = Self.statement(#","Sid":"\#(long)""#)
        let spread = text.replacing(",", with: " ,\n\t ")
        #expect(try document(spread).size == text.unicodeScalars.count)
        #expect(failure(spread, as: .userInline)?.problem == .tooLong(size: 2_054, limit: 2_048))
        #expect(failure(spread, as: .groupInline) == nil)
    }

    @Test func `nesting without end is refused, not followed`() {
        #expect(failure(String(repeating: "[", count: 100_000))?.problem == .tooDeep(32))
        #expect(failure(String(repeating: "{\"a\":", count: 100_000))?.problem == .tooDeep(32))
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `no text makes the parser trap`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let whole = Self.statement(#","Condition":{"Bool":{"a":["${x, 'y'}",true,1.5e3,"\u00e9\n"]}}"#)
        for _ in 0..<500 {
            var scalars = Array(whole.unicodeScalars)
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                let place = Int.random(in: scalars.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(random.pick(Array("{}[]\",:\\u0tfn-eE.$ \u{1F600}".unicodeScalars)), at: place)
                case 2: scalars.removeSubrange(place...)
                default: scalars.swapAt(place, scalars.indices.lowerBound)
                }
                if scalars.isEmpty { scalars = ["{"] }
            }
            let text = String(String.UnicodeScalarView(scalars))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
            if let error = failure(text) { #expect(error.position.line <= lines, "seed \(seed): \(text)") }
        }
    }
}
