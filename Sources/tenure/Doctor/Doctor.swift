import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure doctor`
struct Doctor: HomeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Is this home sound: ledger, permissions, workflows, templates, and who could approve what.",
        discussion: "Replays every event and compares it with what is stored. Exit status 3 if anything is found.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var findings = try ledger(workplace) + permissions(workplace) + workflows(workplace) + templates(workplace) + looks(workplace)
        findings += try powers(workplace) + signing(workplace) + erasures(workplace) + glasses(workplace)
        for finding in findings { Terminal.out("\(finding)\n") }
        Terminal.out(
            findings.isEmpty
                ? "sound: \(try workplace.ledger.size()) events replayed, projections equal\n" : "\(Count.of(findings.count, "finding"))\n")
        return findings.isEmpty ? .done : .findings
    }

    private func ledger(_ workplace: Workplace) throws -> [String] {
        try workplace.ledger.problems().map { "ledger: \($0)" }
    }

    private func permissions(_ workplace: Workplace) -> [String] {
        let folder = (workplace.directory, 0o700)
        var files = [Home.File.ledger, .settings].map { (Home.url($0, in: workplace.directory), 0o600) }
        if let key = KeyKeeping(home: workplace.home).file { files.append((key, 0o600)) }
        return ([folder] + files).compactMap { url, wanted in
            let mode = (try? FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int) ?? nil
            guard let mode, mode & 0o077 != 0 else { return nil }
            return "permissions: '\(url.lastPathComponent)' can be read by others; type: chmod \(String(wanted, radix: 8)) '\(url.path)'"
        }
    }

    private func workflows(_ workplace: Workplace) throws -> [String] {
        let rules = try workplace.rules()
        let roster = try RosterOfGroups(place: workplace)
        return try rules.workflows.sorted { $0.key < $1.key }.flatMap { name, digest in
            let text = try workplace.ledger.workflow(digest)?.state.text ?? ""
            return roster.findings(about: WorkflowFile.read(text, named: "\(name).yaml")).map { "workflow: \($0)" }
        }
    }

    private func templates(_ workplace: Workplace) throws -> [String] {
        TemplateLint.check(try Catalog.templates(in: workplace.directory)).map { "template: \($0)" }
    }

    private func looks(_ workplace: Workplace) throws -> [String] {
        try workplace.rules().accounts.keys.sorted().compactMap { alias in
            let seen = try workplace.ledger.account(alias)?.state.seen
            guard seen.map({ $0 + workplace.settings.staleAfter < workplace.now }) ?? true else { return nil }
            return
                "account: '\(alias)' was \(seen.map { "last looked at \(workplace.text($0))" } ?? "never looked at"); type: tenure sync --account \(alias)"
        }
    }

    /// Uses of broken glass that nobody else has looked at, and those that security was not told of.
    private func glasses(_ workplace: Workplace) throws -> [String] {
        let workflows = try workplace.rules().workflows.values.filter { try workplace.home.workflow($0).glassTime != nil }
        guard !workflows.isEmpty else { return [] }
        let users = try everyPage { try workplace.ledger.users(.init(), after: $0?.state.id, limit: 1_000) }.map(\.state)
        return users.flatMap { user -> [String] in
            guard let use = user.use else { return [] }
            let open =
                "glass: \(user.id) was broken by \(use.request), and nobody has reviewed it; type: tenure user review \(user.id) --reason …"
            let silent = "glass: security was not told of \(use.request); 'tenure run' tries it again"
            return (use.isOpen ? [open] : []) + (use.wantsAlarm ? [silent] : [])
        }
    }

    private func signing(_ workplace: Workplace) throws -> [String] {
        guard try !workplace.ledger.logKeys().isEmpty else {
            return ["audit: nothing is signed, so a rewritten history would not show; type: tenure audit key make"]
        }
        let (size, signed) = (try workplace.ledger.size(), try workplace.ledger.lastCheckpoint()?.size ?? 0)
        let copy = try VerifyingHome(place: workplace, trusted: nil, since: nil).copyFindings().map { "audit: \($0)" }
        return copy + (size > signed ? ["audit: \(Count.of(size - signed, "event")) not signed yet; type: tenure audit checkpoint"] : [])
    }

    // An erasure is recorded first and carried out then: what was interrupted shows here.
    private func erasures(_ workplace: Workplace) throws -> [String] {
        let people = try everyPage { try workplace.ledger.people(after: $0?.state.id, limit: 1_000) }.map(\.state)
        return try people.filter { $0.erased != nil }.compactMap { person in
            let count = try workplace.ledger.textCount(of: person.id)
            guard count > 0 else { return nil }
            return
                "people: \(person.id) was erased, and \(Count.of(count, "text")) of theirs are still there; type: tenure person erase \(person.id)"
        }
    }

    private func powers(_ workplace: Workplace) throws -> [String] {
        let rules = try workplace.rules()
        var findings: [String] = []
        if rules.holders(of: .admin).count < 2 {
            findings.append(
                "powers: there is one admin only, so no change of the rules can be approved; type: tenure person move PERSON --grant admin")
        }
        let canAct = try rules.holders(of: .admin).filter { try workplace.find.person($0).attributes.osUser != nil }
        if canAct.count < 2, !workplace.isSandbox {
            findings.append("powers: fewer than two admins have an operating-system user; type: tenure person move PERSON --os-user USER")
        }
        return findings
    }
}
