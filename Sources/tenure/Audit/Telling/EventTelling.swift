import IAM
import Lifecycle

/// Tells an event in one line: who, what, to whom, why. Pages for auditors tell it in either language, the terminal in English.
struct EventTelling {
    let place: Workplace
    var language = Language.english

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
        case .workflow: say("업무 흐름의 본문을 보관함", "keeps a workflow's text")
        case .person(let event): person(event)
        case .account(let event): account(event)
        case .request(let event): request(event)
        case .user(let event): user(event)
        case .plan(let event): plan(event)
        case .review(let event): review(event)
        case .item(let event): item(event)
        case .register(let event): register(event)
        }
    }

    func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    func names(_ people: some Sequence<PersonID>) -> String {
        let names = people.map { place.name(of: $0) }
        return names.isEmpty ? say("없음", "nobody") : names.joined(separator: ", ")
    }

    func names(_ groups: SortedSet<GroupName>) -> String { groups.map(\.text).joined(separator: ", ") }

    private func home(_ event: HomeEvent) -> String {
        switch event {
        case .founded(let isSandbox): say(isSandbox ? "모의 홈을 개설함" : "홈을 개설함", "founded the \(isSandbox ? "sandbox " : "")home")
        case .advanced(let seconds):
            say("모의 시계를 \(Period(seconds: seconds))만큼 앞으로 옮김", "moved the sandbox's clock on by \(Period(seconds: seconds))")
        case .exported(let filter, let count, _):
            filter.hasPrefix("view=")
                ? say("\(count)줄을 내보냄 (\(filter))", "exported \(Count.of(count, "line")) (\(filter))")
                : say("사건 \(count)건을 내보냄 (\(filter))", "exported \(Count.of(count, "event")) (\(filter))")
        case .signingKeySet(let key):
            say("이후의 체크포인트에 서명할 키: \(key)", "checkpoints are signed with the key \(key) from here on")
        case .copyRenewed(let size):
            say(
                "사건 \(size)건의 체크포인트의 외부 사본을 다시 만듦",
                "made the outside copy of the checkpoint of \(Count.of(size, "event")) anew")
        case .backupTaken(let size): say("사건 \(size)건 이상을 백업함", "takes a backup of at least \(Count.of(size, "event"))")
        case .restored(let size): say("사건 \(size)건의 백업에서 원장을 복원함", "brought the ledger back from a backup of \(Count.of(size, "event"))")
        case .rollbackAsked(let rollback):
            say(
                "\(rollback.origin)의 사건 \(rollback.size)건 백업에서 이어 가기를 요청함: \(rollback.reason)",
                "asks to go on from a backup of \(Count.of(rollback.size, "event")) of \(rollback.origin): \(rollback.reason)")
        case .rollbackAccepted:
            say("백업에서 다른 이름으로 이력을 이어 가도록 승인함", "accepted that history goes on from the backup, under another name")
        }
    }

    private func account(_ event: AccountEvent) -> String {
        switch event {
        case .looked(let look):
            let (appeared, missing) = (look.appeared.count, look.missing.count)
            return say(
                "계정을 조회함: 사용자 \(look.userCount)명, 새로 나타난 미등록 사용자 \(appeared)명, 없어진 사용자 \(missing)명",
                "looked at the account: \(Count.of(look.userCount, "user")), \(Count.of(appeared, "new stranger")), \(missing) missing")
        case .snapshotKept(let snapshot):
            let (users, taken) = (snapshot.counts.users, place.text(snapshot.taken))
            let origin =
                switch snapshot.origin {
                case .pulled: say("직접 조회", "pulled")
                case .loaded: say("파일", "loaded")
                }
            return say(
                "스냅샷 \(snapshot.id) 보관, \(origin): 사용자 \(users)명, 기준 시각 \(taken)",
                "kept snapshot \(snapshot.id), \(origin): \(Count.of(users, "user")), taken \(taken)")
        case .proofCompared(let comparison):
            let (asked, allowed, differing) = (comparison.asked, comparison.allowed, comparison.differing)
            return say(
                "사용자 \(comparison.user)의 증명(\(comparison.proof.rawValue))을 AWS 시뮬레이터와 대조함: 요청 \(asked)건, 등록이 아닌데 허용 \(allowed)건, 판정이 다름 \(differing)건",
                "compared the proof about user \(comparison.user) (\(comparison.proof.rawValue)) with AWS's simulator: \(Count.of(asked, "request")), \(allowed) allowed that are no enrolment, \(differing) decided otherwise"
            )
        }
    }

    private func plan(_ event: PlanEvent) -> String {
        switch event {
        case .proposed(let proposal):
            let changes = proposal.changes.map { say("\($0.target)에 \($0.action)", "\($0.action) on \($0.target)") }.joined(separator: "; ")
            return say("\(proposal.account)의 조치를 계획함: \(changes)", "plans repairs of \(proposal.account): \(changes)")
        case .approved: return say("계획을 승인함", "approved the plan")
        case .announced(let change): return say("변경 \(change)번을 곧 수행함", "is about to make change \(change)")
        case .told(let change, let until):
            return say(
                "변경 \(change)번에 영향받는 사람들에게 알림, 적용은 \(place.text(until))부터",
                "told those whom change \(change) touches from \(place.text(until)) on")
        case .done(let change): return say("변경 \(change)번을 수행함", "made change \(change)")
        case .failed(let change, let reason): return say("변경 \(change)번 실패: \(reason)", "change \(change) failed: \(reason)")
        case .overtaken(let change, let reason): return say("변경 \(change)번을 그대로 둠: \(reason)", "left change \(change) alone: \(reason)")
        case .finished: return say("계획이 완료됨", "the plan is finished")
        }
    }

    private func register(_ event: RegisterEvent) -> String {
        switch event {
        case .waived(let waiver):
            let (until, owner) = (place.text(waiver.until), place.name(of: waiver.owner))
            return say(
                "\(until)까지 면제: \(waiver.finding) (\(waiver.request)), 책임자 \(owner): \(waiver.reason)",
                "waived \(waiver.finding) until \(until) by \(waiver.request), \(owner) answers for it: \(waiver.reason)")
        case .waiverWithdrawn(let request, let reason):
            return say("면제 \(request) 철회: \(reason)", "withdrew waiver \(request): \(reason)")
        case .purposeAdded(let purpose):
            let (from, to) = (place.text(purpose.from), place.text(purpose.to))
            return say(
                "\(from)부터 \(to)까지 root를 사용할 수 있음 (\(purpose.request)): \(purpose.reason)",
                "root may be used from \(from) to \(to) by \(purpose.request): \(purpose.reason)")
        case .attested(let control, let evidence, let until):
            return say(
                "\(control) 확인됨, \(place.text(until))까지, 증빙 \(evidence.text.prefix(12))",
                "attested \(control) until \(place.text(until)), evidence \(evidence.text.prefix(12))")
        case .rootUsed(let uses):
            let list = uses.map { "\($0.means.rawValue) \(place.text($0.at))" }.joined(separator: ", ")
            return say("root가 사용됨: \(list). 그 사이의 사용은 보이지 않음", "root was used: \(list); uses in between are not seen")
        }
    }
}
