import Foundation
import IAM

/// One request that stands for many like it: an action on something that no policy has a reason to name.
struct Probe: Sendable {
    let action: ActionName
    let resource: RequestedResource
}

/// Whether a user can do all of some probes.
enum Reach: Sendable {
    /// In an ordinary session with MFA; these statements allow it.
    case allowed([StatementReference])
    /// Only where conditions hold of which a snapshot shows nothing.
    case depends(on: [ContextKey])
    case denied
    /// Policies that apply cannot be read, and might allow it.
    case unseen([UnreadablePolicy])
}

extension ExaminedAccount {
    /// Whether somebody can do everything of these.
    ///
    /// Decided with the user's own policies, those of its groups, its boundary and every Deny, in a session with MFA. A condition on a key
    /// that a snapshot does not show, as the address that somebody comes from, makes neither a yes nor a no.
    func reach(of user: SnapshotUser, _ principal: SnapshotPrincipal, all probes: [Probe]) -> Reach {
        reach(of: user, principal, probes, isAll: true)
    }

    /// Whether somebody can do one of these.
    func reach(of user: SnapshotUser, _ principal: SnapshotPrincipal, any probes: [Probe]) -> Reach {
        reach(of: user, principal, probes, isAll: false)
    }

    private func reach(of user: SnapshotUser, _ principal: SnapshotPrincipal, _ probes: [Probe], isAll: Bool) -> Reach {
        reach(in: Session(of: user, mfa: "true", at: asOf), principal.policies, principal.unreadable, probes, isAll: isAll)
    }

    /// Whether somebody can do all, or one, of these in that session under these policies.
    func reach(
        in session: Session, _ policies: PolicySet, _ unreadable: [UnreadablePolicy], _ probes: [Probe], isAll: Bool
    ) -> Reach {
        let no = unreadable.isEmpty ? Reach.denied : .unseen(unreadable)
        // Without an Allow that names the action no condition and no resource matters.
        let isNamed = { (probe: Probe) in policies.identity.contains { $0.document.mayAllow(probe.action) } }
        guard isAll ? probes.allSatisfy(isNamed) : probes.contains(where: isNamed) else { return no }
        let plain = decide(probes, under: policies, session, isAll: isAll)
        if plain.isAllowed { return .allowed(plain.statements) }
        guard unreadable.isEmpty else { return no }
        let unknown = policies.keys.filter { !session.isKnown($0) }
        guard plain.mayBe || !unknown.isEmpty else { return .denied }
        let relaxed = unknown.isEmpty ? policies : policies.relaxed(session.isKnown)
        return decide(probes, under: relaxed, session, isAll: isAll).mayBe ? .depends(on: unknown.sorted()) : .denied
    }

    private struct Decided {
        var isAllowed: Bool
        var mayBe: Bool
        var statements: [StatementReference] = []
    }

    private func decide(_ probes: [Probe], under policies: PolicySet, _ session: Session, isAll: Bool) -> Decided {
        var result = Decided(isAllowed: isAll, mayBe: isAll)
        for probe in probes {
            let request = AuthorizationRequest(
                by: session.caller, action: probe.action, on: probe.resource, context: session.context)
            let evaluation = evaluate(request, under: policies)
            let isAllowed = evaluation.decision == .allowed
            if isAllowed { result.statements += evaluation.statements.filter { !result.statements.contains($0) } }
            if isAll {
                result.isAllowed = result.isAllowed && isAllowed
                result.mayBe = result.mayBe && evaluation.mayBeAllowed
                if !result.mayBe { return result }
            } else {
                result.isAllowed = result.isAllowed || isAllowed
                result.mayBe = result.mayBe || evaluation.mayBeAllowed
                if result.isAllowed { return result }
            }
        }
        return result
    }
}

/// A session of a user or a role, as far as it follows from the snapshot.
struct Session: Sendable {
    let arn: ARN
    let caller: Caller
    let context: RequestContext
    let known: Set<ContextKey>

    /// A session with that value of `aws:MultiFactorAuthPresent`; nil for a long-term key, whose requests have no such key.
    init(of user: SnapshotUser, mfa: String?, at moment: Date, as arn: ARN? = nil) {
        let identity = user.detail.user
        var values = Self.values(at: moment, identity.tags)
        values["aws:userid"] = .single(identity.id.text)
        if let mfa { values["aws:MultiFactorAuthPresent"] = .single(mfa) }
        if mfa == "true" { values["aws:MultiFactorAuthAge"] = "60" }
        if mfa != nil { values["aws:TokenIssueTime"] = values["aws:CurrentTime"] }
        self.arn = arn ?? identity.arn
        caller = .user(self.arn)
        context = RequestContext(values)
        // What the evaluator adds by itself, and what is missing for certain.
        known = Set(values.keys).union(Self.known).union(["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"])
    }

    /// A session of a role. Whether it knows of MFA depends on who assumed it, and where.
    init(of role: RoleDetail, at moment: Date) {
        var values = Self.values(at: moment, role.tags)
        values["aws:TokenIssueTime"] = values["aws:CurrentTime"]
        arn = ARN(partition: role.arn.partition, service: "sts", account: role.arn.account, resource: "assumed-role/\(role.name)/session")
        caller = .roleSession(arn, of: role.arn)
        context = RequestContext(values)
        known = Set(values.keys).union(Self.known)
    }

    private static func values(at moment: Date, _ tags: [Tag]) -> [ContextKey: ContextValue] {
        var values: [ContextKey: ContextValue] = [
            "aws:SecureTransport": "true", "aws:ViaAWSService": "false", "aws:CurrentTime": .single(ReportTime.text(moment)),
            "aws:EpochTime": .single(String(Int(moment.timeIntervalSince1970))),
        ]
        for tag in tags { values[ContextKey("aws:PrincipalTag/\(tag.key)")] = .single(tag.value) }
        return values
    }

    private static let known: Set<ContextKey> = [
        "aws:username", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName", "aws:FederatedProvider",
    ]

    /// Whether the snapshot tells what a request has for that key; tags that are not there are not there.
    func isKnown(_ key: ContextKey) -> Bool { known.contains(key) || key.text.lowercased().hasPrefix("aws:principaltag/") }
}
