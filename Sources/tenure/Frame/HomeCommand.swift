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
        try await exiting {
            let workplace = try Workplace.open(place.home, onlyReads: onlyReads)
            return try await attend(workplace, onlyReads: onlyReads) { try await work(workplace) }
        }
    }

    /// As above, for work that files suffice for: where files are named and no home is meant, it is done without one.
    func run(
        in place: PlaceOptions, orOn files: String?, onlyReads: Bool, _ work: (Workplace?) async throws -> ExitStatus
    ) async throws {
        try await exiting {
            guard try files == nil || HomeSearch.isMeant(place.home) else { return try await work(nil) }
            let workplace = try Workplace.open(place.home, onlyReads: onlyReads)
            return try await attend(workplace, onlyReads: onlyReads) { try await work(workplace) }
        }
    }

    private func attend(_ workplace: Workplace, onlyReads: Bool, _ work: () async throws -> ExitStatus) async throws -> ExitStatus {
        try workplace.refuseStrangers()
        workplace.warnIfStale(for: Self.self)
        var status = ExitStatus.failed
        do {
            status = try await work()
            if !onlyReads { status = workplace.conclude(status) }
        } catch let refusal as SigningRefusal {
            status = Self.tell(refusal, in: workplace)
        } catch {
            status = Self.tell(error, in: workplace)
            if !onlyReads { status = workplace.conclude(status) }
        }
        await workplace.close()
        return status
    }

    private func exiting(_ work: () async throws -> ExitStatus) async throws {
        var status = ExitStatus.failed
        do {
            status = try await work()
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

/// What a home gives to work that can be done without one.
extension Workplace? {
    /// A time as the home shows it; without a home as RFC 3339 in UTC.
    func text(_ time: Date) -> String { self?.text(time) ?? time.formatted(.iso8601) }

    /// Writes a result to standard output or to a file of mode 0600.
    func write(_ text: String, to output: String?) throws {
        if let self { return try self.write(text, to: output) }
        guard let output else { return Terminal.out(text) }
        try PrivateFile.write(Data(text.utf8), to: URL(filePath: output).standardizedFileURL)
    }

    /// As above, piece by piece: what may be too long to be in memory whole.
    func write(to output: String?, _ pieces: (_ take: ([UInt8]) throws -> Void) throws -> Void) throws {
        guard let output else { return try pieces(Terminal.out) }
        try PrivateFile.write(to: try self?.place(of: output) ?? URL(filePath: output).standardizedFileURL, pieces)
    }
}
