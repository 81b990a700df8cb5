extension WorkflowReading {
    /// Warnings about approvals that these people cannot give. They never refuse a load, and never stand in the way of a revocation.
    ///
    /// Requester and subject may not approve, and nobody approves in two stages: for every pair of them, distinct persons must remain for
    /// all stages together. A computed group (`@manager`) that the roster does not hold counts as one person who is in no other group and
    /// is neither requester nor subject; one that it holds counts as those people. A signed stage wants its quorum among `signers`, all who
    /// have a key that signs; a computed group that the roster does not hold has one of them, if there is any.
    public func findings(roster: [ApprovalGroup: Set<PersonID>], signers: Set<PersonID>) -> [LintFinding] {
        guard let workflow else { return [] }
        return emptyGroups(workflow, roster) + shortage(workflow, roster) + unsignable(workflow, roster, signers)
    }

    private func unsignable(_ workflow: Workflow, _ roster: [ApprovalGroup: Set<PersonID>], _ signers: Set<PersonID>) -> [LintFinding] {
        workflow.approval.stages.enumerated().filter(\.element.isSigned).compactMap { index, stage in
            let members = stage.groups.reduce(into: Set<PersonID>()) { $0.formUnion(roster[$1] ?? []) }
            let unnamed = signers.isEmpty ? 0 : stage.groups.count { $0.isComputed && roster[$0] == nil }
            let able = members.intersection(signers).count + unnamed
            guard able < stage.quorum else { return nil }
            let who = members.subtracting(signers).min().map(\.description) ?? "PERSON"
            let few =
                able == 0
                ? "nobody of \(stage.groups.map(\.text).listed) has"
                : "only \(able) of \(stage.groups.map(\.text).listed) \(able == 1 ? "has" : "have")"
            return source.finding(
                .unreachableSignature, "approval.stages[\(index)].signed",
                "stage '\(stage.name)' counts only signed decisions, and \(few) a registered key that signs; it takes \(stage.quorum)",
                remedy: "have \(who) register one: tenure person key \(who) --key \"$(cat ~/.ssh/id_ed25519.pub)\" --reason …")
        }
    }

    private func emptyGroups(_ workflow: Workflow, _ roster: [ApprovalGroup: Set<PersonID>]) -> [LintFinding] {
        workflow.approval.stages.enumerated().flatMap { index, stage in
            stage.groups.enumerated().filter { !$1.isComputed && (roster[$1] ?? []).isEmpty }.map { place, group in
                source.finding(
                    .unknownGroup, "approval.stages[\(index)].groups[\(place)]", "the approval group '\(group)' has no members",
                    remedy: "give it members, or take it out of stage '\(stage.name)'")
            }
        }
    }

    private func shortage(_ workflow: Workflow, _ roster: [ApprovalGroup: Set<PersonID>]) -> [LintFinding] {
        let stages = workflow.approval.stages
        guard let shortage = Quorums(stages, roster).shortage() else { return [] }
        let stage = stages[shortage.stage]
        let absence = shortage.without.isEmpty ? "" : " when requester and subject are \(shortage.without.map(\.description).listed)"
        return [
            source.finding(
                .unreachableQuorum, "approval.stages[\(shortage.stage)].quorum",
                "stage '\(stage.name)' cannot find \(stage.quorum) of \(stage.groups.map(\.text).listed) who sign no other stage\(absence)",
                remedy: "add a person to one of its groups, or lower its quorum")
        ]
    }
}

/// Who could give which signature.
struct Quorums {
    /// One place for each signature that is needed, with the stage that needs it.
    private let places: [(stage: Int, candidates: [Approver])]

    private enum Approver: Hashable {
        case person(PersonID)
        /// The one whom a computed group stands for.
        case computed(ApprovalGroup)
    }

    /// A stage that cannot be filled when these people may not approve.
    struct Shortage: Hashable {
        let stage: Int
        let without: [PersonID]
    }

    init(_ stages: [ApprovalStage], _ roster: [ApprovalGroup: Set<PersonID>]) {
        places = stages.enumerated().flatMap { index, stage in
            let candidates = stage.groups.reduce(into: Set<Approver>()) { found, group in
                if let people = roster[group] {
                    found.formUnion(people.map { .person($0) })
                } else if group.isComputed {
                    found.insert(.computed(group))
                }
            }
            let place = (index, candidates.sorted { Self.order($0) < Self.order($1) })
            return Array(repeating: place, count: stage.quorum)
        }
    }

    /// The first shortage for any requester and subject; nil if there is none.
    ///
    /// Only people who sign in one way of filling all places can be missed, so only they are tried as requester, and only those of the
    /// way that is found without the requester as subject: the answer is that for every pair, without trying every pair.
    func shortage() -> Shortage? {
        guard case .filled(let signers) = fill(without: []) else { return shortage(without: []) }
        for requester in signers {
            guard case .filled(let others) = fill(without: [requester]) else { return shortage(without: [requester]) }
            for subject in others {
                if let shortage = shortage(without: [requester, subject]) { return shortage }
            }
        }
        return nil
    }

    private enum Filling {
        case filled([PersonID])
        case short(stage: Int)
    }

    private func shortage(without people: [PersonID]) -> Shortage? {
        switch fill(without: people) {
        case .filled: nil
        case .short(let stage): Shortage(stage: stage, without: people)
        }
    }

    // Augmenting paths: each place takes a free person, or one whose place can be given to somebody else.
    private func fill(without people: [PersonID]) -> Filling {
        let absent = Set(people.map { Approver.person($0) })
        var signs: [Approver: Int] = [:]
        for place in places.indices {
            var asked = absent
            guard give(place, &signs, &asked) else { return .short(stage: places[place].stage) }
        }
        let signers = signs.keys.compactMap { approver -> PersonID? in
            if case .person(let person) = approver { person } else { nil }
        }
        return .filled(signers.sorted())
    }

    private func give(_ place: Int, _ signs: inout [Approver: Int], _ asked: inout Set<Approver>) -> Bool {
        for candidate in places[place].candidates where asked.insert(candidate).inserted {
            if let other = signs[candidate], !give(other, &signs, &asked) { continue }
            signs[candidate] = place
            return true
        }
        return false
    }

    private static func order(_ approver: Approver) -> (Int, String) {
        switch approver {
        case .person(let person): (person.number, "")
        case .computed(let group): (.max, group.text)
        }
    }
}
