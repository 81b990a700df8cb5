/// What AWS's simulator knows of an action: on which resources policies can decide about it at all.
struct SimulatedAction {
    let name: ActionName
    /// Nil for an action that AWS does not know: of that any policy may speak.
    private let known: CatalogueAction?
    private let shapes: [[[PatternUnit]]]

    /// The action as the catalogue has it.
    init(_ name: ActionName, in catalogue: ActionCatalogue) {
        self.name = name
        known = catalogue.action(name)
        shapes = known?.resourceTypes.map(Self.shape) ?? []
    }

    /// Whether the action can be about the resource. AWS's simulator implicitly denies what is not: recorded for users on whom
    /// objects were read, and for all actions that are checked against `*` alone.
    func knows(_ resource: RequestedResource) -> Bool {
        guard known != nil, resource.segments.count == 6 else { return true }
        return shapes.contains { shape in
            shape.count != 6 || (0..<6).allSatisfy { Wildcard.matches(shape[$0], resource.segments[$0]) }
        }
    }

    private static func shape(of type: CatalogueResourceType) -> [[PatternUnit]] {
        // Recorded: buckets and their objects are one kind to the simulator.
        let isObject = type.arn.hasPrefix("arn:${Partition}:s3:::${BucketName}")
        let text = isObject ? "arn:${Partition}:s3:::${BucketName}" : type.arn
        return ARNPattern.parts(of: CatalogueShape.units(of: text))
    }

    /// What the simulator says an action is about when several resources are named: a pattern that says no more than the service.
    /// Source: recorded answers of SimulateCustomPolicy.
    var pattern: String { known.flatMap { Self.patterns[$0.service] } ?? "*" }

    private static let patterns = [
        "ec2": "arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}",
        "iam": "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}", "kms": "arn:aws:kms:${Region}:${Account}:${ResourceType}/${Id}",
        "lambda": "arn:aws:lambda:${Region}:${Account}:${ResourceType}:${ResourceId}", "s3": "arn:aws:s3:::${BucketName}/${KeyName}",
        "sqs": "arn:aws:sqs:${Region}:${Account}:${QueueName}", "sts": "arn:aws:iam::${Account}:${RelativeId}",
    ]
}
