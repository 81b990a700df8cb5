import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small server on 127.0.0.1 that answers what a test tells it to, and remembers what it was asked.
final class StubServer: Sendable {
    struct Request: Sendable {
        let method: String
        let uri: String
        let headers: HTTPHeaders
        let body: String

        /// The form's fields, with `+` as a blank.
        var form: [String: String] {
            body.split(separator: "&").reduce(into: [:]) { fields, pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                fields[parts[0]] = parts[1].replacing("+", with: " ").removingPercentEncoding
            }
        }
    }

    enum Reply: Sendable {
        case answer(Int, String, headers: [(String, String)] = [])
        /// The socket is closed after the request was read.
        case close
        /// So many bytes are promised, these are sent, then the socket is closed.
        case cut(String, promised: Int)
        /// So many bytes are promised, these are sent, and no more come.
        case stall(String, promised: Int)
        /// Nothing, ever.
        case silence
    }

    private let received = Mutex<[Request]>([])
    private let reply: @Sendable (Request, Int) -> Reply
    private let channel = Mutex<(any Channel)?>(nil)

    /// The reply is made from a request and the number of requests before it.
    private init(_ reply: @escaping @Sendable (Request, Int) -> Reply) { self.reply = reply }

    /// Runs the body with a server and stops it afterwards.
    static func run<Value>(
        _ reply: @escaping @Sendable (Request, Int) -> Reply, _ body: (StubServer) async throws -> Value
    ) async throws -> Value {
        let server = StubServer(reply)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(StubHandler(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.channel.withLock { $0 = channel }
        do {
            let value = try await body(server)
            try await channel.close()
            return value
        } catch {
            try await channel.close()
            throw error
        }
    }

    var requests: [Request] { received.withLock { $0 } }
    var calls: Int { requests.count }
    var url: String { "http://127.0.0.1:\(channel.withLock { $0?.localAddress?.port } ?? 0)" }

    fileprivate func answer(_ request: Request) -> Reply {
        let before = received.withLock { received in
            received.append(request)
            return received.count - 1
        }
        return reply(request, before)
    }
}

private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: StubServer
    private var head: HTTPRequestHead?
    private var body = ""

    init(server: StubServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ""
        case .body(let part): body += String(buffer: part)
        case .end:
            guard let head else { return }
            let request = StubServer.Request(method: head.method.rawValue, uri: head.uri, headers: head.headers, body: body)
            send(server.answer(request), context)
        }
    }

    private func send(_ reply: StubServer.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .silence: break
        case .close: context.close(promise: nil)
        case .answer(let status, let text, let headers):
            write(status, text, length: text.utf8.count, headers, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .stall(let text, let promised):
            write(200, text, length: promised, [], context)
            context.flush()
        case .cut(let text, let promised):
            write(200, text, length: promised, [], context)
            context.flush()
            context.close(promise: nil)
        }
    }

    private func write(_ status: Int, _ text: String, length: Int, _ extra: [(String, String)], _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(extra)
        headers.add(name: "Content-Length", value: String(length))
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    }
}
