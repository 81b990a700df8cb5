import Foundation
import IAM

/// Decides every request under every policy, with the product's own evaluator.
///
/// `Decide POLICIES REQUESTS`: a policy's text on each line, as a JSON string; on each line a list of an action and a resource. Prints
/// nanoseconds of processor time for parsing and for deciding, the decisions, and how many of them allow and deny.
@main
struct Decide {
    static func main() throws {
        let paths = CommandLine.arguments.dropFirst()
        guard paths.count == 2, let policies = paths.first, let requests = paths.last else { throw Misuse() }
        let texts = try lines(of: policies).map { try JSONDecoder().decode(String.self, from: Data($0.utf8)) }
        let asked = try lines(of: requests).map(request)
        let start = now()
        let sets = try texts.map { PolicySet(identity: [AppliedPolicy("policy", try PolicyDocument(parsing: $0, as: .identity))]) }
        let parsed = now()
        var counts: [Evaluation.Decision: Int] = [:]
        for set in sets { for request in asked { counts[evaluate(request, under: set).decision, default: 0] += 1 } }
        print(parsed - start, now() - parsed, sets.count * asked.count, counts[.allowed] ?? 0, counts[.explicitDeny] ?? 0)
    }

    private static func lines(of path: String) throws -> [Substring] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }

    private static func request(_ line: Substring) throws -> AuthorizationRequest {
        let parts = try JSONDecoder().decode([String].self, from: Data(line.utf8))
        guard parts.count == 2 else { throw Misuse() }
        return AuthorizationRequest(by: .unnamed, action: try ActionName(parts[0]), on: try RequestedResource(parts[1]))
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    struct Misuse: Error, CustomStringConvertible {
        let description = "Decide POLICIES REQUESTS"
    }
}
