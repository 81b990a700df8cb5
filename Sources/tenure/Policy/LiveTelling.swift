import Engine
import IAM
import Lifecycle

/// A proof about a user of an account as it is now, beside what AWS's own simulator says.
struct LiveTelling {
    let proof: LiveProof

    /// Reads the account, asks AWS, and keeps both; for admins, since a snapshot is taken.
    static func make(of user: UserName, in alias: AccountAlias?, _ workplace: Workplace, enrolment: Enrolment) async throws -> LiveTelling {
        let taker = try workplace.snapshotTaker()
        let account = try workplace.account(alias)
        defer { Terminal.endProgress() }
        let proof = try await LiveProof.make(of: user, in: account, of: workplace.home, enrolment: enrolment, by: taker) { step in
            Terminal.progress("\(account.alias): \(step)")
        }
        return LiveTelling(proof: proof)
    }

    /// Refuted by either is refuted.
    var status: ExitStatus {
        if proof.isConfirmed { return .done }
        return proof.verdict == .proved && proof.comparison.refutations.isEmpty ? .attention : .findings
    }

    var text: String {
        let comparison = proof.comparison
        let reach = EnrolmentReach(of: proof.principal.arn, under: proof.principal.policies)
        var text = UserVerdict(principal: proof.principal, proof: proof.proof, reach: reach).text
        text +=
            "AWS's simulator, asked about \(Count.of(comparison.rows.count, "request")) without MFA, at the console and with an access key:\n"
        let allowed = comparison.rows.filter { $0.theirs.decision == .allowed }
        text += "  allowed: \(allowed.count); of these no enrolment: \(comparison.refutations.count)\n"
        text += comparison.refutations.prefix(Self.shown).map { "    \(words($0))\n" }.joined()
        text += "  decided as tenure does: \(comparison.count(.agrees)); otherwise: \(comparison.count(.differs))\n"
        text += comparison.rows.filter { $0.agreement == .differs }.prefix(Self.shown).map { "    \(words($0))\n" }.joined()
        if comparison.count(.stricterByOrganization) > 0 {
            text += "  denied by the organisation's control policies alone: \(comparison.count(.stricterByOrganization))\n"
        }
        if comparison.count(.unclear) > 0 { text += "  where AWS's behaviour is not documented: \(comparison.count(.unclear))\n" }
        return text
    }

    var hint: String {
        switch status {
        case .attention: "AWS's word counts; 'tenure policy prove --live … --json' shows each request with both answers and their policies"
        case .done, .failed, .refused, .findings, .usage: "have the user under what 'tenure policy show duty' prints, through a group"
        }
    }

    private static let shown = 8

    private func words(_ row: LiveComparison.Row) -> String {
        let request = row.probe.request
        return
            "\(request.action) on \(request.resource) \(row.probe.session.words): AWS \(row.theirs.decision.rawValue), tenure \(row.ours.decision.rawValue)"
    }
}
