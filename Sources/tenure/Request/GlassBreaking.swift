import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure request new --break-glass`
struct GlassBreaking {
    let place: Workplace
    let user: String

    /// Files it with its holder's signature, tells security at once, and says what is next. No letter stands in its way.
    func file(_ draft: Draft, _ signing: Signing) async throws -> ExitStatus {
        let record = try place.find.user(user).state
        guard let view = try place.ledger.account(record.account)?.state else {
            throw Trouble("the account was never looked at", hint: "run 'tenure sync'")
        }
        let plan = try place.home.workflow(record.workflow)
        let form = try place.filing().breakGlass(draft, of: record, plan: plan, in: view)
        let request = try place.office().file(form, signing)
        Terminal.out("\(request.id): \(place.sentence(about: request))\n")
        let use = try await GlassAlarm(home: place.home, letters: try place.letterDesk()).tell(of: record.id)?.use
        tell(use)
        Terminal.out(
            "'tenure run' grants its groups, and takes them back after \(plan.glassTime ?? .hours(4)); then a second person reviews the use\n"
        )
        return .done
    }

    private func tell(_ use: GlassUse?) {
        let (told, untold) = (use?.told ?? [], use?.untold ?? [])
        if !told.isEmpty { Terminal.out("security was told: \(told.map { place.name(of: $0) }.joined(separator: ", "))\n") }
        guard !untold.isEmpty else { return }
        Terminal.note("tenure: warning: could not be told, and it goes on: \(untold.map { place.name(of: $0) }.joined(separator: ", "))")
    }
}
