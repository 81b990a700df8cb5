import ArgumentParser
import Engine
import Lifecycle

/// What every decision about requests takes.
struct DecidedRequests: ParsableArguments {
    @Argument(help: ArgumentHelp("The requests: R-17 …", valueName: "request"))
    var requests: [String]
}

extension Workplace {
    /// Decides on each request and tells what came of it; one that is refused does not keep the others waiting.
    func decide(_ command: RequestCommand, on asked: [String], _ signing: Signing = .unsigned) throws -> ExitStatus {
        let office = try office()
        guard asked.count != 1 else {
            try tell(office.decide(command, on: try find.request(asked[0]).state.id, signing))
            return .done
        }
        var failed = 0
        for text in asked {
            do {
                try tell(office.decide(command, on: try find.request(text).state.id, signing))
            } catch {
                Terminal.note("\(text):")
                Failure(error, in: self).print()
                failed += 1
            }
        }
        return failed == 0 ? .done : .attention
    }

    private func tell(_ request: Request) throws {
        Terminal.out("\(request.id): \(sentence(about: request))\n")
        try tellWhatIsNext(for: request)
    }
}
