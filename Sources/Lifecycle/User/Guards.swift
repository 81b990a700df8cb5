import Foundation
import IAM

extension UserRecord {
    /// What is in the way of a transition now, each thing once; empty if it can begin.
    public func blockers(of transition: Transition, in context: UserContext) -> [Blocker] {
        var found = transition.guards.compactMap { blocker($0, of: transition, in: context) }
        if stage == .creation || (isAdopted && stage == .notice), revocation == nil, transition.steps.contains(where: Self.needsApproval),
            !context.approvalStands
        {
            found.append(approvalBlocker(transition))
        } else if revocation == nil, transition.steps.contains(.grantProfile), !context.approvalStands {
            found.append(approvalBlocker(transition))
        }
        if let setback, setback.transition == transition.name, context.now < setback.at + UserContext.rest, !context.retries {
            found.append(
                Blocker(
                    transition, "it came to nothing at step \(setback.step.rawValue): \(setback.reason)",
                    remedy: "mend that, then 'tenure run --retry'", waitsFor: .admin))
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func needsApproval(_ step: Step) -> Bool {
        switch step {
        case .createUser, .joinDutyGroup, .setPassword, .grantProfile, .deliverGuide: true
        default: false
        }
    }

    func approvalBlocker(_ transition: Transition) -> Blocker {
        let request = order?.request ?? request
        return Blocker(
            transition, "the approval of \(request) does not stand", remedy: "see 'tenure request show \(request)'", waitsFor: .manager)
    }

    private func blocker(_ condition: Guard, of transition: Transition, in context: UserContext) -> Blocker? {
        switch condition {
        case .mfaEnrolled: enrolledBlocker(transition, context)
        case .mfaMissing: missingBlocker(transition, context)
        case .passwordChanged: passwordBlocker(transition, context)
        case .confirmed: confirmationBlocker(transition)
        case .noticeDelivered: noticeBlocker(transition, context)
        case .keysInUse:
            keysAreInUse(at: context.now) || context.isProtected
                ? nil : Blocker(transition, "no access key is in use", remedy: "nothing is to be done", waitsFor: .nobody)
        case .keysSettled: keysBlocker(transition, context)
        case .keptAsService:
            keyDecision?.outcome == .service
                ? nil : Blocker(transition, "it was not decided to be a service", remedy: "nothing is to be done", waitsFor: .nobody)
        case .endReached:
            end.map { context.now >= $0 } ?? false
                ? nil : Blocker(transition, "the access has not ended", remedy: "end it with 'tenure user revoke \(id)'", waitsFor: .nobody)
        case .absent: absenceBlocker(transition, context)
        case .reviewed:
            use?.isOpen ?? false
                ? Blocker(
                    transition, "nobody else has looked at what was done while the glass was broken",
                    remedy: "a second person runs 'tenure user review \(id) --reason …'", waitsFor: .admin) : nil
        }
    }

    private func staleBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        guard !context.lookIsFresh || sighting == nil else { return nil }
        let seen =
            switch context.lookedAt {
            case nil: "the account was never looked at"
            case _ where sighting == nil: "not looked at since it was made"
            case let looked?: "the account was last looked at \(Period(roughly: context.now.timeIntervalSince(looked))) ago"
            }
        return Blocker(transition, "unknown: \(seen)", remedy: "run 'tenure sync'", waitsFor: .tenure)
    }

    private func enrolledBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        if let stale = staleBlocker(transition, context) { return stale }
        guard sighting?.devices.isEmpty ?? true else { return nil }
        return Blocker(
            transition, "no MFA device is enabled",
            remedy: "they follow their guide: 'tenure guide write \(id) --for \(isAdopted ? "existing" : "new")'",
            waitsFor: .subject)
    }

    private func missingBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        if let stale = staleBlocker(transition, context) { return stale }
        guard sighting?.devices.isEmpty ?? false else {
            return Blocker(transition, "an MFA device is enabled", remedy: "nothing is to be done", waitsFor: .nobody)
        }
        guard let read = context.devicesRead, read + UserContext.deviceFreshness >= context.now else {
            return Blocker(
                transition, "their devices have to be read afresh first", remedy: "run 'tenure run'", waitsFor: .tenure, wantsDevices: true)
        }
        return nil
    }

    private func passwordBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        if let stale = staleBlocker(transition, context) { return stale }
        guard let changed = sighting?.passwordChanged, let passwordSet, changed > passwordSet else {
            return Blocker(
                transition, "the password is still the one that tenure set, as far as IAM's report shows (it is up to four hours old)",
                remedy: "they sign in with MFA and change it; see 'tenure guide write \(id) --for new'", waitsFor: .subject)
        }
        return nil
    }

    private func confirmationBlocker(_ transition: Transition) -> Blocker? {
        guard let confirmation, sighting?.devices.contains(where: { $0.text == confirmation.serial.text }) ?? false else {
            return Blocker(
                transition, "nobody has compared the MFA device yet",
                remedy: "a second person runs 'tenure user confirm \(id) --serial SERIAL'",
                waitsFor: .admin)
        }
        return nil
    }

    private func noticeBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        let lead = context.workflow.state(state)?.deadline ?? Period(seconds: 0)
        let reached = deliveries.contains { delivery in
            guard case .guide = delivery.what else { return false }
            return delivery.at + lead <= context.now
        }
        guard !reached else { return nil }
        return Blocker(
            transition, "their notice has not been with them for \(lead)",
            remedy: "deliver it with 'tenure guide send \(id) --for \(isAdopted ? "notice" : "new")' and extend the deadline",
            waitsFor: .tenure)
    }

    private func keysBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        if let stale = staleBlocker(transition, context) { return stale }
        guard keysAreInUse(at: context.now) || context.isProtected else { return nil }
        switch keyDecision?.outcome {
        case .mfaSession, .delete: return nil
        case .service:
            return Blocker(
                transition, "it was decided to be a service", remedy: "nothing is to be done: it stays outside the block", waitsFor: .nobody
            )
        case nil:
            return Blocker(
                transition, "its access keys are in use", waitsFor: .admin,
                remedy: "decide with 'tenure user adopt \(id) --keys mfa-session|service|delete --reason …'")
        }
    }

    private func absenceBlocker(_ transition: Transition, _ context: UserContext) -> Blocker? {
        guard userID != nil else { return nil }
        guard revocation?.deleted != nil else {
            return Blocker(transition, "IAM has not acknowledged the deletion", remedy: "run 'tenure run'", waitsFor: .tenure)
        }
        guard let missingSince, let looked = context.lookedAt, looked >= missingSince + UserContext.absence else {
            return Blocker(
                transition, "its absence is not verified: two looks at least a minute apart have to miss it",
                remedy: "run 'tenure run' again in a minute",
                waitsFor: .tenure)
        }
        return nil
    }

    /// Whether an active access key was used in the last 30 days.
    public func keysAreInUse(at now: Date) -> Bool {
        sighting?.keys.contains { $0.isActive && ($0.lastUsed.map { used in used + UserContext.keyUse >= now } ?? false) } ?? false
    }
}

extension Blocker {
    init(_ transition: Transition, _ reason: String, waitsFor: Party, remedy: String) {
        self.init(transition, reason, remedy: remedy, waitsFor: waitsFor)
    }
}
