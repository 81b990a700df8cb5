import Foundation

/// Asks a person for the code that an MFA device shows; is told the device's serial.
public typealias AskCode = @Sendable (_ serial: String) async throws -> String

/// Where credentials come from, and those that it gave last. Temporary ones are fetched anew before they end; clients
/// that share a source fetch, and ask for a code, once.
public actor CredentialSource {
    private let load: @Sendable (Transport) async throws -> Credentials
    private let now: @Sendable () -> Date
    private var held: Credentials?
    private var loading: Task<Credentials, any Error>?

    /// The given credentials, as they are.
    public init(_ credentials: Credentials) {
        load = { _ in credentials }
        now = { .distantPast }
    }

    /// The usual chain. A named profile stands alone; otherwise the environment, then `AWS_PROFILE` or `default` in the
    /// shared files, then a container's and the instance's credentials.
    ///
    /// Nothing is read before the first call. `endpoint` is where roles are assumed, if not where AWS's STS is.
    public init(
        profile: String? = nil, environment: [String: String], endpoint: Endpoint? = nil, outside: Outside, askCode: @escaping AskCode
    ) {
        let chain = CredentialChain(
            profile: profile, environment: environment, endpoint: endpoint, outside: outside, askCode: askCode)
        self.init(now: outside.now) { try await chain.load(over: $0) }
    }

    /// A source of any kind.
    init(now: @escaping @Sendable () -> Date, load: @escaping @Sendable (Transport) async throws -> Credentials) {
        self.load = load
        self.now = now
    }

    /// Credentials that sign now; throws `CredentialError`.
    func current(over transport: Transport) async throws -> Credentials {
        if let held, held.isFresh(at: now()) { return held }
        do {
            return try await fetch(over: transport)
        } catch let error as CredentialError {
            // The old ones still sign for some minutes, and the next call tries again.
            guard let held, held.isValid(at: now()) else { throw error }
            return held
        }
    }

    /// Gives up credentials that AWS has refused as ended.
    func forget(_ credentials: Credentials) {
        if held?.accessKey == credentials.accessKey { held = nil }
    }

    private func fetch(over transport: Transport) async throws -> Credentials {
        if let loading { return try await loading.value }
        let task = Task { [load] in try await load(transport) }
        loading = task
        defer { loading = nil }
        let fetched = try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
        held = fetched
        return fetched
    }
}
