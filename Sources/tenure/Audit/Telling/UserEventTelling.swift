import Lifecycle

extension EventTelling {
    func user(_ event: UserEvent) -> String {
        switch event {
        case .opened(let opening):
            say(
                "\(opening.request)에 따라 승인됨: \(opening.account)/\(opening.name), 권한 \(opening.profile)",
                "approved by \(opening.request): \(opening.account)/\(opening.name), profile \(opening.profile)")
        case .ordered(let order): say("\(order.request) 처리 대상이 됨", "\(order.request) is to be carried out")
        case .regranted: say("다시 승인됨", "approved anew")
        case .revocationDecided(let reason, _): say("회수 결정: \(reason)", "revocation decided: \(reason)")
        case .began(let name, let to, _, _, _): say("'\(name)' 시작 → \(to)", "began '\(name)' → \(to)")
        case .announced(let step): say("곧 수행함: \(step.rawValue)", "is about to \(step.rawValue)")
        case .performed(let step, _): say("수행함: \(step.rawValue)", "did \(step.rawValue)")
        case .failed(let step, let reason):
            say("\(step.rawValue) 실패, 다시 시도함: \(reason)", "\(step.rawValue) failed and is tried again: \(reason)")
        case .gaveUp(let step, let reason): say("\(step.rawValue)에서 중단함: \(reason)", "gave up at \(step.rawValue): \(reason)")
        case .undone(let step): say("되돌림: \(step.rawValue)", "took back \(step.rawValue)")
        case .abandoned(let name, let reason): say("'\(name)' 포기: \(reason)", "abandoned '\(name)': \(reason)")
        case .entered(let entry):
            say("상태 \(entry.state)", "is \(entry.state)")
                + (entry.deadline.map { say(", 기한 \(place.text($0))", ", until \(place.text($0))") } ?? "")
        case .seen(let sighting):
            say(
                "IAM에서 확인: MFA 기기 \(sighting.devices.count)개, 그룹 \(sighting.groups.isEmpty ? "없음" : names(sighting.groups))",
                "seen at IAM: \(Count.of(sighting.devices.count, "MFA device")), groups \(sighting.groups.isEmpty ? "none" : names(sighting.groups))"
            )
        case .missed: say("IAM에서 찾지 못함", "not found at IAM")
        case .reminded: say("독촉함", "reminded")
        case .delivered(let delivery): delivered(delivery.what)
        case .extended(let deadline, let reason):
            say("기한 변경, \(place.text(deadline)): \(reason)", "deadline moved to \(place.text(deadline)): \(reason)")
        case .suspensionDecided(let reason): say("정지 결정: \(reason)", "suspension decided: \(reason)")
        case .errandDecided(let errand, let reason): say("\(errand.rawValue) 결정: \(reason)", "\(errand.rawValue) decided: \(reason)")
        case .confirmed(let serial): say("기기 대조, \(serial)", "compared the device \(serial)")
        case .keysDecided(let outcome, let reason): say("접근 키: \(outcome.rawValue): \(reason)", "keys: \(outcome.rawValue): \(reason)")
        case .reductionDecided(let groups, _, let reason):
            say("그룹에서 제외 결정, \(names(groups)): \(reason)", "is to leave \(names(groups)): \(reason)")
        case .alarmed(let told, let untold):
            say("보안 담당에게 알림: \(names(told))", "security was told: \(names(told))")
                + (untold.isEmpty ? "" : say("; 알리지 못함: \(names(untold))", "; could not be told: \(names(untold))"))
        case .useReviewed(let remark):
            say("비상 사용 중에 한 일을 검토함: \(remark)", "reviewed what was done while the glass was broken: \(remark)")
        case .endAdvanced(let end, let reason): say("\(place.text(end))에 접근 종료: \(reason)", "access ends by \(place.text(end)): \(reason)")
        }
    }

    private func delivered(_ what: Delivery.What) -> String {
        switch what {
        case .guide(let kind): say("안내문 '\(kind.rawValue)' 전달함", "guide '\(kind.rawValue)' delivered")
        case .password: say("비밀번호를 전달함", "password delivered")
        case .reminder: say("독촉함", "reminded")
        case .prompt: say("처리할 사람들에게 독촉함", "those for whom it waits were reminded")
        case .suspension: say("접근이 정지되었음을 알림", "told that access is suspended")
        }
    }
}
