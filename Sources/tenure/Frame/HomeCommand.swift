import ArgumentParser
import Engine
import Foundation

/// Which home a command works on.
struct PlaceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The home; otherwise TENURE_HOME, otherwise the nearest folder above with a tenure.yaml.", valueName: "dir"))
    var home: String?
}

/// A command that works in a home: it parses, calls and prints; rules are elsewhere.
protocol HomeCommand: AsyncParsableCommand {
    var place: PlaceOptions { get }
    /// Whether the command only reads: it is then given a ledger that cannot be written.
    static var onlyReads: Bool { get }
    /// As `onlyReads`, where it depends on the arguments.
    var isReading: Bool { get }
    /// Does the command's work and says how it went.
    func work(in workplace: Workplace) async throws -> ExitStatus
}

extension HomeCommand {
    static var onlyReads: Bool { false }
    var isReading: Bool { Self.onlyReads }

    func run() async throws { try await run(in: place, onlyReads: isReading, work) }
}

extension AsyncParsableCommand {
    /// Opens a home, has the work done in it, signs what was recorded and closes; what goes wrong is told and becomes the exit status.
    func run(in place: PlaceOptions, onlyReads: Bool, _ work: (Workplace) async throws -> ExitStatus) async throws {
        var status = ExitStatus.failed
        do {
            let workplace = try Workplace.open(place.home, onlyReads: onlyReads)
            try workplace.refuseStrangers()
            workplace.warnIfStale(for: Self.self)
            do {
                status = try await work(workplace)
                if !onlyReads { status = workplace.conclude(status) }
            } catch let refusal as SigningRefusal {
                status = Self.tell(refusal, in: workplace)
            } catch {
                status = Self.tell(error, in: workplace)
                if !onlyReads { status = workplace.conclude(status) }
            }
            await workplace.close()
        } catch {
            status = Self.tell(error)
        }
        guard status == .done else { throw status.code }
    }

    private static func tell(_ error: any Error, in place: Workplace? = nil) -> ExitStatus {
        let failure = Failure(error, in: place)
        failure.print()
        return failure.status
    }
}
