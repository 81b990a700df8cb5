import Foundation
import IAM
import Synchronization

@testable import AWS

/// A world whose clock moves only by sleeping, and whose chance is given.
final class TestWorld: Sendable {
    private let time: Mutex<Date>
    private let slept = Mutex<[Duration]>([])

    init(now: Date = Date(timeIntervalSince1970: 1_800_000_000)) { time = Mutex(now) }

    var sleeps: [Duration] { slept.withLock { $0 } }
    var now: Date { time.withLock { $0 } }
    func move(by seconds: TimeInterval) { time.withLock { $0 += seconds } }

    func outside(random: @escaping @Sendable () -> Double = { 0.5 }) -> Outside {
        Outside(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.slept.withLock { $0.append(duration) }
                self.move(by: Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
            },
            random: random)
    }
}

extension Outside {
    /// The real time, for endpoints that check it, and no real waiting.
    static let signing = Outside(now: { Date() }, sleep: { _ in }, random: { 0.5 })
}

extension Credentials {
    static let test = Credentials(accessKey: "AKIAIOSFODNN7EXAMPLE", secret: Secret("wJalrXUtnFEMI"), origin: "a test")
}

/// A client of that server, without a rate limit unless one is given.
func withClient<Value: Sendable>(
    of server: StubServer, _ world: TestWorld = TestWorld(), attempts: Int = 10, timeout: Duration = .seconds(5), rate: RateLimit? = nil,
    credentials: CredentialSource = CredentialSource(.test), _ body: @Sendable (IAMClient) async throws -> Value
) async throws -> Value {
    let endpoints = try Endpoints(.aws, configured: Endpoint(server.url))
    var configuration = IAMClient.Configuration(endpoints: endpoints, credentials: credentials)
    configuration.rate = rate
    configuration.timeout = timeout
    configuration.retries = Retries(attempts: attempts, base: .milliseconds(200), longest: .seconds(20))
    return try await IAMClient.use(configuration, outside: world.outside(), body)
}

/// The error of a call to IAM that must fail.
func refusal(_ body: () async throws -> some Any) async throws -> IAMError {
    do {
        _ = try await body()
    } catch let error as IAMError {
        return error
    }
    throw Missing()
}

/// A call that should have failed did not.
struct Missing: Error {}
