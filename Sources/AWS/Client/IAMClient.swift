import Foundation
import IAM
import Logging

/// IAM over HTTP, as `IAMService` demands it: refusals that pass are waited out below the port, a change with an unknown
/// outcome is never repeated. `shutdown` must be called on every path; `IAMClient.use` does.
public final class IAMClient: IAMService {
    /// How an account is reached.
    public struct Configuration: Sendable {
        /// Where IAM and STS are.
        public let endpoints: Endpoints
        /// What requests are signed with; clients may share one, and then share what it has fetched.
        public let credentials: CredentialSource
        /// The most calls in a second; nil for no limit.
        public var rate: RateLimit? = .standard
        /// How refusals that pass are repeated.
        public var retries = Retries.standard
        /// The longest that one attempt may take.
        public var timeout = Duration.seconds(30)
        /// Told of every attempt that failed, at `debug`; never of parameters.
        public var logger = Logger(label: "tenure.aws") { _ in SwiftLogNoOpLogHandler() }

        /// A configuration with the standard limits.
        public init(endpoints: Endpoints, credentials: CredentialSource) {
            self.endpoints = endpoints
            self.credentials = credentials
        }
    }

    private let endpoints: Endpoints
    private let query: QueryClient

    /// A client; it connects and looks for credentials with its first call.
    public init(_ configuration: Configuration, outside: Outside) {
        endpoints = configuration.endpoints
        query = QueryClient(
            transport: Transport(timeout: configuration.timeout), credentials: configuration.credentials, outside: outside,
            rate: RateLimiter(configuration.rate, outside: outside), budget: RetryBudget(), retries: configuration.retries,
            timeout: configuration.timeout, logger: configuration.logger)
    }

    /// Runs the body with a client, which is shut down whether it returns or throws.
    public static func use<Value: Sendable>(
        _ configuration: Configuration, outside: Outside, _ body: @Sendable (IAMClient) async throws -> Value
    ) async throws -> Value {
        let client = IAMClient(configuration, outside: outside)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(client))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        return try result.get()
    }

    /// Closes the connections. No call may follow.
    public func shutdown() async throws { try await query.transport.shutdown() }

    /// Finds the credentials without calling IAM, and says where they came from: `profile 'prod'`.
    /// Throws `CredentialError`.
    public func findCredentials() async throws -> String {
        try await query.credentials.current(over: query.transport).origin
    }

    public func getCallerIdentity() async throws -> CallerIdentity {
        let sts = QueryCall.Service(name: "sts", endpoint: endpoints.sts, region: endpoints.region)
        return try await perform(.getCallerIdentity, on: sts, version: "2011-06-15", []) { result throws(AnswerFault) in
            CallerIdentity(account: try result.checked("Account"), arn: try result.arn("Arn"), id: try result.text("UserId"))
        }
    }

    /// The result of an IAM action, decoded from its element `…Result`.
    func ask<Value>(
        _ action: IAMAction, _ parameters: [(name: String, value: String?)] = [], _ decode: (XMLNode) throws(AnswerFault) -> Value
    ) async throws -> Value {
        try await perform(action, on: iam, version: "2010-05-08", parameters, decode)
    }

    /// An IAM action that answers nothing but that it was carried out.
    func change(_ action: IAMAction, _ parameters: [(name: String, value: String?)]) async throws {
        try await change(action, QueryForm(action: action.name, version: "2010-05-08", parameters))
    }

    /// As above, of a form that holds a secret.
    func change(_ action: IAMAction, _ form: QueryForm) async throws {
        let call = QueryCall(action: action.name, service: iam, form: form, isRead: action.isRead)
        try await telling(action) { try await query.perform(call) { _ in } }
    }

    private var iam: QueryCall.Service { QueryCall.Service(name: "iam", endpoint: endpoints.iam, region: endpoints.region) }

    private func perform<Value>(
        _ action: IAMAction, on service: QueryCall.Service, version: String, _ parameters: [(name: String, value: String?)],
        _ decode: (XMLNode) throws(AnswerFault) -> Value
    ) async throws -> Value {
        let form = QueryForm(action: action.name, version: version, parameters)
        let call = QueryCall(action: action.name, service: service, form: form, isRead: action.isRead)
        return try await telling(action) {
            try await query.perform(call) { root throws(AnswerFault) in try decode(root.need("\(action.name)Result")) }
        }
    }

    private func telling<Value>(_ action: IAMAction, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as CallFailure {
            throw IAMError(action: action, kind: failure.kind, message: failure.message, requestID: failure.requestID)
        }
    }
}

extension IAMAction {
    /// The action as the service spells it, without the service's prefix.
    var name: String { String(rawValue.split(separator: ":").last ?? "") }
}
