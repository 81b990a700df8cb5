import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// Checks a home, and says what that covers.
struct VerifyingHome {
    let place: Workplace
    let trusted: VerifierKey?
    let since: EarlierCheckpoint?

    func verify(with accounts: [VerifyingAccounts.Look]) throws -> ExitStatus {
        let found = try place.ledger.examine()
        var findings = found.problems.map(\.description) + (try copyFindings()) + (try keyFindings(found)) + (try sinceFindings(found))
        // Of a file that is damaged nothing more is read.
        if found.keys.isEmpty, found.size > 0 {
            findings.append("nothing is signed: this home has no signing key; type: tenure audit key make")
        }
        findings += accounts.flatMap(\.findings)
        for finding in findings { Terminal.out("\(finding.printable)\n") }
        tell(found)
        for look in accounts { Terminal.out(look.text(in: place)) }
        Terminal.out(findings.isEmpty ? "sound\n" : "\(Count.of(findings.count, "finding"))\n")
        return findings.isEmpty ? .done : .findings
    }

    private func tell(_ found: Verification) {
        let covered = found.covered?.size ?? 0
        Terminal.out(
            """
            \(found.size) events hashed again, root \(found.root.base64)
            \(Count.of(found.checkpoints, "checkpoint")) compared, the last that holds is of \(Count.of(covered, "event"))
            states, listings and texts compared with a replay; \(Count.of(found.approvals, "approval")) with who could give them then\(signatures(found))
            not covered: \(Count.of(found.size - covered, "event")) after that checkpoint; whether what was typed is true; what was changed at AWS outside tenure

            """)
        for rollback in found.rollbacks { Terminal.out(told(rollback)) }
    }

    private func told(_ dated: DatedRollback) -> String {
        let rollback = dated.rollback
        let lost =
            dated.lostUpTo.map { "events \(rollback.size + 1) to \($0) of it are lost" } ?? "what was recorded after it, nobody can tell"
        let accepted = dated.acceptedBy.map { "accepted by \(place.name(of: $0))" } ?? "and waits to be accepted"
        return
            "event \(dated.seq) went back to a backup of \(Count.of(rollback.size, "event")) of \(rollback.origin), asked by \(place.name(of: dated.askedBy)), \(accepted); \(lost)\n"
    }

    private func signatures(_ found: Verification) -> String {
        found.signatures == 0 ? "" : "; \(Count.of(found.signatures, "signature")) under decisions verified with the keys of that time"
    }

    /// What is wrong with the copy of the last checkpoint outside the ledger.
    func copyFindings() throws -> [String] {
        let last = try place.ledger.lastCheckpoint()?.size ?? 0
        do {
            guard let copy = try Notary(home: place.home).outsideCopy() else {
                return last == 0 ? [] : ["the copy of the last checkpoint is missing"]
            }
            _ = try copy.note.signers(among: place.ledger.logKeys().map(\.key))
            guard copy.checkpoint.size <= last else {
                return [
                    "the copy of the last checkpoint knows \(copy.checkpoint.size) events, the ledger's last one \(last): the ledger went back"
                ]
            }
            guard try place.ledger.root(of: copy.checkpoint.size) == copy.checkpoint.root else {
                return ["the copy of the last checkpoint was signed for another history"]
            }
            return []
        } catch {
            return ["the copy of the last checkpoint cannot be used: \(error)"]
        }
    }

    private func keyFindings(_ found: Verification) throws -> [String] {
        guard let trusted else { return [] }
        guard let start = found.keys.firstIndex(where: { $0.key == trusted }) else {
            return ["the key that you trust never signed for this ledger"]
        }
        return try zip(found.keys[start...], found.keys[start...].dropFirst()).compactMap { former, next in
            let kept = try place.ledger.checkpoint(covering: next.seq)
            let signers = try kept.map { try $0.read().note.signers(among: [former.key, next.key]) } ?? []
            return signers.count == 2 ? nil : "event \(next.seq) put another key in force, and the former one has not signed that"
        }
    }

    /// What became of an earlier checkpoint's history if it went back to a backup and has another name since.
    private func ended(_ earlier: Checkpoint, _ found: Verification) throws -> String? {
        guard let rollback = found.rollbacks.last(where: { $0.rollback.origin == earlier.origin && earlier.size > $0.rollback.size }) else {
            return nil
        }
        return
            "the earlier checkpoint is of \(Count.of(earlier.size, "event")) of '\(earlier.origin)', which went back to a backup of \(rollback.rollback.size) with event \(rollback.seq): the events in between are lost"
    }

    private func sinceFindings(_ found: Verification) throws -> [String] {
        guard let since else { return [] }
        guard try !since.note.signers(among: found.keys.map(\.key)).isEmpty else {
            return ["no key of this ledger has signed the earlier checkpoint"]
        }
        guard try place.ledger.root(of: since.checkpoint.size) == since.checkpoint.root else {
            if let ended = try ended(since.checkpoint, found) { return [ended] }
            return [
                "the history has not grown from the earlier checkpoint of \(Count.of(since.checkpoint.size, "event")): it was changed or cut"
            ]
        }
        return []
    }
}
