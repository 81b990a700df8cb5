import Foundation
import IAM
import Testing

/// Laws of the provers over random policies and requests; a failure prints the seed that repeats it.
@Suite struct ProverLawTests {
    private static let seeds = Array(0..<(ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1" ? 10_000 : 200) as Range<UInt64>)

    @Test(arguments: seeds)
    func `what is proved of users without MFA holds for every request`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let user = userARN("alice", path: random.pick(["/", "/team/"]))
        let set = try RandomPolicySet.draw(&random)
        var prover = MFAProver()
        switch prover.prove(set, of: user) {
        case .proved:
            for _ in 0..<40 {
                let request = try RandomPolicySet.requestWithoutMFA(of: user, &random)
                guard !Enrolment.own.permits(request) else { continue }
                #expect(!evaluate(request, under: set).mayBeAllowed, "seed \(seed): \(request.action) on \(request.resource)")
            }
        case .refuted(let example):
            #expect(!Enrolment.own.permits(example.request), "seed \(seed)")
            let mfa = example.request.context["aws:MultiFactorAuthPresent"]
            #expect(mfa == nil || mfa == .single("false"), "seed \(seed)")
            if !example.needsOtherAccount { #expect(evaluate(example.request, under: set).mayBeAllowed, "seed \(seed)") }
        case .unknown(let obstacles):
            #expect(!obstacles.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `what is proved of two sets of policies holds for every request`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let smaller = try RandomPolicySet.draw(&random)
        let larger = random.chance(50) ? try RandomPolicySet.draw(&random) : try RandomPolicySet.change(smaller, &random)
        switch SubsetProver(smaller, within: larger).prove() {
        case .proved:
            for _ in 0..<40 {
                let request = try RandomPolicySet.request(&random)
                guard evaluate(request, under: smaller).decision == .allowed else { continue }
                #expect(evaluate(request, under: larger).decision == .allowed, "seed \(seed): \(request.action) on \(request.resource)")
            }
        case .refuted(let example):
            guard !example.needsOtherAccount else { return }
            #expect(evaluate(example.request, under: smaller).mayBeAllowed, "seed \(seed)")
            #expect(evaluate(example.request, under: larger).decision != .allowed, "seed \(seed)")
        case .unknown(let obstacles):
            #expect(!obstacles.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: seeds.prefix(100))
    func `every set of policies allows what it allows`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let set = try RandomPolicySet.draw(&random)
        let proof = SubsetProver(set, within: set).prove()
        #expect(proof.isProved, "seed \(seed): \(proof)")
    }
}

/// Sets of few random policies with a duty now and then, and requests that they are about.
enum RandomPolicySet {
    static let gates = [
        #"{"Effect":"Deny","NotAction":["iam:GetUser","iam:EnableMFADevice"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
        #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}"#,
        #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        #"{"Effect":"Deny","Action":"*","NotResource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:user/*/${aws:username}"]}"#,
        #"{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}"#,
        #"{"Effect":"Deny","Action":"iam:*User","Resource":"*","Condition":{"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}"#,
        #"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#, #"{"Effect":"Deny","NotAction":"s3:GetObject","Resource":"*"}"#,
        #"{"Effect":"Deny","NotAction":["iam:GetUser","s3:GetObject"],"Resource":"*"}"#,
        #"{"Effect":"Deny","NotAction":["iam:GetUser"],"Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}}"#,
        #"{"Effect":"Deny","Action":"iam:GetUser","NotResource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:user/team/*"]}"#,
        #"{"Effect":"Deny","Action":"iam:*","NotResource":"arn:aws:iam::*:user/*${aws:username}"}"#,
        #"{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3*:::bucket/*","arn:aws:iam:*:user/bob"]}"#,
        #"{"Effect":"Deny","Action":"*","NotResource":["arn:aws:s3","arn:aws:s3:::${bad key}","arn:aws:iam::*:*"]}"#,
    ]
    static let allows = [
        allowAll, #"{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        #"{"Effect":"Allow","Action":["iam:GetUser","iam:EnableMFADevice"],"Resource":"arn:aws:iam::*:user/${aws:username}"}"#,
        #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:PrincipalTag/team}/*"}"#,
        #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
        #"{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}}"#,
        #"{"Effect":"Allow","Action":"*","Resource":["arn:aws:iam","arn:aws:s3:::${bad key}/x","arn:aws:i?m::${aws:PrincipalAccount}:user/*"]}"#,
        #"{"Effect":"Allow","Action":"*","Resource":["arn:aws:iam::*:${bad key}","arn:aws:${bad key}"]}"#,
        #"{"Effect":"Allow","Action":"*","NotResource":["arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*","arn:aws:*:*:*:*"]}"#,
        #"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"a"}}}"#,
    ]

    private static func policies(_ random: inout SeededRandom) throws -> [AppliedPolicy] {
        var statements = (0..<Int.random(in: 0...2, using: &random)).map { _ in RandomPolicy.statement(&random) }
        if random.chance(60) { statements.append(random.pick(allows)) }
        for _ in 0..<Int.random(in: 0...3, using: &random) { statements.append(random.pick(gates)) }
        if random.chance(20) { statements += IAMTests.statements(of: DutyPolicy.document(in: .aws)).filter { _ in random.chance(90) } }
        return try statements.shuffled(using: &random).map {
            try policy($0, version: random.pick(["2012-10-17", "2012-10-17", "2008-10-17"]))
        }
    }

    static func draw(_ random: inout SeededRandom) throws -> PolicySet {
        var set = PolicySet(identity: try policies(&random), usersMayChangePassword: random.chance(20))
        if random.chance(15) { set.boundary = try policy(random.pick(allows), RandomPolicy.statement(&random), as: .boundary) }
        if random.chance(15) { set.serviceControl = [[try policy(random.pick(allows), random.pick(gates), as: .serviceControl)]] }
        return set
    }

    /// The same with statements added or taken away.
    static func change(_ set: PolicySet, _ random: inout SeededRandom) throws -> PolicySet {
        var set = set
        if random.chance(50) { set.identity.append(try policy(random.pick(allows))) }
        if random.chance(30) { set.identity.append(try policy(random.pick(gates))) }
        if random.chance(30), !set.identity.isEmpty { set.identity.remove(at: Int.random(in: set.identity.indices, using: &random)) }
        return set
    }

    static let actions =
        RandomPolicy.asked + [
            "iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "iam:ListVirtualMFADevices", "iam:ChangePassword", "ec2:x",
        ]
    static let targets =
        RandomPolicy.targets + [
            "arn:aws:iam::111122223333:user/team/alice", "arn:aws:iam::111122223333:mfa/alice", "arn:aws:iam::111122223333:mfa/bob",
            "arn:aws:iam::111122223333:user/bob", "arn:aws:s3:::red/x", "arn:aws:iam::111122223333:x:user/alice",
            "arn:aws:iam:::user/alice",
        ]

    static func request(by user: ARN = userARN("alice"), _ random: inout SeededRandom, mfa: [String?] = ["true", "false", nil]) throws
        -> AuthorizationRequest
    {
        var context: [ContextKey: ContextValue] = [:]
        if let mfa = random.pick(mfa) {
            context["aws:MultiFactorAuthPresent"] = .single(mfa)
            if mfa == "true" { context["aws:MultiFactorAuthAge"] = .single(random.pick(["10", "9999"])) }
        }
        if random.chance(70) { context["aws:PrincipalTag/team"] = .single(random.pick(["red", "blue", "bucket", "x"])) }
        if random.chance(70) { context["aws:SourceIp"] = .single(random.pick(["10.1.1.1", "192.0.2.1"])) }
        return try IAMTests.request(random.pick(actions), on: random.pick(targets), by: .user(user), context)
    }

    static func requestWithoutMFA(of user: ARN, _ random: inout SeededRandom) throws -> AuthorizationRequest {
        try request(by: user, &random, mfa: ["false", nil])
    }
}
