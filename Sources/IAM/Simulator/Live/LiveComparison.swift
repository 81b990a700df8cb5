/// What tenure and AWS's own simulator say of the same requests by one user without MFA.
public struct LiveComparison: Sendable {
    /// One request, and both answers.
    public struct Row: Sendable {
        public let probe: LiveProbe
        public let ours: SimulatedDecision
        public let theirs: SimulationAnswer

        /// How the two answers stand to each other.
        public var agreement: Agreement {
            let weAllow = ours.decision == .allowed
            if weAllow == (theirs.decision == .allowed) { return .agrees }
            if weAllow, theirs.allowedByOrganizations == false { return .stricterByOrganization }
            return ours.doubts.isEmpty ? .differs : .unclear
        }

        /// Whether AWS allows without MFA what is no enrolment.
        public var refutes: Bool { theirs.decision == .allowed && !probe.isEnrolment }
    }

    /// What two answers come to. That one says *explicit* and the other *implicit* is no difference: both deny.
    public enum Agreement: String, Sendable, CaseIterable {
        case agrees
        /// AWS denies because of the organisation's control policies, which tenure does not see.
        case stricterByOrganization = "stricter-by-organization"
        /// AWS's behaviour is not documented there, and tenure's answer says so.
        case unclear
        case differs
    }

    /// In the order asked.
    public private(set) var rows: [Row] = []
    private var simulator = Simulator()

    /// A comparison of nothing yet.
    public init() {}

    /// Puts AWS's answers to a question beside ours, which follow from policies that are named as AWS names them.
    ///
    /// Throws `SimulationError` for a question that AWS would refuse, and `AnswerMissing` if an action was not answered.
    public mutating func add(_ answers: [SimulationAnswer], to group: LiveQuestions.Group, under policies: PolicySet) throws {
        // AWS does not say in which order it answers.
        let theirs = Dictionary(answers.map { ($0.action.lowercased(), $0) }) { first, _ in first }
        let ours = try simulator.results(of: SimulationInput(group.question), under: policies)
        for (probe, ours) in zip(group.probes, ours) {
            let action = probe.request.action.text
            guard let answer = theirs[action.lowercased()] else { throw AnswerMissing(action: action) }
            rows.append(Row(probe: probe, ours: ours.decision, theirs: answer))
        }
    }

    /// How many of the answers stand so to each other.
    public func count(_ agreement: Agreement) -> Int { rows.count { $0.agreement == agreement } }

    /// The requests that AWS allows without MFA although they are no enrolment.
    public var refutations: [Row] { rows.filter(\.refutes) }
}

/// AWS's simulator left out an action that it was asked about.
public struct AnswerMissing: Error, Hashable, CustomStringConvertible {
    public let action: String

    /// For an action that was asked about.
    public init(action: String) { self.action = action }

    public var description: String { "AWS's simulator did not say what becomes of \(action)" }
}
