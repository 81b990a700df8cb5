import Engine
import IAM
import Ledger
import Lifecycle

extension Request {
    /// What an approver of the open stage types.
    var answer: String { "tenure request approve \(id)" + (openStage?.isSigned == true ? " --sign" : "") }
}

extension Workplace {
    /// One line that says what a request is.
    func sentence(about request: Request) -> String {
        switch request.form.ask {
        case .access(let access):
            let what = access.adopts == nil ? "a user" : "adoption of '\(access.name)'"
            return
                "\(what) for \(name(of: access.person)) in \(access.account), profile \(access.profile) (risk \(request.form.risk.rawValue))"
        case .change(let change): return "profile \(change.profile) for \(change.record) (risk \(request.form.risk.rawValue))"
        case .breakGlass(let glass): return "the glass of \(glass.record) is broken"
        case .resume(let record): return "access back for \(record)"
        case .revoke(let record): return "the end of \(record)"
        case .rules(let change): return sentence(about: change)
        }
    }

    /// One line that says what a change of the rules is.
    func sentence(about change: RuleChange) -> String {
        switch change {
        case .addPerson(let person, let attributes, let roles, let groups):
            return "\(person) \(attributes.name) becomes known" + powers(" as", roles, " in", groups)
        case .changePerson(let person, let attributes): return "\(person) \(attributes.name) changes"
        case .move(let person, let grant, let withdraw, let join, let quit):
            return "\(person) \(name(of: person)):" + powers(" becomes", grant, " joins", join)
                + powers(" is no longer", withdraw, " leaves", quit)
        case .leave(let person): return "\(person) \(name(of: person)) leaves"
        case .addKey(let person, let key): return "\(person) \(name(of: person)) gets an SSH key (\(key.kind))"
        case .removeKey(let person, let key): return "\(person) \(name(of: person)) loses an SSH key (\(key.kind))"
        case .setAccount(let account):
            return "account \(account.alias) is \(account.id) (\(account.reach.rawValue))\(account.dutyException.map { ", \($0)" } ?? "")"
        case .setProfile(let profile):
            let groups = profile.groups.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.map(\.text).joined(separator: "+"))" }
            return
                "profile \(profile.name) means \(groups.joined(separator: " ")), risk \(profile.risk.rawValue), workflow \(profile.workflow)"
        case .loadWorkflow(let name, let digest): return "workflow \(name) becomes version \(digest.text.prefix(12))"
        case .waive(_, let finding, let owner, let until):
            return "\(finding) is waived until \(text(until)); \(name(of: owner)) answers for it"
        case .erase(let person):
            let name = name(of: person)
            return name == person.description ? "\(person) is erased" : "\(person) \(name) is erased"
        case .addPurpose(let account, let from, let to):
            return "root of \(account) is used from \(text(from)) to \(text(to))"
        }
    }

    private func powers(_ first: String, _ roles: SortedSet<Role>, _ second: String, _ groups: SortedSet<ApprovalGroup>) -> String {
        let asRoles = roles.isEmpty ? "" : first + " " + roles.map(\.rawValue).joined(separator: ", ")
        let inGroups = groups.isEmpty ? "" : second + " " + groups.map(\.text).joined(separator: ", ")
        return asRoles + inGroups
    }

    /// Who is awaited for a request, by name.
    func awaited(for request: Request) throws -> [String] {
        let context = try Office(home: home, actor: request.by).context(of: request, rules: try rules())
        return request.awaited(in: context).sorted().map { name(of: $0) }
    }

    /// Says on standard output what a request waits for now.
    func tellWhatIsNext(for request: Request) throws {
        switch request.status {
        case .submitted:
            let stage = request.openStage?.name.text ?? "-"
            Terminal.out(
                "waits for stage '\(stage)': \(try awaited(for: request).joined(separator: ", ")); expires \(text(request.form.expires))\n")
            Terminal.out("they find it with 'tenure inbox' and type: \(request.answer)\n")
            for wanted in try wantedSignatures(for: request) {
                Terminal.out("stage '\(wanted.stage.name)' counts only signed decisions: \(wanted.text)\n")
            }
        case .approved: Terminal.out("approved; 'tenure run' carries it out\n")
        case .fulfilled: Terminal.out("in force\n")
        case .returned: Terminal.out("sent back to \(name(of: request.by)): tenure request amend \(request.id)\n")
        case .rejected, .withdrawn, .expired: Terminal.out("\(request.status.rawValue)\n")
        }
    }
}
