import IAM

/// What a decision about a request rests on besides the request: the rules of the moment and the person it is about.
public struct ApprovalContext: Sendable {
    public let rules: Rules
    /// The person whose access or power it is about.
    public let subject: Person?
    /// What the asked groups allow now; nil if no groups are asked for, or they were never read.
    public let grantNow: Grant?
    /// The signature that comes with the decision, if one does.
    public let signature: DecisionSignature?

    /// A context.
    public init(rules: Rules, subject: Person?, grantNow: Grant?, signature: DecisionSignature? = nil) {
        self.rules = rules
        self.subject = subject
        self.grantNow = grantNow
        self.signature = signature
    }
}

/// Who could say yes. Separation of duties is by person: never the requester, never the subject, and nobody twice.
public struct Approvers: Sendable {
    private let context: ApprovalContext
    private let barred: Set<PersonID>

    /// The approvers of what this requester asks about that subject.
    public init(requester: PersonID, subject: PersonID?, in context: ApprovalContext) {
        self.context = context
        self.barred = Set([requester, subject].compactMap(\.self))
    }

    /// All who could approve a stage.
    public func eligible(for stage: ApprovalStage) -> Set<PersonID> {
        let candidates = stage.groups.flatMap { members(of: $0) }
        return Set(candidates).subtracting(barred).subtracting(context.rules.left)
    }

    private func members(of group: ApprovalGroup) -> [PersonID] {
        let attributes = context.subject?.attributes
        switch group {
        case .manager: return [attributes?.manager].compactMap(\.self)
        case .sponsor: return [attributes?.sponsor].compactMap(\.self)
        case .admins: return Array(context.rules.holders(of: .admin))
        default: return context.rules.groups[group, default: []].filter { context.rules.has(.approver, $0) }
        }
    }

    /// The first stage that cannot get its quorum from persons who are left over by the stages before it; nil if all can.
    ///
    /// Exact: persons are matched to places (augmenting paths), so two stages that share one approver are found out.
    public func unattainable(of stages: [ApprovalStage]) -> ApprovalStage? {
        var seat: [PersonID: Int] = [:]
        let places = stages.flatMap { stage in Array(repeating: stage, count: stage.quorum) }
        for (place, stage) in places.enumerated() {
            var tried: Set<PersonID> = []
            guard seated(place, in: places, seat: &seat, tried: &tried) else { return stage }
        }
        return nil
    }

    private func seated(_ place: Int, in places: [ApprovalStage], seat: inout [PersonID: Int], tried: inout Set<PersonID>) -> Bool {
        for person in eligible(for: places[place]).sorted() where tried.insert(person).inserted {
            guard let other = seat[person] else {
                seat[person] = place
                return true
            }
            if seated(other, in: places, seat: &seat, tried: &tried) {
                seat[person] = place
                return true
            }
        }
        return false
    }
}

extension Request {
    /// Who could approve what is open now: the open stage's approvers who have not approved another stage.
    public func awaited(in context: ApprovalContext) -> Set<PersonID> {
        guard status == .submitted, let stage = openStage else { return [] }
        return approvers(of: stage, in: context)
    }

    /// Who could approve a stage: its approvers who have not approved another.
    public func approvers(of stage: ApprovalStage, in context: ApprovalContext) -> Set<PersonID> {
        Approvers(requester: by, subject: form.subject, in: context).eligible(for: stage)
            .subtracting(approvals.filter { $0.content == form.content }.map(\.by))
    }
}
