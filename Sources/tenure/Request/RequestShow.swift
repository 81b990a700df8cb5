import ArgumentParser
import Ledger
import Lifecycle

/// `tenure request show`
struct RequestShow: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one request: what it would grant, who decided, who is awaited.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The request.", valueName: "request")) var request: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.request(request).state
        var facts: [(String, String)] = [
            ("request", "\(found.id): \(workplace.sentence(about: found))"),
            ("status", "\(found.status.rawValue) since \(workplace.text(found.since))"),
            ("by", workplace.name(of: found.by)), ("for", workplace.name(of: found.form.subject)), ("reason", "\(found.form.reason)"),
        ]
        if let ticket = found.form.ticket { facts.append(("ticket", "\(ticket)")) }
        if let remark = found.remark { facts.append(("remark", "\(remark)")) }
        if let record = found.record { facts.append(("user", "\(record)")) }
        facts += details(of: found, in: workplace)
        for stage in found.form.stages {
            let given = found.approvals.filter { $0.stage == stage.name }.map {
                "\(workplace.name(of: $0.by)) at \(workplace.text($0.at))\($0.isSigned ? ", signed" : "")"
            }
            let groups = stage.groups.map(\.text).joined(separator: ", ")
            facts.append(
                (
                    "stage \(stage.name)",
                    "\(given.count) of \(stage.quorum) from \(groups)\(stage.isSigned ? ", signed" : "")\(given.isEmpty ? "" : ": " + given.joined(separator: "; "))"
                ))
        }
        let awaited = try workplace.awaited(for: found)
        facts += try workplace.wantedSignatures(for: found).map { ("signatures", "stage \($0.stage.name): \($0.text)") }
        if !awaited.isEmpty { facts.append(("waits for", awaited.joined(separator: ", "))) }
        if let lapses = found.lapses { facts.append(("lapses", workplace.text(lapses))) }
        facts.append(("content", "sha256:\(found.form.content)"))
        workplace.print(facts)
        return .done
    }

    private func details(of request: Request, in workplace: Workplace) -> [(String, String)] {
        // Whoever approves a key compares it with its owner's: 'ssh-keygen -l'.
        if case .rules(.addKey(_, let key)) = request.form.ask { return [("SSH key", "\(key.kind) \(key.fingerprint)")] }
        guard case .access(let access) = request.form.ask else { return grant(request.grant) }
        var facts = [("IAM user name", access.name.description)]
        if let end = access.end { facts.append(("until", workplace.text(end))) }
        return facts + grant(access.grant)
    }

    private func grant(_ grant: Grant?) -> [(String, String)] {
        grant.map { [("groups", $0.groups.map(\.text).joined(separator: ", ")), ("their policies", "sha256:\($0.policies)")] } ?? []
    }
}

extension Workplace {
    /// Prints named facts, one a line, their names aligned.
    func print(_ facts: [(name: String, value: String)]) {
        let width = facts.map { Width.of($0.name) }.max() ?? 0
        Terminal.out(facts.map { "\(Width.pad($0.name, to: width))  \($0.value.isEmpty ? "-" : $0.value)\n" }.joined())
    }
}
