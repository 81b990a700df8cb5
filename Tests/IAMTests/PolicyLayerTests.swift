import IAM
import Testing

@Suite struct PolicyLayerTests {
    private static let account = "111122223333"
    private static let bucket = "arn:aws:s3:::bucket/x"
    private static let getObject = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#
    private static let other = #"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#

    private static let alice = Caller.user(userARN("alice"))
    private static let role = ARN(partition: .aws, service: "iam", account: account, resource: "role/r")
    private static let session = ARN(partition: .aws, service: "sts", account: account, resource: "assumed-role/r/s")
    private static let federated = ARN(partition: .aws, service: "sts", account: account, resource: "federated-user/f")
    private static let root = ARN(partition: .aws, service: "iam", account: account, resource: "root")

    private func opened(to principal: String, effect: String = "Allow", negated: Bool = false) throws -> AppliedPolicy {
        let name = negated ? "NotPrincipal" : "Principal"
        return try policy(#"{"Effect":"\#(effect)","\#(name)":\#(principal),"Action":"s3:*","Resource":"*"}"#, as: .resource)
    }

    private func decide(_ set: PolicySet, by caller: Caller = alice) throws -> Evaluation {
        evaluate(try request("s3:GetObject", on: Self.bucket, by: caller), under: set)
    }

    @Test func `every layer that is there must allow`() throws {
        var set = PolicySet(identity: [try policy(Self.getObject)])
        #expect(try decide(set).decision == .allowed)
        set.boundary = try policy(Self.other, as: .boundary)
        #expect(try decide(set).silentLayers == [.boundary])
        set.boundary = try policy(Self.getObject, as: .boundary)
        #expect(try decide(set).statements.map(\.layer) == [.identity, .boundary])
        set.serviceControl = [[try policy(allowAll, as: .serviceControl)], []]
        #expect(try decide(set).silentLayers == [.serviceControl])
        set.serviceControl = [[try policy(allowAll, as: .serviceControl)], [try policy(Self.other), try policy(Self.getObject)]]
        #expect(try decide(set).decision == .allowed)
        set.resourceControl = [[]]
        #expect(try decide(set).silentLayers == [.resourceControl])
        set.resourceControl = []
        set.session = []
        #expect(try decide(set).silentLayers == [.session])
    }

    @Test(arguments: PolicyLayer.allCases)
    func `a deny in any layer needs no other`(_ layer: PolicyLayer) throws {
        var set = PolicySet(
            identity: [try policy(allowAll)], boundary: try policy(allowAll, as: .boundary), session: [try policy(allowAll)])
        let deny = try policy(denyAll)
        switch layer {
        case .identity: set.identity.append(deny)
        case .boundary: set.boundary = try policy(denyAll, allowAll, as: .boundary)
        case .session: set.session = [deny, try policy(allowAll)]
        case .serviceControl: set.serviceControl = [[try policy(allowAll)], [try policy(allowAll), deny]]
        case .resourceControl:
            set.resourceControl = [[try policy(#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#, as: .resourceControl)]]
        case .resource: set.resource = try opened(to: "\"*\"", effect: "Deny")
        }
        let answer = try decide(set)
        #expect(answer.decision == .explicitDeny)
        #expect(answer.statements.map(\.layer) == [layer])
    }

    /// What a resource policy of the caller's own account does: with nothing else; with an identity policy that allows; with a
    /// boundary that does not, for a session a session policy.
    @Test(arguments: [
        (alice, #"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, "AAA"),
        (alice, #"{"AWS":"arn:aws:iam::111122223333:user/Alice"}"#, "iAi"),
        (alice, #"{"AWS":"arn:aws:iam::111122223333:root"}"#, "iAi"), (alice, #"{"AWS":"111122223333"}"#, "iAi"),
        (alice, #""*""#, "AA?"), (alice, #"{"AWS":"*"}"#, "AA?"), (alice, #"{"Service":"ec2.amazonaws.com"}"#, "iAi"),
        (alice, #"{"CanonicalUser":"79a59d"}"#, "iAi"),
        (.roleSession(session, of: role), #"{"AWS":"arn:aws:iam::111122223333:role/r"}"#, "AAi"),
        (.roleSession(session, of: role), #"{"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}"#, "AAA"),
        (.federatedUser(federated, of: userARN("alice")), #"{"AWS":"arn:aws:sts::111122223333:federated-user/f"}"#, "AAA"),
        (.federatedUser(federated, of: userARN("alice")), #"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, "iii"),
        (.root(root), #"{"AWS":"444455556666"}"#, "AAA"), (.service("ec2.amazonaws.com"), #"{"Service":"ec2.amazonaws.com"}"#, "AAA"),
        (.service("ec2.amazonaws.com"), #"{"Service":"lambda.amazonaws.com"}"#, "iii"),
    ])
    func `the closer a resource policy names the caller, the less else is needed`(_ caller: Caller, _ principal: String, _ expected: String)
        throws
    {
        let resource = try opened(to: principal)
        let limit = try policy(Self.other)
        var limited = PolicySet(resource: resource)
        if case .user = caller { limited.boundary = limit } else { limited.session = [limit] }
        let sets = [PolicySet(resource: resource), PolicySet(identity: [try policy(Self.getObject)], resource: resource), limited]
        #expect(try sets.map { try decide($0, by: caller).decision.letter }.joined() == expected)
    }

    @Test(arguments: [
        (#"{"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]}"#, "A"),
        (#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, "D"),
        (#"{"AWS":"111122223333"}"#, "?"), (#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, "D"), (#""*""#, "A"),
        (#"{"CanonicalUser":"79a59d"}"#, "?"),
    ])
    func `NotPrincipal with Deny spares the caller only if its account is listed too`(_ principal: String, _ expected: String) throws {
        let set = PolicySet(identity: [try policy(allowAll)], resource: try opened(to: principal, effect: "Deny", negated: true))
        #expect(try decide(set).decision.letter == expected)
    }

    @Test(arguments: [
        (#"{"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]}"#, "i"),
        (#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, "?"),
        (#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, "A"),
    ])
    func `NotPrincipal with Allow never certainly opens to whom it lists`(_ principal: String, _ expected: String) throws {
        #expect(try decide(PolicySet(resource: opened(to: principal, negated: true))).decision.letter == expected)
    }

    @Test(arguments: ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:root", "111122223333"])
    func `the simulator spares whoever NotPrincipal lists by any name`(_ name: String) throws {
        let deny = try opened(to: #"{"AWS":"\#(name)"}"#, effect: "Deny", negated: true)
        #expect(try decide(PolicySet(identity: [policy(allowAll)], resource: deny, judge: .simulator)).decision == .allowed)
        let other = try opened(to: #"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, effect: "Deny", negated: true)
        #expect(try decide(PolicySet(identity: [policy(allowAll)], resource: other, judge: .simulator)).decision == .explicitDeny)
    }

    @Test func `NotPrincipal with Deny means whoever has a boundary, whomever it lists`() throws {
        let all = #"{"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]}"#
        var set = PolicySet(identity: [try policy(allowAll)], resource: try opened(to: all, effect: "Deny", negated: true))
        #expect(try decide(set).decision == .allowed)
        set.boundary = try policy(allowAll, as: .boundary)
        #expect(try decide(set).decision == .explicitDeny)
        #expect(try decide(set, by: .root(Self.root)).decision == .allowed)
    }

    @Test(arguments: [
        (#"{"AWS":"111122223333"}"#, true), (#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, true), (#"{"AWS":"777788889999"}"#, false),
    ])
    func `across accounts both sides must allow`(_ principal: String, _ opens: Bool) throws {
        func decision(_ identity: [AppliedPolicy], _ resource: AppliedPolicy?) throws -> Evaluation {
            let asked = AuthorizationRequest(
                by: Self.alice, action: try ActionName("s3:GetObject"), on: try RequestedResource(Self.bucket),
                resourceAccount: try AccountID("444455556666"))
            return evaluate(asked, under: PolicySet(identity: identity, resource: resource))
        }
        let both = try decision([policy(Self.getObject)], opened(to: principal))
        #expect(both.decision == (opens ? .allowed : .implicitDeny))
        #expect(try decision([], opened(to: principal)).silentLayers == (opens ? [.identity] : [.resource, .identity]))
        #expect(try decision([policy(Self.getObject)], nil).silentLayers == [.resource])
    }

    @Test func `the root user is limited by control policies and resource policies alone`() throws {
        let root = Caller.root(Self.root)
        #expect(try decide(PolicySet(identity: [policy(denyAll)], boundary: policy(denyAll)), by: root).decision == .allowed)
        #expect(try decide(PolicySet(serviceControl: [[policy(denyAll)]]), by: root).decision == .explicitDeny)
        #expect(try decide(PolicySet(resource: opened(to: "\"*\"", effect: "Deny")), by: root).decision == .explicitDeny)
    }

    @Test func `the answer names the deciding statement, its policy and its place`() throws {
        let text =
            "{\"Version\":\"2012-10-17\",\n \"Statement\":[\n  \(allowAll),\n   {\"Sid\":\"No\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"
        let answer = try decide(PolicySet(identity: [AppliedPolicy("inline policy 'p' of group 'g'", try document(text))]))
        #expect(answer.statements.map(\.description) == ["Deny 'No' of inline policy 'p' of group 'g', line 4, column 4"])
    }

    @Test(arguments: [
        ("iam:ChangePassword", "user/alice", true), ("iam:changepassword", "user/alice", true), ("iam:ChangePassword", "user/bob", false),
        ("iam:GetAccountPasswordPolicy", "*", true), ("iam:GetUser", "user/alice", false),
    ])
    func `the password policy lets users change their own password, unless they are denied`(
        _ action: String, _ name: String, _ isGranted: Bool
    ) throws {
        let asked = try request(action, on: name == "*" ? "*" : "arn:aws:iam::\(Self.account):\(name)")
        var set = PolicySet(usersMayChangePassword: true)
        #expect(evaluate(asked, under: set).decision == (isGranted ? .allowed : .implicitDeny))
        #expect(evaluate(asked, under: set).deciders == (isGranted ? [.passwordPolicy] : []))
        #expect(evaluate(asked, under: PolicySet()).decision == .implicitDeny)
        set.boundary = try policy(Self.other, as: .boundary)
        #expect(evaluate(asked, under: set).decision == (isGranted ? .undetermined : .implicitDeny))
        #expect(evaluate(asked, under: set).doubts == (isGranted ? [.grantAgainstBoundary] : []))
        set.identity = [try policy(denyAll)]
        #expect(evaluate(asked, under: set).decision == .explicitDeny)
    }

    @Test func `a caller of whom nothing is known has its policies and no name`() throws {
        let own = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::bucket/${aws:username}"}"#
        #expect(try decide(PolicySet(identity: [policy(Self.getObject)]), by: .unnamed).decision == .allowed)
        #expect(try decide(PolicySet(identity: [policy(own)]), by: .unnamed).missingKeys == ["aws:username"])
        let asked = try request("iam:GetUser", on: "arn:aws:iam::444455556666:user/x", by: .unnamed)
        #expect(evaluate(asked, under: PolicySet(identity: [try policy(allowAll)])).decision == .allowed)
    }
}
