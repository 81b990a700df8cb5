/// How a request of this workflow is decided.
public struct ApprovalPlan: Hashable, Sendable {
    /// After this time a request that nobody decided has expired.
    public let expires: Period
    /// After this time an approval that nobody carried out has expired.
    public let beginWithin: Period
    public let stages: [ApprovalStage]

    /// A plan of these stages, passed in this order.
    public init(expires: Period, beginWithin: Period, stages: [ApprovalStage]) {
        self.expires = expires
        self.beginWithin = beginWithin
        self.stages = stages
    }

    /// The stages that a request of that risk passes.
    public func stages(for risk: Risk) -> [ApprovalStage] { stages.filter { $0.applies(to: risk) } }
}

/// One stage of approval: so many persons of these groups.
public struct ApprovalStage: Hashable, Sendable, Codable {
    public let name: StageName
    public let groups: [ApprovalGroup]
    public let quorum: Int
    /// The stage is passed only by requests of at least this risk; nil means all.
    public let from: Risk?
    private let signed: Bool?

    /// Whether a yes counts only with its giver's signature.
    public var isSigned: Bool { signed ?? false }

    /// A stage.
    public init(name: StageName, groups: [ApprovalGroup], quorum: Int, from: Risk?, isSigned: Bool = false) {
        // Stages that were recorded before signatures could be demanded read and spell as they always did.
        signed = isSigned ? true : nil
        self.name = name
        self.groups = groups
        self.quorum = quorum
        self.from = from
    }

    /// Whether a request of that risk passes this stage.
    public func applies(to risk: Risk) -> Bool { from.map { $0 <= risk } ?? true }
}

/// How much harm what is asked could do; it is the profile's.
public enum Risk: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case low
    case medium
    case high
    case critical

    public static func < (left: Risk, right: Risk) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
