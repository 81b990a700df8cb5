import Foundation
import IAM
import Testing

/// Inputs of `simulate-custom-policy` and what AWS answered to such ones, as published recordings have it.
@Suite struct SimulatorTests {
    private static let allow = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#
    private static let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}"#
    private static let objects = ["arn:aws:s3:::bucket/a", "arn:aws:s3:::bucket/b"]
    private static let user = "arn:aws:iam::123456789012:user/team/probe"

    private static func allow(when condition: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{\#(condition)}}]}"#
    }

    private func results(_ set: (inout SimulationInput) -> Void) throws -> [SimulationResult] {
        var input = SimulationInput()
        input.actions = ["s3:GetObject"]
        set(&input)
        var simulator = Simulator()
        return try simulator.results(of: input)
    }

    private func decision(_ set: (inout SimulationInput) -> Void) throws -> Evaluation.Decision? {
        try results(set).first?.decision.decision
    }

    private func message(_ set: (inout SimulationInput) -> Void) -> String? {
        do {
            _ = try results(set)
            return nil
        } catch { return "\(error)" }
    }

    private static func isAbout(_ action: String, _ resource: String) -> Bool {
        resource == "*"
            || (action.lowercased().hasPrefix("s3:") ? resource.contains(":s3:") : resource.contains(":user/") && action.hasSuffix("User"))
    }

    // Answers

    @Test func `an answer without resources has the members of the AWS CLI in its order`() throws {
        let results = try results { $0.policies = [Self.allow] }
        #expect(
            SimulationWriter.line(results)
                == #"{"EvaluationResults":[{"EvalActionName":"s3:GetObject","EvalResourceName":"*","EvalDecision":"allowed","#
                + #""MatchedStatements":[{"SourcePolicyId":"PolicyInputList.1","SourcePolicyType":"IAM Policy","#
                + #""StartPosition":{"Line":1,"Column":38},"EndPosition":{"Line":1,"Column":95}}],"MissingContextValues":[]}],"#
                + #""IsTruncated":false}"# + "\n")
    }

    @Test func `an answer with resources has a result for each and the strictest of them`() throws {
        let only = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/a"}]}"#
        let results = try results {
            $0.policies = [only]
            $0.resources = Self.objects
            $0.boundaries = [Self.allow]
        }
        let place =
            #"[{"SourcePolicyId":"PolicyInputList.1","SourcePolicyType":"IAM Policy","StartPosition":{"Line":1,"Column":38},"#
            + #""EndPosition":{"Line":1,"Column":115}}]"#
        let bounded = #""PermissionsBoundaryDecisionDetail":{"AllowedByPermissionsBoundary":true}"#
        #expect(
            SimulationWriter.line(results)
                == #"{"EvaluationResults":[{"EvalActionName":"s3:GetObject","EvalResourceName":"arn:aws:s3:::${BucketName}/${KeyName}","#
                + #""EvalDecision":"implicitDeny","MatchedStatements":\#(place),"MissingContextValues":[],\#(bounded),"#
                + #""EvalDecisionDetails":{},"ResourceSpecificResults":[{"EvalResourceName":"arn:aws:s3:::bucket/a","#
                + #""EvalResourceDecision":"allowed","MatchedStatements":\#(place),\#(bounded)},{"EvalResourceName":"arn:aws:s3:::bucket/b","#
                + #""EvalResourceDecision":"implicitDeny",\#(bounded)}]}],"IsTruncated":false}"# + "\n")
    }

    /// A statement's place begins behind the bracket or the statement before it, and ends behind its own brace.
    @Test(arguments: [
        (
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"First"},"#
                + #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"Second"}]}"#, ["1:38-1:109", "1:109-1:182"]
        ),
        (#"{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}"#, ["1:16-1:77"]),
        (
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n"
                + "      \"Resource\": \"*\"\n    }\n  ]\n}", ["3:17-8:6"]
        ),
        (
            " \r\n{\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\",\r\n      \"Action\": \"s3:GetObject\",\r\n      \"Resource\": \"*\"\r\n"
                + "    }\r\n  ]\r\n}\r\n ", ["3:17-8:6"]
        ),
        ("{\"Statement\":\r[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}", ["2:2-2:48"]),
    ])
    func `places are AWS's`(_ policy: String, _ expected: [String]) throws {
        let matched = try results { $0.policies = [policy] }[0].decision.matched
        #expect(
            matched.map { "\($0.extent.start.line):\($0.extent.start.column)-\($0.extent.end.line):\($0.extent.end.column)" } == expected)
    }

    @Test func `missing keys are all that any statement asks for and nobody gave, and only for an implicit denial`() throws {
        let other =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/${aws:username}","#
            + #""Condition":{"StringEquals":{"k:one":"${k:two}","aws:userid":"x"}}}]}"#
        let bound = Self.allow(when: #""Bool":{"k:three":"true"}"#)
        let denied = try results { ($0.policies, $0.boundaries) = ([other], [bound]) }
        #expect(denied[0].decision.missingKeys == ["aws:userid", "aws:username", "k:one", "k:three", "k:two"])
        let named = try results {
            ($0.policies, $0.boundaries, $0.caller) = ([other], [bound], Self.user)
            $0.context = [SimulatedKey(name: "K:ONE", type: "string", values: ["1"])]
        }
        #expect(named[0].decision.missingKeys == ["aws:userid", "aws:username", "k:three", "k:two"])
        #expect(try results { $0.policies = [other, Self.allow] }[0].decision.missingKeys == [])
        #expect(try results { $0.policies = [other, Self.deny] }[0].decision.missingKeys == [])
    }

    @Test func `a boundary that denies is named, one that allows is not`() throws {
        let allowed = try results { ($0.policies, $0.boundaries) = ([Self.allow], [Self.allow]) }
        #expect(allowed[0].decision.matched.map(\.policy) == ["PolicyInputList.1"])
        let denied = try results { ($0.policies, $0.boundaries) = ([Self.deny], [Self.deny]) }
        #expect(denied[0].decision.matched.map(\.policy) == ["PermissionsBoundaryPolicyInputList.1", "PolicyInputList.1"])
        #expect(denied[0].decision.allowedByBoundary == false)
    }

    @Test func `where control policies do not allow nothing else is asked`() throws {
        let all = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        let put = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}"#
        func ask(_ levels: [[String]], _ policy: String = Self.allow) throws -> (Evaluation.Decision, Bool?, Int) {
            let answer = try results { ($0.policies, $0.controlLevels) = ([policy], levels) }[0].decision
            return (answer.decision, answer.allowedByOrganizations, answer.matched.count)
        }
        #expect(try ask([[all], [all]]) == (.allowed, true, 1))
        #expect(try ask([[all], [Self.deny]]) == (.explicitDeny, false, 0))
        #expect(try ask([[Self.deny, all], [all]]) == (.explicitDeny, false, 0))
        #expect(try ask([[all], [put]]) == (.implicitDeny, false, 0))
        #expect(try ask([[put]], Self.deny) == (.implicitDeny, false, 0))
    }

    // Resource policies

    private static func opening(to principal: String, effect: String = "Allow") -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"\#(effect)","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","#
            + #""Principal":{"AWS":"\#(principal)"}}]}"#
    }

    /// In the same account, whomever the policy names, and whatever the boundary is silent about; across accounts both sides.
    @Test(arguments: [
        ("*", nil, Evaluation.Decision.allowed), ("123456789012", nil, .allowed), ("arn:aws:iam::123456789012:root", nil, .allowed),
        (user, nil, .allowed), ("444455556666", nil, .implicitDeny), ("*", "arn:aws:iam::123456789012:root", .allowed),
        ("*", "arn:aws:iam::999999999999:root", .implicitDeny),
    ])
    func `a resource policy opens its own account's resources by itself`(
        _ principal: String, _ owner: String?, _ expected: Evaluation.Decision
    )
        throws
    {
        for boundary in [[], [Self.allow(when: #""Bool":{"k:no":"true"}"#)]] {
            let answer = try results {
                ($0.resources, $0.boundaries, $0.resourcePolicy) = ([Self.objects[0]], boundary, Self.opening(to: principal))
                ($0.caller, $0.resourceOwner) = (Self.user, owner)
            }[0].decision
            #expect(answer.decision == expected)
            #expect(answer.matched.map(\.policy) == (expected == .allowed ? ["ResourcePolicy"] : []))
        }
        let denied = try decision {
            ($0.resources, $0.boundaries, $0.resourcePolicy) = ([Self.objects[0]], [Self.deny], Self.opening(to: principal))
            ($0.caller, $0.resourceOwner) = (Self.user, owner)
        }
        #expect(denied == .explicitDeny)
    }

    @Test func `a bare principal is taken for an AWS one`() throws {
        let open = #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"\#(Self.user)"}}"#
        #expect(try decision { ($0.resourcePolicy, $0.caller, $0.resources) = (open, Self.user, [Self.objects[0]]) } == .allowed)
    }

    @Test func `across accounts the answer says what each side says`() throws {
        let results = try results {
            ($0.resources, $0.resourcePolicy, $0.caller) = ([Self.objects[0]], Self.opening(to: "*"), Self.user)
            $0.resourceOwner = "arn:aws:iam::999999999999:root"
        }
        #expect(
            SimulationWriter.line(results).contains(#""EvalDecisionDetails":{"IAM Policy":"implicitDeny","Resource Policy":"allowed"}"#))
        // Without its policy nobody asks the resource, whosever it is.
        let alone = try decision {
            ($0.policies, $0.caller) = ([#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#], Self.user)
            ($0.actions, $0.resources) = (["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:999999999999:q"])
        }
        #expect(alone == .allowed)
    }

    @Test(arguments: ["user/team/probe", "group/team/probe", "role/team/probe"])
    func `users, groups and roles may call`(_ name: String) throws {
        let caller = "arn:aws:iam::123456789012:\(name)"
        func holds(_ condition: String) throws -> Bool {
            try decision { ($0.policies, $0.caller) = ([Self.allow(when: condition)], caller) } == .allowed
        }
        #expect(try holds(#""ArnEquals":{"aws:PrincipalArn":"\#(caller)"},"StringEquals":{"aws:PrincipalAccount":"123456789012"}"#))
        #expect(try holds(#""StringEquals":{"aws:userid":"\#(caller)"}"#))
        #expect(try holds(#""StringEquals":{"aws:username":"probe"}"#) == name.hasPrefix("user/"))
        #expect(try holds(#""Null":{"aws:PrincipalType":"true","aws:MultiFactorAuthPresent":"true"}"#))
    }

    @Test func `without a caller there is a user id that AWS made up`() throws {
        let expected = #""StringEquals":{"aws:userid":"STUB_PRINCIPAL_FOR_POLICY_SIMULATOR"},"Null":{"aws:PrincipalArn":"true"}"#
        #expect(try decision { $0.policies = [Self.allow(when: expected)] } == .allowed)
    }

    // Values

    @Test(arguments: [
        ("numeric", "01.00", "1.00"), ("numeric", "1e2", "1E+2"), ("numeric", "+1", "1"), ("numeric", "-0.5", "-0.5"),
        ("numeric", "0.0000001", "1E-7"), ("numeric", "-0", "0"), ("numeric", "12e-1", "1.2"), ("boolean", "TRUE", "true"),
        ("boolean", "yes", "false"), ("date", "2035-01-02", "2035-01-02T00:00:00.000Z"), ("date", "2035", "2035-01-01T00:00:00.000Z"),
        ("date", "1969-12-31T23:59:59.9999-01:00", "1970-01-01T00:59:59.999Z"), ("date", "0", "1970-01-01T00:00:00.000Z"),
        ("date", "2000-02-29T12", "2000-02-29T12:00:00.000Z"), ("ip", "::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("binary", "YQ==", "YQ=="),
        ("string", " a", " a"),
    ])
    func `typed values have one spelling`(_ type: String, _ value: String, _ spelling: String) throws {
        for (type, condition) in [(type, "StringEquals"), (type + "List", "ForAllValues:StringEquals")] {
            let answer = try decision {
                $0.policies = [Self.allow(when: #""\#(condition)":{"k:v":"\#(spelling)"}"#)]
                $0.context = [SimulatedKey(name: "k:v", type: type, values: [value])]
            }
            #expect(answer == .allowed)
        }
    }

    @Test func `a list is a list even with one value`() throws {
        for (condition, isAllowed) in [("StringEquals", false), ("StringNotEquals", false), ("ForAnyValue:StringEquals", true)] {
            let answer = try decision {
                $0.policies = [Self.allow(when: #""\#(condition)":{"k:v":"yes"}"#)]
                $0.context = [SimulatedKey(name: "k:v", type: "stringList", values: ["yes"])]
            }
            #expect((answer == .allowed) == isAllowed, "\(condition)")
        }
    }

    // Refusals

    private static func given(_ name: String, _ type: String?, _ values: [String]) -> (inout SimulationInput) -> Void {
        { $0.context = [SimulatedKey(name: name, type: type, values: values)] }
    }

    private static let refusals: [(@Sendable (inout SimulationInput) -> Void, String)] = [
        ({ $0.actions = ["GetObject"] }, "InvalidInput: The action is invalid since it is missing names"),
        ({ $0.actions = [] }, "InvalidInput: ActionNames cannot be empty."),
        ({ $0.resources = ["not-an-arn"] }, "InvalidInput: ResourceNames are not in a valid ARN format: not-an-arn."),
        ({ $0.resources = ["arn:aws:s3"] }, "InvalidInput: ResourceNames are not in a valid ARN format: arn:aws:s3."),
        ({ $0.resources = ["arn:aws:s3:::b", "*"] }, "InvalidInput: ResourceNames are not in a valid ARN format: *."),
        (
            { $0.policies = [allow, "{"] },
            "InvalidInput: Policy input list item 2 has invalid content: line 1, column 2: found the end of the text instead of a key in quotes"
        ),
        (
            { $0.policies = [allow(when: #""NumericEquals":{"k":"x"}"#)] },
            "InvalidInput: Policy input list item 1 has invalid content: line 1, column 129: 'x' is no value that NumericEquals compares with"
        ),
        ({ $0.boundaries = [allow, allow] }, "InvalidInput: The list of Permissions Boundary policies cannot exceed 1 items."),
        ({ $0.controlLevels = [[]] }, "InvalidInput: Organization policy at index 1 must contain at least one service control policy"),
        ({ $0.resourcePolicy = opening(to: "*") }, "InvalidInput: Invalid caller - Caller cannot be null or empty."),
        (
            { $0.caller = "arn:aws:iam::123456789012:root" },
            "InvalidInput: Invalid caller - Caller must be an IAM user, role or group in this context."
        ),
        ({ $0.resourceOwner = "123456789012" }, "InvalidInput: Invalid Resource Owner."),
        ({ given("", "string", ["a"])(&$0) }, "InvalidInput: ContextKeyName cannot be null or empty."),
        ({ given("k:v", nil, ["a"])(&$0) }, "InvalidInput: Context key k:v has invalid type null."),
        ({ given("k:v", "string", [])(&$0) }, "InvalidInput: Context values for context key k:v cannot be null or empty."),
        ({ given("k:v", "string", ["a", "b"])(&$0) }, "InvalidInput: Context key string expected a single value, but received 2."),
        ({ given("k:v", "numeric", ["0x10"])(&$0) }, "InvalidInput: Invalid context value for key k:v: expected numeric format."),
        ({ given("k:v", "numeric", ["NaN"])(&$0) }, "InvalidInput: Invalid context value for key k:v: expected numeric format."),
        ({ given("k:v", "dateList", ["tomorrow"])(&$0) }, "InvalidInput: Invalid context value for key k:v: expected DateTime format."),
        ({ given("k:v", "ip", ["999.0.0.1"])(&$0) }, "InvalidInput: Invalid context value for key k:v: expected IP address."),
        (
            { given("k:v", "binary", ["!base64"])(&$0) },
            "InvalidInput: Invalid context value for key k:v: expected base-64 encoded binary format."
        ),
        (
            {
                $0.context = [
                    SimulatedKey(name: "k:v", type: "string", values: ["a"]), SimulatedKey(name: "K:V", type: "string", values: ["b"]),
                ]
            }, "InvalidInput: Duplicate context key: K:V."
        ),
    ]

    @Test(arguments: refusals.indices)
    func `what AWS refuses is refused in its words`(_ index: Int) {
        #expect(message(Self.refusals[index].0) == Self.refusals[index].1)
    }

    @Test(arguments: ["s3:*", "madeup:Action", "s3:", "s3:Get Object", "S3:gEtObJeCt"])
    func `an action need not exist, and its wildcards are none`(_ action: String) throws {
        let answer = try decision { ($0.policies, $0.actions) = ([Self.allow], [action]) }
        #expect(answer == (action == "S3:gEtObJeCt" ? .allowed : .implicitDeny))
    }

    /// As recorded: every action of the list on resources of one kind.
    @Test(arguments: [
        ("arn:aws:iam::123456789012:role/one", ["iam:PassRole", "sts:AssumeRole"]),
        ("arn:aws:sqs:us-east-1:123456789012:one", ["sqs:SendMessage"]),
        ("arn:aws:s3:::bucket/a", ["s3:GetObject", "s3:ListBucket"]), ("arn:aws:s3:::bucket", ["s3:GetObject", "s3:ListBucket"]),
        ("arn:aws:iam::123456789012:user/fictional", ["iam:GetUser"]),
    ])
    func `an action is implicitly denied on what it is never about`(_ resource: String, _ known: [String]) throws {
        let actions = [
            "s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets", "iam:GetUser", "iam:ListUsers", "iam:PassRole", "sts:GetCallerIdentity",
            "sts:AssumeRole", "sqs:SendMessage", "kms:Encrypt", "lambda:InvokeFunction", "ec2:DescribeInstances",
        ]
        for (effect, decision) in [("Allow", Evaluation.Decision.allowed), ("Deny", .explicitDeny)] {
            let all = #"{"Statement":{"Effect":"\#(effect)","Action":"*","Resource":"*"}}"#
            let bound = try results { ($0.policies, $0.actions, $0.resources) = ([all], actions, [resource]) }
            #expect(bound.filter { $0.decision.decision == decision }.map(\.action) == known)
            #expect(bound.filter { $0.decision.decision == .implicitDeny }.count == actions.count - known.count)
            let free = try results { ($0.policies, $0.actions) = ([all], actions) }
            #expect(free.allSatisfy { $0.decision.decision == decision })
        }
    }

    @Test func `without policies everything is implicitly denied`() throws {
        #expect(try decision { _ in } == .implicitDeny)
    }

    @Test func `a network that is none ends the comparison, and an Id is taken`() throws {
        let odd =
            #"{"Id":"x","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"k:ip":["10.0.0.0/8","x"]}}}}"#
        for (address, isAllowed) in [("10.1.1.1", false), ("11.1.1.1", false)] {
            let answer = try decision {
                $0.policies = [odd]
                $0.context = [SimulatedKey(name: "k:ip", type: "ip", values: [address])]
            }
            #expect((answer == .allowed) == isAllowed)
        }
        #expect(try decision { $0.policies = [odd] } == .allowed)
    }

    /// What is unclear is answered as most likely, and says so.
    @Test(arguments: [
        (#""Resource":"arn:aws:sqs:eu*:111122223333:x""#, "allowed", Doubt.colonCrossing),
        (#""Resource":"*","Condition":{"bool":{"k:v":"true"}}"#, "allowed", .oddSpelling),
        (#""Resource":"*","Condition":{"StringNotEquals":{"k:v":[]}}"#, "implicitDeny", .emptyList),
    ])
    func `an undetermined decision is the most probable one, with its reason`(_ element: String, _ decision: String, _ doubt: Doubt) throws
    {
        let results = try results {
            $0.policies = [#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",\#(element)}}"#]
            $0.actions = ["sqs:SendMessage"]
            $0.resources = ["arn:aws:sqs:eu:111122223333:111122223333:x"]
            $0.context = [SimulatedKey(name: "k:v", type: "string", values: ["true"])]
        }
        #expect(results[0].decision.decision.rawValue == decision)
        #expect(SimulationWriter.line(results).hasSuffix(#""TenureUndetermined":["\#(doubt.rawValue)"]}],"IsTruncated":false}"# + "\n"))
    }

    // Input

    @Test func `the input is the AWS CLI's`() throws {
        let input = try SimulationInput(
            json: """
                {"PolicyInputList": ["{}"], "ActionNames": ["a:b", "c:d"], "ResourceArns": ["arn:aws:s3:::b"], "CallerArn": "c",
                 "PermissionsBoundaryPolicyInputList": ["p"], "ResourcePolicy": "r", "ResourceOwner": "o", "MaxItems": 5, "Marker": "",
                 "ResourceHandlingOption": "", "OrderedOrganizationPolicyInputList": [{"ServiceControlPolicyInputList": ["s"]}],
                 "ContextEntries": [{"ContextKeyName": "k:한글", "ContextKeyValues": ["값"], "ContextKeyType": "string"}, {}]}
                """)
        #expect(input.policies == ["{}"] && input.actions == ["a:b", "c:d"] && input.resources == ["arn:aws:s3:::b"])
        #expect(input.boundaries == ["p"] && input.controlLevels == [["s"]])
        #expect(input.caller == "c" && input.resourcePolicy == "r" && input.resourceOwner == "o")
        #expect(input.context.map(\.name) == ["k:한글"] && input.context.map(\.values) == [["값"]])
    }

    @Test(arguments: [
        (#"{"PolicyInputList":[]}"#, #"missing required parameter in input: "ActionNames""#),
        (#"{"ActionNames":[]}"#, #"missing required parameter in input: "PolicyInputList""#),
        (
            #"{"PolicyInputList":[],"ActionNames":[],"Policy":1}"#,
            #"unknown parameter in input: "Policy", must be one of: PolicyInputList,"#
        ),
        (
            #"{"PolicyInputList":[],"ActionNames":[],"ContextEntries":[{"Name":"k"}]}"#,
            #"unknown parameter in ContextEntries[0]: "Name", must be one of: ContextKeyName,"#
        ),
        (
            #"{"PolicyInputList":[{}],"ActionNames":[]}"#,
            "invalid type for parameter PolicyInputList: it must be a list of strings, not an object"
        ),
        (
            #"{"PolicyInputList":"x","ActionNames":[]}"#,
            "invalid type for parameter PolicyInputList: it must be a list of strings, not a string"
        ),
        ("[]", "invalid type for parameter input: it must be an object, not an array"), ("{", "not JSON: line 1, column 2"),
        (#"{"ActionNames":[],"ActionNames":[]}"#, "not JSON: line 1, column 19: duplicate key 'ActionNames'"),
    ])
    func `an input that is none says what is wrong with it`(_ json: String, _ message: String) {
        let error = #expect(throws: SimulationError.self) { try SimulationInput(json: json) }
        #expect(error?.description.hasPrefix("ParamValidation: \(message)") == true)
    }

    /// `Simulator` keeps what it has parsed; nobody can tell.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `the simulator decides as the evaluator does, whatever it has seen before`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var simulator = Simulator()
        for _ in 0..<20 {
            var input = SimulationInput()
            input.policies = (0..<Int.random(in: 0...3, using: &random)).map { _ in RandomPolicy.text(&random) }
            input.boundaries = random.chance(30) ? [RandomPolicy.text(&random)] : []
            let request = try RandomPolicy.request(&random)
            // What an action is never about the evaluator, which knows no actions, would decide on.
            guard SimulatorTests.isAbout(request.action.text, request.resource.text) else { continue }
            (input.actions, input.resources, input.caller) = ([request.action.text], [request.resource.text], userARN("alice").description)
            for key in ["aws:MultiFactorAuthPresent", "aws:PrincipalTag/team"] as [ContextKey] {
                let values = request.context[key]?.all ?? []
                if !values.isEmpty { input.context.append(SimulatedKey(name: key.text, type: "string", values: values)) }
            }
            let set = PolicySet(
                identity: try input.policies.map { AppliedPolicy("p", try document($0)) },
                boundary: try input.boundaries.first.map { AppliedPolicy("b", try document($0, as: .boundary)) })
            let answer = try simulator.results(of: input)
            #expect(answer[0].decision.decision == evaluate(request, under: set).decision, "seed \(seed): \(input)")
        }
    }
}
