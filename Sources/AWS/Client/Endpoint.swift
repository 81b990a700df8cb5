import Foundation
import IAM

/// Where requests go: HTTPS anywhere, plain HTTP to this machine only.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// As it goes into the `Host` header: with the port unless it is the scheme's own.
    let host: String
    /// Begins with `/`.
    let path: String
    /// Whether it is on this machine.
    public let isLoopback: Bool
    private let scheme: String

    /// Reads `https://host[:port][/path]`, or says why it is refused.
    public init(_ text: String) throws(EndpointError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let name = url.host?.lowercased(), !name.isEmpty
        else { throw EndpointError(text: text, reason: "it is not a URL such as https://iam.amazonaws.com") }
        guard url.user == nil, url.password == nil, url.query == nil, url.fragment == nil else {
            throw EndpointError(text: text, reason: "it may have a host, a port and a path, nothing else")
        }
        let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        isLoopback = Self.isLoopback(bare)
        guard scheme == "https" || scheme == "http" && isLoopback else {
            throw EndpointError(text: text, reason: "only https goes over a network; http is for 127.0.0.1, [::1] and localhost")
        }
        let path = url.percentEncodedPath
        guard !path.contains("//"), !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
            throw EndpointError(text: text, reason: "its path is not a plain one")
        }
        let usual = scheme == "https" ? 443 : 80
        let shown = bare.contains(":") ? "[\(bare)]" : bare
        host = url.port.map { $0 == usual ? shown : "\(shown):\($0)" } ?? shown
        self.path = path.isEmpty ? "/" : path
        self.scheme = scheme
    }

    /// An endpoint of AWS's own.
    init(aws host: String) {
        self.host = host
        path = "/"
        isLoopback = false
        scheme = "https"
    }

    public var description: String { "\(scheme)://\(host)\(path)" }

    /// Whether a host's name or address means this machine.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil && $0.utf8.first != UInt8(ascii: "+") }
    }
}

/// An endpoint that is not used, and why.
public struct EndpointError: Error, Hashable, CustomStringConvertible {
    /// The endpoint as it was configured.
    public let text: String
    /// Why it is refused.
    public let reason: String

    public var description: String { "endpoint '\(text)' is refused: \(reason)" }
}
