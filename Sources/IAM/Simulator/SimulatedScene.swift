/// Who calls in a simulation, under which policies, and what is known of the calls: everything but what is asked.
public struct SimulatedScene: Sendable {
    private let caller: Caller
    private let policies: PolicySet
    private let context: RequestContext
    private let owner: AccountID?
    private let catalogue: ActionCatalogue
    /// The keys of any statement that were not given.
    private let missingKeys: [String]

    /// A scene whose policies are named as the answers are to name them. Without a caller nobody calls, and no resource is another account's.
    /// `owner` is the account of resources whose owner is not the caller's; the catalogue says what actions are about.
    ///
    /// AWS's simulator adds few keys of itself: who calls, and no more than that. Source: recorded answers of SimulateCustomPolicy.
    public init(
        caller: ARN?, under policies: PolicySet, given entries: [SimulatedKey] = [], owner: AccountID? = nil,
        catalogue: ActionCatalogue
    ) throws(SimulationError) {
        var context = try SimulatedContext(entries)
        let (known, defaults) = try Self.caller(of: caller)
        context.add(defaults)
        self.caller = known
        self.context = context.values
        self.owner = owner
        self.catalogue = catalogue
        self.policies = policies.simulated
        let asked = policies.simulatedDocuments.flatMap(\.statements).flatMap(\.keys).filter { !context.given.contains($0) }
        missingKeys = Set(asked.map(\.text)).sorted()
    }

    private static func caller(of arn: ARN?) throws(SimulationError) -> (Caller, [ContextKey: String]) {
        guard let arn else { return (.unnamed, ["aws:userid": "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR"]) }
        var defaults: [ContextKey: String] = [
            "aws:PrincipalArn": arn.description, "aws:PrincipalAccount": arn.account, "aws:userid": arn.description,
        ]
        let words = arn.resource.split(separator: "/").map(String.init)
        guard words.count > 1, let name = words.last, (try? AccountID(arn.account)) != nil else { throw invalidCaller }
        switch (arn.service, words[0]) {
        case ("iam", "user"):
            defaults["aws:username"] = name
            return (.user(arn), defaults)
        // A group has no credentials, but policies, and AWS simulates it as if it had.
        case ("iam", "group"): return (.user(arn), defaults)
        case ("iam", "role"):
            let session = ARN(partition: arn.partition, service: "sts", account: arn.account, resource: "assumed-role/\(name)/simulated")
            return (.roleSession(session, of: arn), defaults)
        // AWS wants the role instead; here the session calls as its role does.
        case ("sts", "assumed-role"):
            let role = ARN(partition: arn.partition, service: "iam", account: arn.account, resource: "role/\(words[1])")
            defaults["aws:PrincipalArn"] = role.description
            return (.roleSession(arn, of: role), defaults)
        default: throw invalidCaller
        }
    }

    private static let invalidCaller = SimulationError(
        .invalidInput, "Invalid caller - Caller must be an IAM user, role or group in this context.")

    /// What becomes of the action on each of the resources; without any, on `*`.
    public func result(of action: String, on resources: [String] = []) throws(SimulationError) -> SimulationResult {
        guard let name = ActionName(simulated: action) else {
            throw SimulationError(.invalidInput, "The action is invalid since it is missing names")
        }
        let asked = SimulatedAction(name, in: catalogue)
        guard resources != [], resources != ["*"] else {
            return SimulationResult(action: action, resource: "*", decision: decision(of: asked, on: .none), resources: [])
        }
        var decisions: [SimulatedDecision] = []
        for text in resources { decisions.append(decision(of: asked, on: try Self.resource(text))) }
        let about = resources.count == 1 ? resources[0] : asked.pattern
        return SimulationResult(
            action: action, resource: about, decision: SimulatedDecision(strictestOf: decisions, about: about), resources: decisions)
    }

    private static func resource(_ text: String) throws(SimulationError) -> RequestedResource {
        guard text != "*", let resource = try? RequestedResource(text), resource.isNamed else {
            throw SimulationError(.invalidInput, "ResourceNames are not in a valid ARN format: \(text).")
        }
        return resource
    }

    private func decision(of action: SimulatedAction, on resource: RequestedResource) -> SimulatedDecision {
        let request = AuthorizationRequest(simulated: caller, action: action.name, on: resource, resourceAccount: owner, context: context)
        return Judgement(request: request, policies: policies).simulated(action, missingKeys: missingKeys)
    }
}
