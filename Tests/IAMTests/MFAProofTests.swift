import Foundation
import IAM
import Testing

@Suite struct MFAProofTests {
    private func set(_ policies: [AppliedPolicy]) -> PolicySet { PolicySet(identity: policies) }

    private func duty(in partition: Partition = .aws) throws -> AppliedPolicy {
        AppliedPolicy("duty", try document(DutyPolicy.document(in: partition), as: .managed))
    }

    private func proof(_ policies: PolicySet, path: String = "/", in partition: Partition = .aws, _ enrolment: Enrolment = .own) -> Proof {
        var prover = MFAProver(enrolment)
        return prover.prove(policies, of: userARN("alice", path: path, in: partition))
    }

    private static let companions: [[String]] = [
        [], [allowAll], [#"{"Effect":"Allow","NotAction":["iam:*","organizations:*"],"Resource":"*"}"#],
        [#"{"Effect":"Allow","Action":["iam:*","s3:*"],"NotResource":"arn:aws:iam::*:user/root"}"#],
        [#"{"Effect":"Allow","Action":"iam:*MFA*","Resource":"arn:aws:iam::*:*"}"#, allowAll],
    ]

    @Test(arguments: Partition.allCases, companions)
    func `the duty policy is proved, alone and beside whatever allows more`(_ partition: Partition, _ companion: [String]) throws {
        for path in ["/", "/team/"] {
            var policies = [try duty(in: partition)]
            for statement in companion { policies.append(try policy(statement)) }
            #expect(proof(set(policies), path: path, in: partition).isProved, "\(companion) \(path)")
            var prover = MFAProver()
            let user = userARN("alice", path: path, in: partition)
            let withGrant = PolicySet(identity: policies, usersMayChangePassword: true)
            #expect(prover.prove(withGrant, of: user).isProved)
            #expect(EnrolmentReach(of: user, under: set(policies)).isPossible)
            #expect(MFAProver.allowedWithMFA(set(policies), of: user)?.evaluation.decision == .allowed)
        }
    }

    @Test(arguments: 4..<7)
    func `without one of its denials it is refuted beside an administrator's policy`(_ index: Int) throws {
        let whole = try document(DutyPolicy.document(in: .aws))
        #expect(whole.statements[index].effect == .deny)
        let example = try refutation(proof(set([try without(index), try policy(allowAll)])))
        #expect(example.isCertain)
        #expect(!Enrolment.own.permits(example.request))
    }

    private func without(_ index: Int) throws -> AppliedPolicy {
        let kept = statements(of: DutyPolicy.document(in: .aws)).enumerated().filter { $0.offset != index }.map(\.element)
        return AppliedPolicy("duty", try document(#"{"Version":"2012-10-17","Statement":[\#(kept.joined(separator: ","))]}"#))
    }

    private func refutation(_ proof: Proof) throws -> Counterexample {
        guard case .refuted(let example) = proof else {
            Issue.record("not refuted: \(proof)")
            throw NotRefuted()
        }
        return example
    }

    private struct NotRefuted: Error {}

    private func variant(_ variant: DutyVariant, in partition: Partition = .aws) throws -> AppliedPolicy {
        AppliedPolicy(variant.rawValue, try document(variant.document(in: partition), as: .managed))
    }

    @Test(arguments: DutyVariant.allCases, Partition.allCases)
    func `every variant lets its users enrol, unless they have a path`(
        _ variant: DutyVariant, _ partition: Partition
    ) throws {
        let set = set([try self.variant(variant, in: partition)])
        #expect(EnrolmentReach(of: userARN("alice", in: partition), under: set).isPossible)
        let team = EnrolmentReach(of: userARN("alice", path: "/team/", in: partition), under: set)
        #expect(team.isPossible == (variant == .strict))
        #expect(team.obstacles.map(\.evaluation.decision) == (variant == .strict ? [] : [.implicitDeny, .implicitDeny, .implicitDeny]))
    }

    @Test(arguments: [(DutyVariant.seed, "iam:EnableMFADevice"), (.aws, "iam:CreateVirtualMFADevice")])
    func `beside an administrator's policy the other variants let a user without MFA reach others' devices`(
        _ variant: DutyVariant, _ action: String
    ) throws {
        let policies = [try self.variant(variant), try policy(allowAll)]
        for path in ["/", "/team/"] {
            let example = try refutation(proof(set(policies), path: path))
            #expect(example.isCertain)
            #expect(["iam:EnableMFADevice", "iam:CreateVirtualMFADevice"].contains(example.request.action.text))
            #expect(example.request.resource.text.contains("/another-"))
            #expect(!proof(set(policies), path: path, .anyDeviceName).isProved)
        }
    }

    /// Denials that look like the duty policy's own and leave something open; what is then allowed to a user without MFA.
    @Test(arguments: [
        (#""NotAction":"iam:GetUser","Resource":"*""#, "iam:GetUser"),
        (#""NotAction":["iam:GetUser","s3:GetObject"],"NotResource":"arn:aws:iam::*:user/${aws:username}""#, ""),
        (
            #""NotAction":["iam:GetUser"],"Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#,
            "iam:CreateAccessKey"
        ),
        (#""NotAction":["iam:GetUser"],"Resource":"arn:aws:iam::*:*""#, ""),
    ])
    func `a gate that is ajar closes nothing`(_ gate: String, _ action: String) throws {
        let example = try refutation(proof(set([try policy(allowAll, #"{"Effect":"Deny",\#(gate)}"#)])))
        #expect(example.isCertain)
        #expect(action.isEmpty || example.request.action.text == action)
    }

    @Test(arguments: [
        #""Action":"iam:GetUser","NotResource":"arn:aws:iam::*:user/*""#,
        #""Action":"iam:GetUser","NotResource":"arn:aws:iam::*:user/*${aws:username}""#,
        #""Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/*""#, #""NotAction":"iam:GetUser","Resource":"*""#,
        #""Action":"iam:GetUser","NotResource":"arn:aws:iam::*:user/${aws:username}","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#,
        #""Action":"iam:GetUser","NotResource":["arn:aws:iam::*:user/${aws:username}","arn:aws:s3:::*"]"#,
        #""Action":"iam:GetUser","NotResource":"arn:aws:iam::*:user/${aws:PrincipalTag/name}""#,
    ])
    func `only a denial of everybody else closes what the gate exempts`(_ denial: String) throws {
        let gate = #"{"Effect":"Deny","NotAction":"iam:GetUser","Resource":"*"}"#
        let example = try refutation(proof(set([try policy(allowAll, gate, #"{"Effect":"Deny",\#(denial)}"#)])))
        #expect(example.isCertain)
        let right = #"{"Effect":"Deny","Action":"iam:Get*","NotResource":"arn:aws:iam::111122223333:user/${aws:username}"}"#
        #expect(proof(set([try policy(allowAll, gate, right)])).isProved)
    }

    /// Statements beside an Allow of everything, of which AWS's reading is not certain.
    @Test(arguments: [
        #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"boolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
        #"{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3","arn:aws","arn:*"]}"#,
        #"{"Effect":"Deny","Action":"*","Resource":"arn:aws:*:*:*:*"}"#, #"{"Effect":"Deny","Action":"*","NotResource":[]}"#,
    ])
    func `a denial that AWS may not see counts for nothing`(_ denial: String) throws {
        #expect(!proof(set([try policy(allowAll, denial)])).isProved)
    }

    @Test func `a value that nobody knows may be the one that a denial spares`() throws {
        let allow = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/bob/*"}"#
        let deny = #"{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::home/${aws:PrincipalTag/name}/*"}"#
        let example = try refutation(proof(set([try policy(allow, deny)])))
        #expect(example.isCertain)
        #expect(example.assumptions.map(\.value) == [.single("bob")])
    }

    @Test func `a condition that AWS may read either way does not deny what it may allow`() throws {
        let condition = #""Condition":{"stringEQUALS":{"aws:RequestedRegion":"eu-west-1"}}"#
        let allow = #"{"Effect":"Allow","Action":"*","Resource":"*",\#(condition)}"#
        let example = try refutation(proof(set([try policy(allow, #"{"Effect":"Deny","Action":"*","Resource":"*",\#(condition)}"#)])))
        #expect(!example.isCertain)
        #expect(example.evaluation.doubts == [.oddSpelling])
    }

    @Test func `an Allow that AWS may see beyond the colons counts`() throws {
        let allow = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::1*:user/x"}"#
        let deny = #"{"Effect":"Deny","Action":"*","Resource":"arn:aws:iam::*:user/x"}"#
        let example = try refutation(proof(set([try policy(allow, deny)])))
        #expect(!example.isCertain)
        #expect(example.evaluation.mayBeAllowed)
        #expect(example.evaluation.doubts == [.colonCrossing])
    }

    @Test func `AWS's documented policy alone lets a user take any device name, and nothing else`() throws {
        let documented = set([try variant(.aws)])
        let example = try refutation(proof(documented))
        #expect(example.request.action.text == "iam:CreateVirtualMFADevice")
        #expect(example.evaluation.statements.map(\.sid) == ["AllowManageOwnVirtualMFADevice"])
        #expect(proof(documented, .anyDeviceName).isProved)
        #expect(proof(set([try variant(.seed)])).isProved)
    }

    @Test func `without any policy only the account's password policy gives something`() throws {
        #expect(proof(PolicySet()).isProved)
        let example = try refutation(proof(PolicySet(usersMayChangePassword: true)))
        #expect(example.request.action.text == "iam:ChangePassword")
        #expect(example.evaluation.deciders == [.passwordPolicy])
    }

    /// Conditions of an Allow, each of which some request without MFA satisfies.
    @Test(arguments: [
        #""IpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#, #""NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","192.0.2.0/24"]}"#,
        #""StringLike":{"aws:PrincipalTag/team":"pay*-?"}"#, #""StringNotEquals":{"aws:RequestedRegion":"us-east-1"}"#,
        #""NumericLessThan":{"s3:max-keys":"10"}"#,
        #""NumericGreaterThanEquals":{"s3:max-keys":"11"},"NumericLessThan":{"s3:max-keys":12}"#,
        #""DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}"#,
        #""ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:bucket*"}"#, #""ArnNotLike":{"aws:SourceArn":"arn:aws:s3:*:*:bucket*"}"#,
        #""ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]},"Null":{"aws:TagKeys":"false"}"#,
        #""ForAnyValue:StringLike":{"aws:CalledVia":"cloud*"}"#, #""Null":{"aws:TokenIssueTime":"true"}"#,
        #""Bool":{"aws:SecureTransport":true}"#,
        #""StringEquals":{"aws:PrincipalTag/a":"${aws:username}","aws:PrincipalTag/b":"${aws:PrincipalTag/c}"}"#,
        #""BinaryEquals":{"k":"QmluYXJ5"}"#, #""BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}"#,
        #""NumericLessThanIfExists":{"aws:MultiFactorAuthAge":"3600"}"#, #""StringEqualsIgnoreCase":{"aws:PrincipalTag/team":"Red"}"#,
    ])
    func `a refutation satisfies the conditions of what allows it`(_ condition: String) throws {
        let allow =
            #"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/dir}/*","Condition":{\#(condition)}}"#
        let deny = #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}}"#
        let example = try refutation(proof(set([try policy(allow, deny)])))
        #expect(example.isCertain)
        #expect(evaluate(example.request, under: set([try policy(allow, deny)])).decision == .allowed)
    }

    /// Conditions of an Allow that no request without MFA satisfies.
    @Test(arguments: [
        #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, #""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#,
        #""Null":{"aws:MultiFactorAuthAge":"false"}"#, #""StringEquals":{"aws:PrincipalType":"AssumedRole"}"#,
        #""StringEquals":{"aws:username":"bob"}"#,
        #""StringNotEquals":{"aws:MultiFactorAuthPresent":"false"},"Null":{"aws:MultiFactorAuthPresent":"false"}"#,
    ])
    func `what needs MFA, or somebody else, allows nothing without MFA`(_ condition: String) throws {
        let allow = #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
        #expect(proof(set([try policy(allow)])).isProved)
    }

    /// The truth table of facts about a Deny: what it leaves open at the console and with an access key.
    @Test(arguments: [
        (#""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, "accessKey"),
        (#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#, "nothing"),
        (#""Null":{"aws:MultiFactorAuthPresent":"true"}"#, "console"),
        (#""BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}"#, "console"),
    ])
    func `a denial is read as AWS documents it`(_ condition: String, _ open: String) throws {
        let deny = #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
        let proof = proof(set([try policy(allowAll, deny)]))
        guard open != "nothing" else { return #expect(proof.isProved) }
        #expect(try refutation(proof).request.context["aws:MultiFactorAuthPresent"] == (open == "console" ? .single("false") : nil))
    }

    @Test func `a role of another account counts as reached, if that account agrees`() throws {
        let example = try refutation(
            proof(set([try policy(#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::999999999999:role/r"}"#)])))
        #expect(example.needsOtherAccount)
    }

    @Test func `boundaries and control policies limit, and their denials count`() throws {
        let gate = #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#
        var set = set([try policy(allowAll)])
        set.boundary = try policy(#"{"Effect":"Allow","Action":"iam:GetAccountPasswordPolicy","Resource":"*"}"#, as: .boundary)
        #expect(proof(set).isProved)
        set.boundary = try policy(allowAll, as: .boundary)
        #expect(!proof(set).isProved)
        set.serviceControl = [[try policy(allowAll, gate, as: .serviceControl)]]
        #expect(proof(set).isProved)
        set.serviceControl = [
            [try policy(allowAll, as: .serviceControl)],
            [try policy(#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, as: .serviceControl)],
        ]
        #expect(try refutation(proof(set)).request.action.text.hasPrefix("s3:"))
    }

    @Test func `policies on resources are no part of it`() throws {
        var set = PolicySet()
        set.resource = try policy(#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#, as: .resource)
        guard case .unknown(let obstacles) = proof(set) else { return #expect(Bool(false)) }
        #expect(obstacles.map(\.reason) == [.resourcePolicy])
    }

    @Test func `hostile wildcards end in an answer, whatever it is`() throws {
        let letters = "abcdefghijklmnop"
        let items = letters.map { #""arn:aws:s3:::*\#($0)*\#($0)*\#($0)*""# }.joined(separator: ",")
        let hostile = [
            #"{"Effect":"Allow","Action":"*","Resource":"*"}"#, #"{"Effect":"Deny","Action":"*","NotResource":[\#(items)]}"#,
            #"{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3:::*?a*","arn:aws:s3:::*b?*","*"]}"#,
        ]
        #expect(proof(set([try policy(hostile[0], hostile[1], hostile[2])])).isProved)
        guard case .refuted = proof(set([try policy(hostile[0], hostile[1])])) else { return #expect(Bool(false)) }
    }
}
