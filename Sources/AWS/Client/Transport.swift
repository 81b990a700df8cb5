import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// An answer over HTTP, whole.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: Data
}

/// What became of one request, told apart by whether the other side may have seen it.
enum Exchange: Sendable {
    case answered(HTTPAnswer)
    /// Nothing of the body left this machine.
    case notSent(String)
    /// It was sent, and no whole answer came.
    case lost(String)
}

/// The one connection pool of a client.
final class Transport: Sendable {
    /// Larger than any page of IAM's, small enough not to exhaust the machine.
    static let largestAnswer = 128 << 20

    private let client: HTTPClient

    init(timeout: Duration) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = min(.seconds(10), TimeAmount(timeout))
        configuration.timeout.read = TimeAmount(timeout)
        configuration.httpVersion = .http1Only
        // The default repeats a refused connection until the deadline; repeating is decided in one place, above.
        configuration.connectionPool.retryConnectionEstablishment = false
        // A request on a connection that AWS is just closing is lost with an unknown outcome: keep idle ones only briefly.
        configuration.connectionPool.idleTimeout = .seconds(4)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections. No request may follow.
    func shutdown() async throws { try await client.shutdown() }

    /// Sends once, follows no redirect; throws only if the program is being stopped.
    func send(
        _ method: HTTPMethod, _ url: String, headers: [(name: String, value: String)], body: [UInt8] = [], within limit: Duration
    ) async throws(CancellationError) -> Exchange {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        let upload = Upload(body)
        if !body.isEmpty { request.body = .stream(upload, length: .known(Int64(body.count))) }
        do {
            let response = try await client.execute(request, timeout: TimeAmount(limit))
            let data = try await collect(response.body)
            return .answered(HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: data))
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            let text = Self.describe(error, within: limit)
            return body.isEmpty || upload.hasBegun ? .lost(text) : .notSent(text)
        }
    }

    private func collect(_ body: HTTPClientResponse.Body) async throws -> Data {
        var data = Data()
        for try await part in body {
            guard data.count + part.readableBytes <= Self.largestAnswer else { throw AnswerFault("the answer is too large") }
            data.append(contentsOf: part.readableBytesView)
        }
        return data
    }

    private static func describe(_ error: any Error, within limit: Duration) -> String {
        if let fault = error as? AnswerFault { return fault.description }
        if let error = error as? HTTPClientError {
            switch error {
            case .deadlineExceeded, .readTimeout: return "no answer within \(limit.formatted(.units(allowed: [.seconds, .milliseconds])))"
            case .connectTimeout, .getConnectionFromPoolTimeout: return "no connection within the time allowed"
            case .remoteConnectionClosed, .uncleanShutdown: return "the connection was closed before the answer was complete"
            case .tlsHandshakeTimeout: return "the TLS handshake was not finished in time"
            default: return error.shortDescription
            }
        }
        let text = String(describing: error)
        guard text.contains("CERTIFICATE_VERIFY_FAILED") else { return text }
        return "the server's certificate is not trusted: something stands between this machine and AWS, or its clock is wrong"
    }
}

/// A body that knows whether anyone has begun to send it.
private final class Upload: AsyncSequence, Sendable {
    private let bytes: [UInt8]
    private let begun = Mutex(false)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var hasBegun: Bool { begun.withLock { $0 } }

    struct Iterator: AsyncIteratorProtocol {
        let upload: Upload
        var isDone = false

        mutating func next() async -> ByteBuffer? {
            guard !isDone else { return nil }
            isDone = true
            upload.begun.withLock { $0 = true }
            return ByteBuffer(bytes: upload.bytes)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(upload: self) }
}
