import Engine
import Lifecycle

extension Workplace {
    /// Files a change of the rules and tells what becomes of it.
    func file(_ change: RuleChange, _ reason: ReasonOptions) throws -> ExitStatus {
        let request = try office().file(try filing().rules(change, try draft(reason)))
        Terminal.out("\(request.id): \(sentence(about: request))\n")
        try tellWhatIsNext(for: request)
        return .done
    }
}
