import Lifecycle

extension EventTelling {
    func rules(_ event: RulesEvent) -> String {
        switch event {
        case .roster(let person, let roles, let groups):
            let held = ([.requester] + roles).map { $0.word[language] }.joined(separator: ", ")
            let joined = groups.map(\.text).joined(separator: ", ")
            return say("\(place.name(of: person))의 역할: \(held)", "\(place.name(of: person)) is \(held)")
                + (groups.isEmpty ? "" : say("; 승인 그룹: \(joined)", "; groups: \(joined)"))
        case .personLeft(let person):
            return say("\(place.name(of: person))의 역할이 모두 해제됨", "\(place.name(of: person)) holds no role any more")
        case .accountSet(let account):
            return say("계정 \(account.alias): \(account.id)", "account \(account.alias) is \(account.id)")
                + RuleChangeTelling(place: place, language: language).exception(of: account)
        case .profileSet(let profile):
            return say(
                "권한 \(profile.name), 위험도 \(profile.risk.word.ko)", "profile \(profile.name), risk \(profile.risk.word.en)")
        case .workflowLoaded(let name, let digest):
            return say("업무 흐름 \(name), 버전 \(digest.text.prefix(12))", "workflow \(name) is version \(digest.text.prefix(12))")
        }
    }

    func person(_ event: PersonEvent) -> String {
        switch event {
        case .registered(let attributes): say("\(attributes.name): 등록됨", "\(attributes.name) became known")
        case .changed(let attributes): say("\(attributes.name): 등록 정보가 바뀜", "what is known of \(attributes.name) changed")
        case .keyAdded(let key): say("SSH 키가 등록됨 (\(key.kind))", "an SSH key was registered (\(key.kind))")
        case .keyRemoved(let key): say("SSH 키가 삭제됨 (\(key.kind))", "an SSH key was taken away (\(key.kind))")
        case .left: say("퇴직함", "left")
        case .erased(let texts): say("개인정보가 삭제됨: 글 \(texts)건", "was erased: \(Count.of(texts, "text"))")
        }
    }
}

/// Tells in one line what a change of the rules is.
struct RuleChangeTelling {
    let place: Workplace
    var language = Language.english

    private func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    func sentence(_ change: RuleChange) -> String {
        switch change {
        case .addPerson(let person, let attributes, let roles, let groups):
            say("\(person) \(attributes.name) 등록", "\(person) \(attributes.name) becomes known") + powers((", 역할", " as"), roles)
                + powers((", 승인 그룹", " in"), groups)
        case .changePerson(let person, let attributes): say("\(person) \(attributes.name) 정보 변경", "\(person) \(attributes.name) changes")
        case .move(let person, let grant, let withdraw, let join, let quit):
            "\(person) \(place.name(of: person)):" + powers((" 역할 부여", " becomes"), grant) + powers((" 그룹 추가", " joins"), join)
                + powers((" 역할 해제", " is no longer"), withdraw) + powers((" 그룹 제외", " leaves"), quit)
        case .leave(let person): say("\(person) \(place.name(of: person)) 퇴직", "\(person) \(place.name(of: person)) leaves")
        case .addKey(let person, let key):
            say("\(person) \(place.name(of: person)) SSH 키 등록", "\(person) \(place.name(of: person)) gets an SSH key") + " (\(key.kind))"
        case .removeKey(let person, let key):
            say("\(person) \(place.name(of: person)) SSH 키 삭제", "\(person) \(place.name(of: person)) loses an SSH key") + " (\(key.kind))"
        case .setAccount(let account):
            say("계정 \(account.alias): \(account.id)", "account \(account.alias) is \(account.id)") + " (\(account.reach.rawValue))"
                + exception(of: account)
        case .setProfile(let profile): sentence(about: profile)
        case .loadWorkflow(let name, let digest):
            say("업무 흐름 \(name) 적용, 버전 \(digest.text.prefix(12))", "workflow \(name) becomes version \(digest.text.prefix(12))")
        case .waive(_, let finding, let owner, let until):
            say(
                "\(place.text(until))까지 면제: \(finding), 책임자 \(place.name(of: owner))",
                "\(finding) is waived until \(place.text(until)); \(place.name(of: owner)) answers for it")
        case .erase(let person): say("\(label(person)) 개인정보 삭제", "\(label(person)) is erased")
        case .addPurpose(let account, let from, let to):
            say(
                "\(place.text(from))부터 \(place.text(to))까지 root 사용: \(account)",
                "root of \(account) is used from \(place.text(from)) to \(place.text(to))")
        }
    }

    /// Under which other policy than the strict one an account is; nothing for most.
    func exception(of account: Account) -> String {
        account.dutyException.map { say(", 반증된 정책 '\(account.duty.rawValue)' 적용", ", \($0)") } ?? ""
    }

    private func sentence(about profile: Profile) -> String {
        let groups = profile.groups.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.map(\.text).joined(separator: "+"))" }
            .joined(separator: " ")
        return say(
            "권한 \(profile.name): \(groups), 위험도 \(profile.risk.word.ko), 업무 흐름 \(profile.workflow)",
            "profile \(profile.name) means \(groups), risk \(profile.risk.word.en), workflow \(profile.workflow)")
    }

    /// The id, and the name for as long as it is known.
    private func label(_ person: PersonID) -> String {
        let name = place.name(of: person)
        return name == person.description ? name : "\(person) \(name)"
    }

    private func powers(_ words: (ko: String, en: String), _ roles: SortedSet<Role>) -> String {
        roles.isEmpty ? "" : say(words.ko, words.en) + " " + roles.map { $0.word[language] }.joined(separator: ", ")
    }

    private func powers(_ words: (ko: String, en: String), _ groups: SortedSet<ApprovalGroup>) -> String {
        groups.isEmpty ? "" : say(words.ko, words.en) + " " + groups.map(\.text).joined(separator: ", ")
    }
}

extension Role {
    /// The word in both languages; in English as it is typed.
    var word: Bilingual {
        switch self {
        case .requester: Bilingual(ko: "신청자", en: rawValue)
        case .approver: Bilingual(ko: "승인자", en: rawValue)
        case .admin: Bilingual(ko: "관리자", en: rawValue)
        case .auditor: Bilingual(ko: "감사자", en: rawValue)
        }
    }
}
