/// Answers what `aws iam simulate-custom-policy` answers, without AWS. Policies that come again are not parsed again.
///
/// More lenient than AWS in four things: an assumed role may call, a resource policy may stand on any resource, `*` included, and name
/// its principal without saying `AWS`, and all answers come at once. Where AWS's own behaviour is unclear, the answer is the most probable one, and says so.
public struct Simulator: Sendable {
    private struct Source: Hashable, Sendable {
        let kind: PolicyKind
        let text: String
    }

    private let catalogue = ActionCatalogue()
    private var documents: [Source: PolicyDocument] = [:]
    /// So many are kept, and then all are forgotten.
    private static let capacity = 4_096

    /// A simulator that has seen no policy yet.
    public init() {}

    /// The result of each action, in the order asked; or the first thing in the input that AWS would refuse.
    public mutating func results(of input: SimulationInput) throws(SimulationError) -> [SimulationResult] {
        try results(of: input, under: PolicySet())
    }

    /// The results under a principal's policies, as SimulatePrincipalPolicy gives them; the input's own policies come on top.
    public mutating func results(of input: SimulationInput, under own: PolicySet) throws(SimulationError) -> [SimulationResult] {
        guard !input.actions.isEmpty else { throw SimulationError(.invalidInput, "ActionNames cannot be empty.") }
        let scene = try scene(of: input, under: own)
        var results: [SimulationResult] = []
        for action in input.actions { results.append(try scene.result(of: action, on: input.resources)) }
        return results
    }

    private mutating func scene(of input: SimulationInput, under own: PolicySet) throws(SimulationError) -> SimulatedScene {
        let caller = try Self.caller(of: input)
        let owner = try Self.owner(of: input)
        var policies = try policies(of: input)
        policies.identity = own.identity + policies.identity
        policies.boundary = policies.boundary ?? own.boundary
        return try SimulatedScene(caller: caller, under: policies, given: input.context, owner: owner, catalogue: catalogue)
    }

    private mutating func policies(of input: SimulationInput) throws(SimulationError) -> PolicySet {
        guard input.boundaries.count < 2 else {
            throw SimulationError(.invalidInput, "The list of Permissions Boundary policies cannot exceed 1 items.")
        }
        var set = PolicySet(judge: .simulator)
        set.identity = try applied(input.policies, "PolicyInputList", of: "Policy input list")
        set.boundary = try applied(
            input.boundaries, "PermissionsBoundaryPolicyInputList", of: "Permissions boundary policy input list"
        ).first
        for (index, level) in input.controlLevels.enumerated() {
            guard !level.isEmpty else {
                throw SimulationError(
                    .invalidInput, "Organization policy at index \(index + 1) must contain at least one service control policy")
            }
            set.serviceControl.append(try applied(level, "ServiceControlPolicyInputList", of: "Organization policy \(index + 1)"))
        }
        if let text = input.resourcePolicy {
            let document = try document(text, as: .simulatedResource, called: "Resource policy")
            set.resource = AppliedPolicy("ResourcePolicy", document)
        }
        return set
    }

    private mutating func applied(_ texts: [String], _ name: String, of list: String) throws(SimulationError) -> [AppliedPolicy] {
        var applied: [AppliedPolicy] = []
        for (index, text) in texts.enumerated() {
            let document = try document(text, as: .simulated, called: "\(list) item \(index + 1)")
            applied.append(AppliedPolicy("\(name).\(index + 1)", document))
        }
        return applied
    }

    private mutating func document(_ text: String, as kind: PolicyKind, called name: String) throws(SimulationError) -> PolicyDocument {
        let source = Source(kind: kind, text: text)
        if let known = documents[source] { return known }
        do {
            let document = try PolicyDocument(parsing: text, as: kind)
            if documents.count >= Self.capacity { documents = [:] }
            documents[source] = document
            return document
        } catch {
            throw SimulationError(.invalidInput, "\(name) has invalid content: \(error)")
        }
    }

    private static func caller(of input: SimulationInput) throws(SimulationError) -> ARN? {
        guard let text = input.caller else {
            guard input.resourcePolicy == nil else {
                throw SimulationError(.invalidInput, "Invalid caller - Caller cannot be null or empty.")
            }
            return nil
        }
        do {
            return try ARN(text)
        } catch {
            throw SimulationError(.invalidInput, "Invalid caller - \(error)")
        }
    }

    private static func owner(of input: SimulationInput) throws(SimulationError) -> AccountID? {
        guard let text = input.resourceOwner else { return nil }
        guard let arn = try? ARN(text), arn.service == "iam", let account = try? AccountID(arn.account) else {
            throw SimulationError(.invalidInput, "Invalid Resource Owner.")
        }
        return account
    }
}
