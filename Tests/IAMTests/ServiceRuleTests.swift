import IAM
import Testing

@Suite struct ServiceRuleTests {
    private static let user = "arn:aws:iam::111122223333:user/alice"

    private func decide(
        _ action: String, on resource: String = "*", _ rules: Set<ServiceRule>, _ statement: String,
        _ context: [ContextKey: ContextValue] = [:]
    ) throws -> Evaluation {
        evaluate(try request(action, on: resource, context), under: PolicySet(identity: [try policy(statement)], serviceRules: rules))
    }

    @Test(arguments: [
        ("sts:GetCallerIdentity", ServiceRule.callerIdentityIsAlwaysAllowed), ("sts:GetSessionToken", .sessionTokenCannotBeControlled),
    ])
    func `STS answers whatever the policies say, where its rule is switched on`(_ action: String, _ rule: ServiceRule) throws {
        #expect(try decide(action, [], denyAll).decision == .explicitDeny)
        #expect(try decide(action, [rule], denyAll).deciders == [.serviceRule(rule)])
        #expect(try decide(action, [rule], denyAll).decision == .allowed)
        #expect(try decide("sts:AssumeRole", [rule], denyAll).decision == .explicitDeny)
    }

    @Test(arguments: [
        ("iam:EnableMFADevice", user, false), ("iam:DeactivateMFADevice", user, false), ("iam:ResyncMFADevice", user, true),
        ("iam:EnableMFADevice", "arn:aws:iam::111122223333:user/bob", true),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::111122223333:mfa/alice", true),
    ])
    func `with a device already, one's own devices are not changed with a long-term key`(
        _ action: String, _ resource: String, _ isAllowed: Bool
    ) throws {
        let rules: Set<ServiceRule> = [.ownDevicesAreChangedWithMFA]
        #expect((try decide(action, on: resource, rules, allowAll).decision == .allowed) == isAllowed)
        #expect(try decide(action, on: resource, rules, allowAll, ["aws:MultiFactorAuthPresent": "true"]).decision == .allowed)
        #expect(try decide(action, on: resource, [], allowAll).decision == .allowed)
    }

    @Test(arguments: [("sts:AssumeRole", "arn:aws:iam::111122223333:role/r"), ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k")])
    func `keys and roles are opened by their own policy or not at all`(_ action: String, _ resource: String) throws {
        let asked = try request(action, on: resource)
        var set = PolicySet(identity: [try policy(allowAll)], serviceRules: [.someResourcesNeedTheirPolicy])
        #expect(evaluate(asked, under: set).silentLayers == [.resource])
        set.resource = try policy(#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*"}"#, as: .resource)
        #expect(evaluate(asked, under: set).decision == .allowed)
        set.serviceRules = []
        set.resource = nil
        #expect(evaluate(asked, under: set).decision == .allowed)
    }
}
