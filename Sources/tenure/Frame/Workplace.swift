import AWS
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle
import Sandbox
import Synchronization

/// An opened home with the real world around it: the only place where clock, randomness and connections are made.
final class Workplace: Sendable {
    let home: Home
    let directory: URL
    let isSandbox: Bool
    private let connections: Connections
    private let clock: HomeClock
    private let shown: ShownTime

    private init(home: Home, directory: URL, isSandbox: Bool, connections: Connections, clock: HomeClock) {
        self.home = home
        self.directory = directory
        self.isSandbox = isSandbox
        self.connections = connections
        self.clock = clock
        shown = ShownTime(zone: home.settings.timeZone)
    }

    var settings: Settings { home.settings }
    var ledger: Ledger { home.ledger }
    var find: Engine.Directory { Engine.Directory(of: home.ledger) }
    var now: Date { home.world.now() }
    func rules() throws -> Rules { try home.rules() }

    /// Opens the home that is meant: `--home`, `TENURE_HOME`, or the nearest folder above with a `tenure.yaml`.
    static func open(_ path: String?, onlyReads: Bool = false) throws -> Workplace {
        let place = try open(HomeSearch.find(path), onlyReads: onlyReads)
        if !onlyReads { try place.refuseWhileWaiting() }
        return place
    }

    // A backup that was brought back and not accepted yet is no home to go on in.
    private func refuseWhileWaiting() throws {
        guard let rollback = try ledger.home()?.state.rollback else { return }
        throw Trouble(
            "this home was brought back from a backup of \(Count.of(rollback.size, "event")), and another admin has to accept that",
            hint: "another admin types 'tenure restore --confirm'; until then it is only read", status: .refused)
    }

    /// Opens the home in that folder.
    static func open(_ directory: URL, onlyReads: Bool = false) throws -> Workplace {
        let settings = try Settings.read(try HomeSearch.settings(in: directory))
        let ledger = try Ledger.open(Home.url(.ledger, in: directory).path, for: onlyReads ? .read : .write)
        let state = try ledger.home()?.state
        let clock = HomeClock(ahead: state?.ahead ?? 0, notBefore: try ledger.lastMoment() ?? .distantPast)
        let isSandbox = state?.isSandbox ?? false
        let connections = Connections(settings: settings, directory: directory, isSandbox: isSandbox, clock: clock)
        let world = World(
            now: { clock.now() }, randomBytes: { HomeClock.randomBytes($0) }, sleep: { try await Task.sleep(for: $0) },
            iam: { try await connections.service(for: $0) }, courier: Self.courier(settings, directory),
            passwords: Self.passwords(settings, directory))
        return Workplace(
            home: Home(directory: directory, settings: settings, ledger: ledger, world: world), directory: directory, isSandbox: isSandbox,
            connections: connections, clock: clock)
    }

    private static func courier(_ settings: Settings, _ directory: URL) -> any Courier {
        let name = settings.contact.name
        let sender = { (text: String) in (try? MailAddress(text)).map { Mailbox(name: name, address: $0) } }
        let fallback = sender(settings.contact.mail) ?? Mailbox(name: nil, address: .nobody)
        switch settings.mail {
        case .directory(let folder): return FolderCourier(folder: directory.appending(path: folder), from: fallback)
        case .command(let command, let from): return CommandCourier(command: command, from: sender(from) ?? fallback)
        }
    }

    private static func passwords(_ settings: Settings, _ directory: URL) -> any PasswordChannel {
        switch settings.passwords {
        case .files: FilePasswordChannel(folder: Home.url(.out, in: directory).appending(path: "passwords"))
        case .terminal: TerminalPasswordChannel()
        }
    }

    /// Signs what was recorded. What keeps it from being signed is told, and needs somebody: what was recorded stays recorded.
    func conclude(_ status: ExitStatus = .done) -> ExitStatus {
        do {
            try Notary(home: home).seal()
            return status
        } catch {
            let failure = Failure(error, in: self)
            Terminal.note("tenure: warning: no checkpoint was signed: \(failure.message)")
            Terminal.note("tenure: hint: \(failure.hint)")
            return status == .done ? .attention : status
        }
    }

    /// Closes the connections and the ledger.
    func close() async {
        await connections.shutdown()
        home.ledger.close()
    }

    /// The sandbox account behind an alias.
    func sandbox(_ account: Account) throws -> SandboxAccount { try connections.sandbox(account) }

    /// Moves a sandbox home's clock on, for this process; the ledger keeps it for the next.
    func moveClock(by seconds: Int) { clock.advance(by: seconds) }

    /// The lock that whoever changes IAM holds; throws if somebody else does.
    func runLock() throws -> RunLock {
        let process = ProcessInfo.processInfo.processIdentifier
        let holder = "process \(process) of \(try Invocation.userName()), since \(text(now))"
        return try RunLock(at: Home.url(.lock, in: directory), holder: holder)
    }

    /// The desk that writes guides and mails from the home's templates.
    func letterDesk() throws -> LetterDesk {
        LetterDesk(settings: settings, templates: try Catalog.templates(in: directory), isSandbox: isSandbox)
    }

    /// Times as the home shows them.
    func text(_ time: Date?) -> String {
        guard let time else { return "-" }
        return shown.text(time)
    }

    func text(of value: Value) -> String { value.shown { text($0) } }

    /// Writes a result to standard output or to a file of mode 0600; under sudo only below the home's `out/`.
    func write(_ text: String, to output: String?) throws {
        guard let output else { return Terminal.out(text) }
        try PrivateFile.write(Data(text.utf8), to: try place(of: output))
    }

    /// Where a result is to be written that was named on the command line; under sudo only below the home's `out/`.
    func place(of output: String) throws -> URL {
        let out = Home.url(.out, in: directory).standardizedFileURL
        let file = URL(filePath: output, relativeTo: Invocation.isSudo ? out : nil).standardizedFileURL
        guard !Invocation.isSudo || file.path.hasPrefix(out.path + "/") else {
            throw Trouble(
                "under sudo a file can only be written below '\(out.path)'", hint: "leave --output out and redirect standard output",
                status: .refused)
        }
        return file
    }
}

/// The home's clock: the real one, ahead by as much as a sandbox home has been moved on, and never before what was recorded last:
/// a host's clock that is set back revives no expiry.
final class HomeClock: Sendable {
    private let ahead: Mutex<Int>
    private let notBefore: Date

    init(ahead: Int, notBefore: Date = .distantPast) {
        self.ahead = Mutex(ahead)
        self.notBefore = notBefore
    }

    func advance(by seconds: Int) { ahead.withLock { $0 += seconds } }

    /// Whole seconds: the ledger's times have no fractions.
    func now() -> Date {
        max(notBefore, Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + Double(ahead.withLock { $0 })).rounded(.down)))
    }

    /// From the system's generator.
    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in generator.next() }
    }
}

extension MailAddress {
    fileprivate static var nobody: MailAddress {
        guard let address = try? MailAddress("tenure@localhost") else { preconditionFailure("tenure@localhost is a mail address") }
        return address
    }
}
