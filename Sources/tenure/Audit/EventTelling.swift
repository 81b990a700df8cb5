import Lifecycle

/// Tells an event in one line: who, what, to whom, why.
struct EventTelling {
    let place: Workplace

    /// Whether an event says something to somebody who does not follow every step.
    static func isTelling(_ event: Event) -> Bool {
        if case .plan(.announced) = event { return false }
        guard case .user(let user) = event else { return true }
        switch user {
        case .announced, .performed, .undone: return false
        case .opened, .ordered, .regranted, .revocationDecided, .began, .failed, .gaveUp, .abandoned, .entered, .seen, .missed, .reminded,
            .delivered,
            .extended, .suspensionDecided, .alarmed, .useReviewed, .errandDecided, .confirmed, .keysDecided, .reductionDecided,
            .endAdvanced:
            return true
        }
    }

    func line(_ recorded: Recorded) -> String { "\(place.name(of: recorded.by)): \(what(recorded.event))" }

    /// What happened, to whom and why, without who did it.
    func what(_ event: Event) -> String {
        switch event {
        case .home(let event): home(event)
        case .rules(let event): rules(event)
        case .workflow: "keeps a workflow's text"
        case .person(let event): person(event)
        case .account(.looked(let look)):
            "looked at the account: \(Count.of(look.userCount, "user")), \(Count.of(look.appeared.count, "new stranger")), \(look.missing.count) missing"
        case .account(.snapshotKept(let snapshot)):
            "kept snapshot \(snapshot.id), \(snapshot.origin.rawValue): \(Count.of(snapshot.counts.users, "user")), taken \(place.text(snapshot.taken))"
        case .account(.proofCompared(let comparison)):
            "compared the proof about user \(comparison.user) (\(comparison.proof.rawValue)) with AWS's simulator: \(Count.of(comparison.asked, "request")), \(comparison.allowed) allowed that are no enrolment, \(comparison.differing) decided otherwise"
        case .request(let event): request(event)
        case .user(let event): user(event)
        case .plan(let event): PlanTelling.line(event, place)
        case .review(let event): review(event)
        case .item(let event): item(event)
        case .register(let event): register(event)
        }
    }

    private func home(_ event: HomeEvent) -> String {
        switch event {
        case .founded(let isSandbox): "founded the \(isSandbox ? "sandbox " : "")home"
        case .advanced(let seconds): "moved the sandbox's clock on by \(Period(seconds: seconds))"
        case .exported(let filter, let count, _):
            "exported \(Count.of(count, filter.hasPrefix("view=") ? "line" : "event")) (\(filter))"
        case .signingKeySet(let key): "checkpoints are signed with the key \(key) from here on"
        case .copyRenewed(let size): "made the outside copy of the checkpoint of \(Count.of(size, "event")) anew"
        case .backupTaken(let size): "takes a backup of at least \(Count.of(size, "event"))"
        case .restored(let size): "brought the ledger back from a backup of \(Count.of(size, "event"))"
        case .rollbackAsked(let rollback):
            "asks to go on from a backup of \(Count.of(rollback.size, "event")) of \(rollback.origin): \(rollback.reason)"
        case .rollbackAccepted: "accepted that history goes on from the backup, under another name"
        }
    }

    private func register(_ event: RegisterEvent) -> String {
        switch event {
        case .waived(let waiver):
            "waived \(waiver.finding) until \(place.text(waiver.until)) by \(waiver.request), \(place.name(of: waiver.owner)) answers for it: \(waiver.reason)"
        case .waiverWithdrawn(let request, let reason): "withdrew waiver \(request): \(reason)"
        case .purposeAdded(let purpose):
            "root may be used from \(place.text(purpose.from)) to \(place.text(purpose.to)) by \(purpose.request): \(purpose.reason)"
        case .attested(let control, let evidence, let until):
            "attested \(control) until \(place.text(until)), evidence \(evidence.text.prefix(12))"
        case .rootUsed(let uses):
            "root was used: \(uses.map { "\($0.means.rawValue) \(place.text($0.at))" }.joined(separator: ", ")); uses in between are not seen"
        }
    }

    private func rules(_ event: RulesEvent) -> String {
        switch event {
        case .roster(let person, let roles, let groups):
            "\(place.name(of: person)) is \((["requester"] + roles.map(\.rawValue)).joined(separator: ", ")); groups: \(groups.map(\.text).joined(separator: ", "))"
        case .personLeft(let person): "\(place.name(of: person)) holds no role any more"
        case .accountSet(let account): "account \(account.alias) is \(account.id)\(account.dutyException.map { ", \($0)" } ?? "")"
        case .profileSet(let profile): "profile \(profile.name), risk \(profile.risk.rawValue)"
        case .workflowLoaded(let name, let digest): "workflow \(name) is version \(digest.text.prefix(12))"
        }
    }

