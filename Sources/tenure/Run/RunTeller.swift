import Engine
import Foundation
import Lifecycle
import Synchronization

/// Prints what a run does as it happens, and counts it.
final class RunTeller: Sendable {
    private let place: Workplace
    private let counts = Mutex<(moved: Int, attention: Int)>((0, 0))

    init(place: Workplace) { self.place = place }

    /// Tells one line; single steps are told only when they go wrong.
    func tell(_ line: RunLine) {
        counts.withLock { counts in
            if case .entered = line { counts.moved += 1 }
            if line.needsAttention { counts.attention += 1 }
        }
        guard let text = text(of: line) else { return }
        line.needsAttention ? Terminal.note("tenure: attention: \(text)") : Terminal.out(text + "\n")
    }

    /// Says how it went.
    func conclude() -> ExitStatus {
        let (moved, attention) = counts.withLock { $0 }
        Terminal.out(
            "\(Count.of(moved, "user")) moved on\(attention == 0 ? "" : "; \(Count.of(attention, "thing")) to look at: see 'tenure stuck'")\n"
        )
        return attention == 0 ? .done : .attention
    }

    private func text(of line: RunLine) -> String? {
        switch line {
        case .looked(let result):
            return SyncTelling.line(result)
        case .began, .did: return nil
        case .undid(let record, let step): return "\(label(record)): took back \(step.rawValue)"
        case .entered(let record, let before):
            guard before != record.state else { return "\(label(record)): still \(record.state), with profile \(record.profile)" }
            return "\(label(record)): \(before) → \(record.state)\(record.deadline.map { ", until \(place.text($0))" } ?? "")"
        case .reminded(let record, let party):
            return "\(label(record)): reminded \(party == .subject ? place.name(of: record.person) : "the \(party.rawValue)")"
        case .toldOfSuspension(let record): return "\(label(record)): told \(place.name(of: record.person)) that access is suspended"
        case .requestEnded(let request, let status): return "\(request): \(status.rawValue)"
        case .reviewed(let progress):
            return "reviews: \(Count.of(progress.ordered, "decision")) to carry out, \(progress.verified) verified"
        case .reviewPrompted(let sent):
            let names = sent.late.map { place.name(of: $0) }.joined(separator: ", ")
            return "review \(sent.review): \(sent.isEscalation ? "told the managers of \(names)" : "reminded \(names)")"
        case .reviewLetterFailed(let reason): return "a letter about a review failed and is tried again: \(reason)"
        case .reviewDue(let due):
            return
                "\(Count.of(due.users.count, "user")) of workflow '\(due.workflow)' \(due.users.count == 1 ? "is" : "are") due for review since \(place.text(due.since)): \(due.command)"
        case .reviewCalled(let record, let call): return "\(label(record)): \(place.sentence(on: call)): \(call.command)"
        case .failed(let record, let what, let reason): return "\(label(record)): \(what) failed and is tried again: \(reason)"
        case .gaveUp(let record, let step, let reason): return "\(label(record)): gave up at \(step.rawValue): \(reason)"
        case .voided(let record, let request): return "\(label(record)): what \(request) grants has changed; it has to be approved again"
        case .settled(let plan, let line): return "plan \(plan.text.prefix(12)): \(PlanTelling.line(line, in: .english, place))"
        case .accountFailed(_, let reason, let hint): return "\(reason)\ntenure: hint: \(hint)"
        }
    }

    private func label(_ record: UserRecord) -> String { "\(record.id) \(record.account)/\(record.name)" }
}

/// Tells a look at an account in one line.
enum SyncTelling {
    static func line(_ result: Sync.Result) -> String {
        var parts = [Count.of(result.userCount, "user")]
        if !result.changes.isEmpty { parts.append("\(result.changes.count) changed") }
        if !result.look.appeared.isEmpty { parts.append("\(result.look.appeared.count) new ones that no request explains") }
        if !result.look.missing.isEmpty { parts.append("\(result.look.missing.count) missing") }
        if !result.voided.isEmpty {
            parts.append("approvals void because groups changed: \(result.voided.map(\.description).joined(separator: ", "))")
        }
        let line = "looked at \(result.account): " + parts.joined(separator: ", ")
        return ([line] + result.returned.map { "'\($0.name)' is there again: it was revoked as \($0.revoked), and nobody asked for it" })
            .joined(separator: "\n")
    }
}
