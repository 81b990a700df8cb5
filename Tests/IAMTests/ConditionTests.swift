import IAM
import Testing

/// Conditions one by one. `+` the test holds, `-` it does not, `?` AWS's behaviour is unclear: seen through an Allow.
@Suite struct ConditionTests {
    private func sign(_ condition: String, _ value: ContextValue?, effect: String = "Allow", judge: PolicySet.Judge = .authorization) throws
        -> String
    {
        let tested = #"{"Effect":"\#(effect)","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
        let set = PolicySet(identity: [try policy(tested)] + (effect == "Deny" ? [try policy(allowAll)] : []), judge: judge)
        let decision = evaluate(try request("iam:GetUser", value.map { ["k": $0] } ?? [:]), under: set).decision
        switch decision {
        case .allowed: return effect == "Allow" ? "+" : "-"
        case .explicitDeny: return "+"
        case .implicitDeny: return "-"
        case .undetermined: return "?"
        }
    }

    private static let values: [(String, ContextValue?, String)] = [
        (#""StringEquals":{"k":"a*"}"#, "a*", "+"), (#""StringEquals":{"k":"a*"}"#, "ab", "-"), (#""StringEquals":{"k":"a"}"#, "A", "-"),
        (#""StringEquals":{"K":["b","a"]}"#, "a", "+"), (#""StringNotEquals":{"k":["b","a"]}"#, "a", "-"),
        (#""StringNotEquals":{"k":["b","a"]}"#, "c", "+"), (#""StringEqualsIgnoreCase":{"k":"AbC"}"#, "aBc", "+"),
        (#""StringNotEqualsIgnoreCase":{"k":"AbC"}"#, "aBc", "-"),
        (#""StringEqualsIgnoreCase":{"k":"S"}"#, "\u{17F}", "-"), (#""StringEqualsIgnoreCase":{"k":"\u03a3"}"#, "\u{3C2}", "-"),
        (#""StringEqualsIgnoreCase":{"k":"\u039f\u03a3"}"#, "\u{3BF}\u{3C2}", "+"),
        (#""StringEqualsIgnoreCase":{"k":"\u0130"}"#, "i\u{307}", "+"),
        (#""StringEqualsIgnoreCase":{"k":"\ud801\udc00"}"#, "\u{10428}", "-"), (#""StringLike":{"k":"a?c*"}"#, "abcd", "+"),
        (#""StringLike":{"k":"a?c*"}"#, "abd", "-"), (#""StringNotLike":{"k":"a*"}"#, "ab", "-"),
        (#""StringNotLike":{"k":"a*"}"#, "b", "+"),
        (#""StringLike":{"k":"?"}"#, "\u{10450}", "-"), (#""StringLike":{"k":"??"}"#, "\u{10450}", "+"),
        (#""StringEquals":{"k":"\u00e9"}"#, "e\u{301}", "-"), (#""StringEquals":{"k":7}"#, "7", "+"),
        (#""StringEquals":{"k":[]}"#, "a", "-"),
        (#""StringNotEquals":{"k":[]}"#, "a", "?"), (#""bool":{"k":"true"}"#, "true", "?"), (#""bool":{"k":"true"}"#, "false", "-"),
        (#""NumericEquals":{"k":"1"}"#, "01", "+"), (#""NumericEquals":{"k":1.0}"#, "+1", "+"),
        (#""NumericEquals":{"k":"10"}"#, "1e1", "+"),
        (#""NumericLessThan":{"k":"0"}"#, "-0.1", "+"), (#""NumericLessThan":{"k":"-2"}"#, "-10", "+"),
        (#""NumericLessThan":{"k":"2"}"#, "10", "-"),
        (#""NumericGreaterThan":{"k":"9007199254740992"}"#, "9007199254740993", "+"),
        (#""NumericGreaterThanEquals":{"k":"3"}"#, "3.00", "+"),
        (#""NumericLessThanEquals":{"k":"3"}"#, "3.01", "-"), (#""NumericEquals":{"k":"1"}"#, "one", "-"),
        (#""NumericNotEquals":{"k":"1"}"#, "one", "+"),
        (#""NumericNotEquals":{"k":"1"}"#, "1.0", "-"), (#""NumericEquals":{"k":"one"}"#, "1", "-"),
        (#""NumericNotEquals":{"k":"one"}"#, "1", "+"),
        (#""NumericNotEquals":{"k":"one"}"#, "one", "+"), (#""DateNotEquals":{"k":"soon"}"#, "soon", "+"),
        (#""NumericEquals":{"k":"0"}"#, "-0", "+"),
        (#""DateEquals":{"k":"2026-01-31"}"#, "2026-01-31T00:00:00Z", "+"),
        (#""DateEquals":{"k":"2026-01-31T09:00:00+09:00"}"#, "1769817600", "+"),
        (#""DateLessThan":{"k":"2026-01-31T00:00:00.002Z"}"#, "2026-01-31T00:00:00.001Z", "+"),
        (#""DateGreaterThan":{"k":"2024-02-29"}"#, "2024-03-01", "+"),
        (#""DateLessThanEquals":{"k":"1970-01-01"}"#, "0", "+"), (#""DateNotEquals":{"k":"2026-01-31"}"#, "soon", "+"),
        (#""DateEquals":{"k":"2026-01-31"}"#, "soon", "-"), (#""DateNotEquals":{"k":"2026-01-31"}"#, "2026-02-30", "+"),
        (#""DateGreaterThanEquals":{"k":"2026-01-31"}"#, "1769817599", "-"),
        (#""Bool":{"k":"true"}"#, "TRUE", "+"), (#""Bool":{"k":"false"}"#, "yes", "+"), (#""Bool":{"k":true}"#, "yes", "-"),
        (#""Bool":{"k":"yes"}"#, "false", "+"), (#""Bool":{"k":"yes"}"#, "true", "-"),
        (#""BinaryEquals":{"k":"QmluYXJ5"}"#, "QmluYXJ5", "+"), (#""BinaryEquals":{"k":"QmluYXJ5"}"#, "Qmlu", "-"),
        (#""IpAddress":{"k":"203.0.113.77/24"}"#, "203.0.113.5", "+"), (#""IpAddress":{"k":"203.0.113.0/24"}"#, "203.0.114.5", "-"),
        (#""IpAddress":{"k":"203.0.113.5"}"#, "203.0.113.5", "+"), (#""NotIpAddress":{"k":"203.0.113.0/24"}"#, "203.0.113.5", "-"),
        (#""NotIpAddress":{"k":"203.0.113.0/24"}"#, "2001:db8::1", "+"), (#""NotIpAddress":{"k":"203.0.113.0/24"}"#, "nowhere", "-"),
        (#""IpAddress":{"k":"0.0.0.0/0"}"#, "nowhere", "-"), (#""IpAddress":{"k":"203.0.113.0/24"}"#, "::ffff:203.0.113.5", "+"),
        (#""IpAddress":{"k":"::ffff:203.0.113.0/120"}"#, "203.0.113.5", "-"),
        (#""IpAddress":{"k":"203.000.113.005/032"}"#, "203.0.113.5", "+"),
        (#""IpAddress":{"k":"2001:db8::/32"}"#, "2001:0DB8:1::1", "+"), (#""IpAddress":{"k":"2001:db8::5/64"}"#, "2001:db8::5", "-"),
        (#""IpAddress":{"k":"2001:db8::4/127"}"#, "2001:db8::5", "+"), (#""NotIpAddress":{"k":"2001:db8::5/64"}"#, "2001:db8::5", "+"),
        (#""IpAddress":{"k":"2001:db8::1"}"#, "2001:db8:::1", "+"), (#""IpAddress":{"k":"0:2001:db8::1"}"#, ":2001:db8::1", "+"),
        (#""IpAddress":{"k":"::/0"}"#, "1::2::3", "-"),
        (#""IpAddress":{"k":"::/0"}"#, "::1.2.3.4", "-"), (#""NotIpAddress":{"k":"::/0"}"#, "::1.2.3.4", "-"),
        (#""NotIpAddress":{"k":"::1.2.3.4"}"#, "::102:304", "+"), (#""IpAddress":{"k":"::/0"}"#, "::-0", "-"),
        (#""IpAddress":{"k":["nonsense","203.0.113.0/24"]}"#, "203.0.113.5", "+"),
        (#""ArnLike":{"k":"arn:aws:iam::*:user/*"}"#, "arn:aws:iam::1:user/a:b/c", "+"),
        (#""ArnEquals":{"k":"arn:aws:iam::*:user/*"}"#, "arn:aws:iam::1:user/a", "+"),
        (#""ArnLike":{"k":"arn:aws:iam::*"}"#, "arn:aws:iam::1:user/a", "-"),
        (#""ArnLike":{"k":"arn:aws:*:1:user/a"}"#, "arn:aws:iam::1:user/a", "-"),
        (#""ArnLike":{"k":"arn:aws:iam::1:user/A"}"#, "arn:aws:iam::1:user/a", "-"),
        (#""ArnNotLike":{"k":"arn:aws:iam::2:*"}"#, "arn:aws:iam::1:user/a", "+"),
        (#""ArnNotEquals":{"k":"arn:aws:iam::2:*"}"#, "user/a", "-"), (#""ArnLike":{"k":"*"}"#, "arn:aws:iam::1:user/a", "+"),
        (#""ArnLike":{"k":"*"}"#, "user/a", "-"), (#""ArnLike":{"k":"${aws:PrincipalArn}"}"#, "arn:aws:iam::111122223333:user/alice", "+"),
        (#""ArnLike":{"k":["arn:aws:iam::1:*","user/x"]}"#, "arn:aws:iam::1:user/a", "+"),
        (#""ArnLike":{"k":["user/x","arn:aws:iam::1:*"]}"#, "arn:aws:iam::1:user/a", "-"),
        (#""Null":{"k":"true"}"#, nil, "+"), (#""Null":{"k":"true"}"#, "", "-"), (#""Null":{"k":false}"#, "", "+"),
        (#""Null":{"k":"false"}"#, nil, "-"),
        (#""Null":{"k":"true"}"#, .many([]), "-"), (#""Null":{"k":"yes"}"#, nil, "-"), (#""Null":{"k":"yes"}"#, "", "+"),
        (#""Null":{"k":"TRUE"}"#, nil, "+"),
    ]

    @Test(arguments: values)
    func `operators compare as live AWS was recorded`(_ condition: String, _ value: ContextValue?, _ expected: String) throws {
        #expect(try sign(condition, value) == expected)
        // Where a test holds for certain, a Deny with it denies; a malformed ARN, which never allows, denies too.
        let isMalformed = condition.contains("[\"user/x\"") || condition.contains("arn:aws:iam::*\"") || condition.contains("arn:aws:*:1")
        #expect(try sign(condition, value, effect: "Deny") == (isMalformed ? "+" : expected))
    }

    @Test(arguments: ConditionOperator.allCases.filter { $0 != .null })
    func `a missing key fails a positive operator, satisfies a negated one, and IfExists`(_ comparison: ConditionOperator) throws {
        #expect(try sign(#""\#(comparison.rawValue)":{"k":"1"}"#, nil) == (comparison.isNegated ? "+" : "-"))
        #expect(try sign(#""\#(comparison.rawValue)IfExists":{"k":"1"}"#, nil) == "+")
        #expect(try sign(#""ForAllValues:\#(comparison.rawValue)":{"k":"1"}"#, nil) == "+")
        #expect(try sign(#""ForAnyValue:\#(comparison.rawValue)":{"k":"1"}"#, nil) == "-")
        #expect(try sign(#""ForAnyValue:\#(comparison.rawValue)IfExists":{"k":"1"}"#, nil) == "-")
    }

    @Test(arguments: ConditionOperator.allCases.filter { $0 != .null }, [["1"], ["1", "2"], []])
    func `a multivalued key never matches a plain operator`(_ comparison: ConditionOperator, _ values: [String]) throws {
        #expect(try sign(#""\#(comparison.rawValue)":{"k":"1"}"#, .many(values)) == "-")
        #expect(try sign(#""\#(comparison.rawValue)IfExists":{"k":"1"}"#, .many(values)) == "-")
    }

    @Test(arguments: [
        ("ForAllValues:StringEquals", ["a", "b"], "+"), ("ForAllValues:StringEquals", ["a", "x"], "-"),
        ("ForAllValues:StringEquals", [], "+"),
        ("ForAllValues:StringEquals", [""], "-"), ("ForAnyValue:StringEquals", ["x", "a"], "+"), ("ForAnyValue:StringEquals", ["x"], "-"),
        ("ForAnyValue:StringEquals", [], "-"), ("ForAllValues:StringNotEquals", ["x", "y"], "+"),
        ("ForAllValues:StringNotEquals", ["x", "a"], "-"),
        ("ForAnyValue:StringNotEquals", ["x", "a"], "+"), ("ForAnyValue:StringNotEquals", ["a", "b"], "-"),
        ("ForAnyValue:StringEqualsIfExists", [], "-"),
    ])
    func `set operators compare every value`(_ name: String, _ values: [String], _ expected: String) throws {
        #expect(try sign(#""\#(name)":{"k":["a","b"]}"#, .many(values)) == expected)
    }

    @Test func `the simulator differs where a value cannot be converted`() throws {
        #expect(try sign(#""NumericNotEquals":{"k":"1"}"#, "one", judge: .simulator) == "-")
        #expect(try sign(#""DateNotEquals":{"k":"2026-01-31"}"#, "soon", judge: .simulator) == "+")
        #expect(try sign(#""NotIpAddress":{"k":["nonsense"]}"#, "203.0.113.5", judge: .simulator) == "-")
        #expect(try sign(#""NotIpAddress":{"k":["nonsense"]}"#, "203.0.113.5") == "+")
        for odd in ["2001:db8::5/64", "::ffff:203.0.113.0/120"] {
            #expect(try sign(#""NotIpAddress":{"k":"\#(odd)"}"#, "203.0.113.5", judge: .simulator) == "-")
            #expect(try sign(#""NotIpAddress":{"k":"\#(odd)"}"#, "203.0.113.5") == "+")
            #expect(try sign(#""NotIpAddress":{"k":["203.0.113.0/24","\#(odd)"]}"#, "203.0.113.5", judge: .simulator) == "-")
        }
    }

    @Test func `every operator and every key must hold`() throws {
        let both = #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a":"1","b":"2"},"Bool":{"c":"true"}}}"#
        for (context, isAllowed) in [
            (["a": "1", "b": "2", "c": "true"], true), (["a": "1", "b": "2"], false), (["a": "1", "b": "1", "c": "true"], false),
        ] as [([ContextKey: ContextValue], Bool)] {
            #expect(
                (evaluate(try request("iam:GetUser", context), under: PolicySet(identity: [try policy(both)])).decision == .allowed)
                    == isAllowed)
        }
    }

    /// A Deny that asks for MFA: at the console without, with an access key, with MFA.
    @Test(arguments: [
        (#""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, "DAA"), (#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#, "DDA"),
        (#""Null":{"aws:MultiFactorAuthPresent":"true"}"#, "ADA"), (#""BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}"#, "ADD"),
    ])
    func `only BoolIfExists false denies both ways of having no MFA`(_ condition: String, _ expected: String) throws {
        let deny = #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
        let set = PolicySet(identity: [try policy(allowAll), try policy(deny)])
        #expect(
            try Session.allCases.map { evaluate(try request("s3:GetObject", $0.context), under: set).decision.letter }.joined() == expected)
    }
}
