/// Probes as questions to AWS's simulator: those that differ in nothing but the action are asked together.
public struct LiveQuestions: Sendable {
    /// A question, and the probes that its answers belong to.
    public struct Group: Sendable {
        public let question: SimulationQuestion
        let probes: [LiveProbe]
    }

    /// AWS names no limit; so many keep a request and its answer small.
    private static let size = 50

    /// What to ask.
    public let groups: [Group]

    /// The questions for these probes.
    public init(_ probes: [LiveProbe], of user: ARN) {
        var order: [Key] = []
        var together: [Key: [LiveProbe]] = [:]
        for probe in probes {
            let resource = probe.request.resource
            let key = Key(resource: resource.isNamed ? resource.text : nil, keys: probe.keys)
            if together[key] == nil { order.append(key) }
            // A refuting request may be one of those that are asked anyway.
            let isAsked = together[key]?.contains { $0.request.action == probe.request.action } ?? false
            if !isAsked { together[key, default: []].append(probe) }
        }
        groups = order.flatMap { key in
            let probes = together[key] ?? []
            return stride(from: 0, to: probes.count, by: Self.size).map { start in
                let some = Array(probes[start..<min(start + Self.size, probes.count)])
                let actions = some.map(\.request.action.text)
                return Group(question: SimulationQuestion(of: user, actions: actions, on: key.resource, context: key.keys), probes: some)
            }
        }
    }

    private struct Key: Hashable {
        let resource: String?
        let keys: [SimulatedKey]
    }
}
