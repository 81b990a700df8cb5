import IAM
import Testing

@Suite struct ResourceAndVariableTests {
    private func letter(
        _ element: String, on resource: String, effect: String = "Allow", version: String = "2012-10-17",
        _ context: [ContextKey: ContextValue] = [:]
    ) throws -> String {
        let tested = #"{"Effect":"\#(effect)","Action":"*",\#(element)}"#
        let set = PolicySet(identity: [try policy(tested, version: version)] + (effect == "Deny" ? [try policy(allowAll)] : []))
        return evaluate(try request("s3:GetObject", on: resource, context), under: set).decision.letter
    }

    @Test(arguments: [
        ("arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/alice", "A"),
        ("arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/Alice", "i"),
        ("arn:aws:iam::*:user/a*e", "arn:aws:iam::111122223333:user/a/b/e", "A"),
        ("arn:aws:iam::111122223333:user/alic?", "arn:aws:iam::111122223333:user/alice", "A"),
        ("arn:aws:s3:::b/folder/*/object", "arn:aws:s3:::b/folder/a:b/object", "A"),
        ("arn:aws:s3:::bucket*", "arn:aws:s3:::bucket:suffix/object", "A"),
        ("arn:aws:s3:::b/?", "arn:aws:s3:::b/\u{10450}", "i"), ("arn:aws:s3:::b/??", "arn:aws:s3:::b/\u{10450}", "A"),
        ("arn:aws:iam::111122223333:user/x", "*", "i"), ("*", "*", "A"), ("*", "arn:aws:s3:::b", "A"),
        ("arn:aws-cn:s3:::b", "arn:aws:s3:::b", "i"),
        ("arn:aws:iam::*", "arn:aws:iam::111122223333:user/x", "A"), ("arn:aws:s3*", "arn:aws:s3:::b", "?"),
        ("arn:aws:s3*", "arn:aws:iam::111122223333:user/x", "i"),
        ("arn:aws:sqs:eu*:111122223333:x", "arn:aws:sqs:eu:111122223333:111122223333:x", "?"), ("arn:aws:s*:::b", "arn:aws:s3:::b", "?"),
        ("arn:aws:s*:::b", "arn:aws:iam::111122223333:user/x", "i"),
        ("arn:aws:sqs:e*u:x:y", "arn:aws:sqs:e:111122223333:u:x:y", "i"),
        ("arn:aws:sqs:e?111122223333:x:y", "arn:aws:sqs:e:111122223333:x:y", "i"),
        ("arn:*:s3:::b/x", "arn:aws:s3:::b/x", "A"),
    ])
    func `resources match by segment, and across colons only in doubt`(_ pattern: String, _ resource: String, _ expected: String) throws {
        #expect(try letter(#""Resource":"\#(pattern)""#, on: resource) == expected)
        let negated = ["A": "i", "i": "A", "?": "?"][expected]
        #expect(try letter(#""NotResource":"\#(pattern)""#, on: resource) == negated)
    }

    @Test(arguments: [
        ("${aws:username}", [:] as [ContextKey: ContextValue], "alice", "A"), ("${AWS:UserName}", [:], "alice", "A"),
        ("${aws:username}", [:], "bob", "i"),
        ("${k}", ["k": "a*"], "a*", "A"), ("${k}", ["k": "a*"], "abc", "i"), ("${k}*", ["k": "a"], "abc", "A"), ("${k}", [:], "${k}", "i"),
        ("${k, 'dflt'}", [:], "dflt", "A"), ("${k,'dflt'}", ["k": "v"], "dflt", "i"), ("${k,'dflt'}", ["k": "v"], "v", "A"),
        ("${k,'a*'}", [:], "abc", "i"),
        ("a${*}b", [:], "a*b", "A"), ("a${*}b", [:], "axb", "i"), ("a${?}", [:], "a?", "A"), ("${$}{k}", ["k": "v"], "${k}", "A"),
        ("${k,'}'}", [:], "}", "A"),
        ("${k}", ["k": .many(["a"])], "a", "i"), ("${k, 'd'}", ["k": .many(["a"])], "d", "i"), ("${k", ["k": "v"], "${k", "?"),
        ("${}", [:], "${}", "?"),
    ])
    func `a variable is its value, literally`(_ pattern: String, _ context: [ContextKey: ContextValue], _ name: String, _ expected: String)
        throws
    {
        #expect(try letter(#""Resource":"arn:aws:s3:::b/\#(pattern)""#, on: "arn:aws:s3:::b/\(name)", context) == expected)
    }

    @Test(arguments: ["2008-10-17"])
    func `before 2012 a variable is only its characters`(_ version: String) throws {
        #expect(try letter(#""Resource":"arn:aws:s3:::b/${aws:username}""#, on: "arn:aws:s3:::b/alice", version: version) == "i")
        #expect(try letter(#""Resource":"arn:aws:s3:::b/${x}""#, on: "arn:aws:s3:::b/${x}", version: version) == "A")
    }

