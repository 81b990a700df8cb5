import AWS
import Engine
import Foundation
import IAM
import Lifecycle
import Sandbox
import Synchronization

/// The ways to accounts, made when they are first needed and closed together.
final class Connections: Sendable {
    private let settings: Settings
    private let directory: URL
    private let isSandbox: Bool
    private let clock: HomeClock
    private let clients = Mutex<[AccountAlias: IAMClient]>([:])
    private let sandboxes = Mutex<[AccountAlias: SandboxAccount]>([:])

    init(settings: Settings, directory: URL, isSandbox: Bool, clock: HomeClock) {
        self.settings = settings
        self.directory = directory
        self.isSandbox = isSandbox
        self.clock = clock
    }

    func service(for account: Account) async throws -> any IAMService {
        switch account.reach {
        case .sandbox: try sandbox(account)
        case .aws: try client(for: account)
        }
    }

    /// The simulated account behind an alias; only a sandbox home has any.
    func sandbox(_ account: Account) throws -> SandboxAccount {
        guard isSandbox, account.reach == .sandbox else {
            throw Refusal(
                .notSandbox, "account '\(account.alias)' is not a simulated one",
                hint: "a home for trying out is made with 'tenure init DIR --sandbox'")
        }
        return try sandboxes.withLock { known in
            if let sandbox = known[account.alias] { return sandbox }
            let folder = Home.url(.sandbox, in: directory)
            try PrivateFile.makeFolder(folder)
            var settings = SandboxSettings()
            settings.authorizer = PolicyJudge.answer
            let clock = clock
            let sandbox = try SandboxAccount(
                account: account.id, partition: account.partition,
                storage: .file(path: folder.appending(path: "\(account.alias).log").path), settings: settings, now: { clock.now() },
                random: { UInt64.random(in: .min ... .max) })
            known[account.alias] = sandbox
            return sandbox
        }
    }

    private func client(for account: Account) throws -> IAMClient {
        try clients.withLock { known in
            if let client = known[account.alias] { return client }
            let client = IAMClient(try configuration(of: account), outside: Self.outside)
            known[account.alias] = client
            return client
        }
    }

    private func configuration(of account: Account) throws -> IAMClient.Configuration {
        let connection = settings.connections[account.alias] ?? Settings.Connection()
        let environment = ProcessInfo.processInfo.environment
        let configured = try connection.endpoint.map { try Endpoint($0) }
        let endpoints = try Endpoints(account.partition, configured: configured, environment: environment)
        guard !isSandbox || endpoints.iam.isLoopback && endpoints.sts.isLoopback else {
            throw Refusal(
                .notSandbox,
                "a sandbox home reaches no account beyond this machine, and '\(account.alias)' would be reached at \(endpoints.iam)",
                hint: "make a real home with 'tenure init DIR', or give the account a loopback endpoint in tenure.yaml")
        }
        let source = CredentialSource(profile: connection.profile, environment: environment, outside: Self.outside) { serial in
            guard let code = Terminal.ask("MFA code of \(serial):"), !code.isEmpty else {
                throw Trouble(
                    "an MFA code is wanted and nobody can be asked", hint: "use credentials that need no code for unattended runs")
            }
            return code
        }
        var configuration = IAMClient.Configuration(endpoints: endpoints, credentials: source)
        if let limit = connection.callsPerSecond {
            configuration.rate = limit > 0 ? RateLimit(callsPerSecond: limit, burst: Int(limit * 2)) : nil
        }
        return configuration
    }

    // Signatures are made with the real time, whatever a sandbox home's clock says.
    private static let outside = Outside(
        now: { Date() }, sleep: { try await Task.sleep(for: $0) }, random: { Double.random(in: 0..<1) })

    func shutdown() async {
        for client in clients.withLock({ Array($0.values) }) { try? await client.shutdown() }
    }
}
