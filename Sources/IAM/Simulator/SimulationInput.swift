/// What `aws iam simulate-custom-policy` takes: hypothetical policies and the calls to be decided under them.
public struct SimulationInput: Sendable {
    /// Identity policies.
    public var policies: [String] = []
    /// At most one.
    public var boundaries: [String] = []
    /// Service control policies, level by level from the root to the account.
    public var controlLevels: [[String]] = []
    public var actions: [String] = []
    /// ARNs; none stands for `*`.
    public var resources: [String] = []
    public var context: [SimulatedKey] = []
    /// The ARN of the user, group or role that calls.
    public var caller: String?
    public var resourcePolicy: String?
    /// An ARN of the account that owns the resources, if that is not the caller's.
    public var resourceOwner: String?

    /// An input that asks nothing yet.
    public init() {}

    /// What is asked of a user's own policies.
    public init(_ question: SimulationQuestion) {
        caller = question.principal.description
        actions = question.actions
        resources = question.resource.map { [$0] } ?? []
        context = question.context
    }
}

/// A key of the requests to be simulated, as it is given: neither its type nor its values have been checked.
public struct SimulatedKey: Hashable, Sendable {
    public let name: String
    /// `string`, `stringList`, `numeric` …; nil if it is not given.
    public let type: String?
    public let values: [String]

    /// A key as it is given.
    public init(name: String, type: String?, values: [String]) {
        self.name = name
        self.type = type
        self.values = values
    }

    /// An entry without any of its members, as skeletons of the AWS CLI have it, says nothing.
    var isBlank: Bool { name.isEmpty && (type ?? "").isEmpty && values.isEmpty }
}

/// Why AWS would not simulate an input.
public struct SimulationError: Error, Hashable, CustomStringConvertible {
    public let code: Code
    public let message: String

    /// An error of that kind.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Who would have refused it.
    public enum Code: String, Hashable, Sendable {
        /// The simulator.
        case invalidInput = "InvalidInput"
        /// The service, before the simulator saw it.
        case validation = "ValidationError"
        /// The AWS CLI, before it sent anything.
        case parameters = "ParamValidation"
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