    @Test func `a variable without a value matches no resource, so that NotResource with it denies everything`() throws {
        #expect(try letter(#""Resource":"arn:aws:s3:::b/${k}""#, on: "arn:aws:s3:::b/x", effect: "Deny") == "A")
        #expect(try letter(#""NotResource":"arn:aws:s3:::b/${k}""#, on: "arn:aws:s3:::b/x", effect: "Deny") == "D")
        #expect(try letter(#""Resource":"*","Condition":{"StringEquals":{"a":"${k}"}}"#, on: "*", ["a": "x"]) == "i")
        #expect(try letter(#""Resource":"*","Condition":{"StringNotEquals":{"a":"${k}"}}"#, on: "*", ["a": "x"]) == "A")
        #expect(try letter(#""Resource":"*","Condition":{"StringNotLike":{"a":"${k}"}}"#, on: "*", ["a": "x", "k": .many(["x"])]) == "A")
    }

    @Test(arguments: [
        ("arn:aws:kms:us-east-1:${v}:key/*", "111122223333", "A"), ("arn:aws:kms:${v}:111122223333:key/*", "us-east-1", "A"),
        ("arn:${v}:kms:us-east-1:111122223333:key/*", "aws", "A"), ("arn:aws:${v}:us-east-1:111122223333:key/*", "kms", "A"),
        ("${v}", "arn:aws:kms:us-east-1:111122223333:key/k", "A"), ("${v}", "arn:aws:kms:us-east-1:111122223333:key/*", "i"),
        ("arn:aws:${v}", "kms", "i"), ("${v}", "*", "i"),
    ])
    func `a variable may stand anywhere in an ARN, as AWS's simulator was recorded`(_ pattern: String, _ value: String, _ expected: String)
        throws
    {
        let key = "arn:aws:kms:us-east-1:111122223333:key/k"
        #expect(try letter(#""Resource":"\#(pattern)""#, on: key, ["v": .single(value)]) == expected)
    }

    @Test func `an ARN that lacks parts is completed, in doubt where the policy names principals`() throws {
        let queue = "arn:aws:sqs:us-east-1:111122223333:queue"
        for short in ["arn:aws:sqs", "arn:aws:sqs:*", "arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:111122223333"] {
            #expect(try letter(#""Resource":"\#(short)""#, on: queue) == "A", "\(short)")
            #expect(try letter(#""Resource":"\#(short)""#, on: queue, effect: "Deny") == "D", "\(short)")
            #expect(try letter(#""NotResource":"\#(short)""#, on: queue) == "i", "\(short)")
            let open = #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"\#(short)"}"#
            let set = PolicySet(resource: try policy(open, as: .resource))
            #expect(evaluate(try request("sqs:SendMessage", on: queue), under: set).doubts == [.shortARN], "\(short)")
        }
        #expect(try letter(#""Resource":"arn:aws:sqs:us-west-2""#, on: queue) == "i")
        #expect(try letter(#""Resource":"arn:aws:ec2""#, on: queue) == "i")
    }

    @Test func `the answer says which keys were missing`() throws {
        let asking =
            #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${team}","Condition":{"StringEquals":{"level":"${rank}"}}}"#
        let other = #"{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"unasked":"1"}}}"#
        let set = PolicySet(identity: [try policy(asking, other)])
        #expect(evaluate(try request("s3:GetObject", on: "arn:aws:s3:::b/x"), under: set).missingKeys == ["team"])
        #expect(evaluate(try request("s3:GetObject", on: "arn:aws:s3:::b/x", ["Team": "x"]), under: set).missingKeys == ["level", "rank"])
    }

    @Test func `an undetermined answer gives its reason and the statements in doubt`() throws {
        let answer = evaluate(
            try request("s3:GetObject", on: "arn:aws:s3:::b"),
            under: PolicySet(identity: [try policy(#"{"Sid":"Short","Effect":"Allow","Action":"*","Resource":"arn:aws:s3*"}"#)]))
        #expect(answer.decision == .undetermined && answer.mayBeAllowed)
        #expect(answer.doubts == [.wildcardInService])
        #expect(answer.statements.map(\.sid) == ["Short"])
    }

    @Test func `a doubt that does not matter leaves the answer certain`() throws {
        let doubtful = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3*"}"#
        #expect(
            evaluate(try request("s3:GetObject", on: "arn:aws:s3:::b"), under: PolicySet(identity: [try policy(doubtful, allowAll)]))
                .decision == .allowed)
        #expect(
            evaluate(try request("s3:GetObject", on: "arn:aws:s3:::b"), under: PolicySet(identity: [try policy(doubtful, denyAll)]))
                .decision == .explicitDeny)
    }

    @Test func `only certain statements are named as deciding`() throws {
        let doubtful = #"{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3*"}"#
        let sure = #"{"Sid":"Sure","Effect":"Deny","Action":"*","Resource":"*"}"#
        let answer = evaluate(try request("s3:GetObject", on: "arn:aws:s3:::b"), under: PolicySet(identity: [try policy(doubtful, sure)]))
        #expect(answer.statements.map(\.sid) == ["Sure"])
    }
}