    private func person(_ event: PersonEvent) -> String {
        switch event {
        case .registered(let attributes): "\(attributes.name) became known"
        case .changed(let attributes): "what is known of \(attributes.name) changed"
        case .keyAdded(let key): "an SSH key was registered (\(key.kind))"
        case .keyRemoved(let key): "an SSH key was taken away (\(key.kind))"
        case .left: "left"
        case .erased(let texts): "was erased: \(Count.of(texts, "text"))"
        }
    }

    private func request(_ event: RequestEvent) -> String {
        switch event {
        case .submitted(let form, let signed): "asks for \(asked(form))\(Self.signed(signed)): \(form.reason)"
        case .amended(let form): "asks again, for \(asked(form)): \(form.reason)"
        case .returned(let remark, let signed): "sent it back\(Self.signed(signed)): \(remark)"
        case .endorsed(let stage, _, let signed): "said yes in stage '\(stage)'\(Self.signed(signed))"
        case .approved: "approved"
        case .rejected(let remark, let signed): "said no\(Self.signed(signed)): \(remark)"
        case .withdrawn(let remark): "withdrew it\(remark.map { ": \($0)" } ?? "")"
        case .expired: "it expired"
        case .voided: "what it would grant changed: approvals are void"
        case .assigned(let record): "\(record) carries it out"
        case .fulfilled: "fulfilled"
        }
    }

    static func signed(_ statement: SignedStatement?) -> String { statement == nil ? "" : ", signed" }

    private func asked(_ form: RequestForm) -> String {
        switch form.ask {
        case .access(let access): "profile \(access.profile) in \(access.account) for \(place.name(of: access.person))"
        case .change(let change): "profile \(change.profile) for \(change.record)"
        case .breakGlass(let glass): "the broken glass of \(glass.record)"
        case .resume(let record): "access back for \(record)"
        case .revoke(let record): "the end of \(record)"
        case .rules(let change): place.sentence(about: change)
        }
    }

    private func names(_ people: SortedSet<PersonID>) -> String {
        people.isEmpty ? "nobody" : people.map { place.name(of: $0) }.joined(separator: ", ")
    }

    private func delivered(_ what: Delivery.What) -> String {
        switch what {
        case .guide(let kind): "guide '\(kind.rawValue)' delivered"
        case .password: "password delivered"
        case .reminder: "reminded"
        case .prompt: "those for whom it waits were reminded"
        case .suspension: "told that access is suspended"
        }
    }

    private func user(_ event: UserEvent) -> String {
        switch event {
        case .opened(let opening): "approved by \(opening.request): \(opening.account)/\(opening.name), profile \(opening.profile)"
        case .ordered(let order): "\(order.request) is to be carried out"
        case .regranted: "approved anew"
        case .revocationDecided(let reason, _): "revocation decided: \(reason)"
        case .began(let name, let to, _, _, _): "began '\(name)' → \(to)"
        case .announced(let step): "is about to \(step.rawValue)"
        case .performed(let step, _): "did \(step.rawValue)"
        case .failed(let step, let reason): "\(step.rawValue) failed and is tried again: \(reason)"
        case .gaveUp(let step, let reason): "gave up at \(step.rawValue): \(reason)"
        case .undone(let step): "took back \(step.rawValue)"
        case .abandoned(let name, let reason): "abandoned '\(name)': \(reason)"
        case .entered(let entry): "is \(entry.state)\(entry.deadline.map { ", until \(place.text($0))" } ?? "")"
        case .seen(let sighting):
            "seen at IAM: \(Count.of(sighting.devices.count, "MFA device")), groups \(sighting.groups.isEmpty ? "none" : sighting.groups.map(\.text).joined(separator: ", "))"
        case .missed: "not found at IAM"
        case .reminded: "reminded"
        case .delivered(let delivery): delivered(delivery.what)
        case .extended(let deadline, let reason): "deadline moved to \(place.text(deadline)): \(reason)"
        case .suspensionDecided(let reason): "suspension decided: \(reason)"
        case .errandDecided(let errand, let reason): "\(errand.rawValue) decided: \(reason)"
        case .confirmed(let serial): "compared the device \(serial)"
        case .keysDecided(let outcome, let reason): "keys: \(outcome.rawValue): \(reason)"
        case .reductionDecided(let groups, _, let reason): "is to leave \(groups.map(\.text).joined(separator: ", ")): \(reason)"
        case .alarmed(let told, let untold):
            "security was told: \(names(told))\(untold.isEmpty ? "" : "; could not be told: \(names(untold))")"
        case .useReviewed(let remark): "reviewed what was done while the glass was broken: \(remark)"
        case .endAdvanced(let end, let reason): "access ends by \(place.text(end)): \(reason)"
        }
    }
}
