import Crypto
import Foundation

/// AWS's signature, version 4, in the `Authorization` header.
/// Source: IAM User Guide, "Create a signed AWS API request".
struct SigV4: Sendable {
    /// What is signed. `path` is spelled as in the URL, the query's keys and values are not encoded yet.
    struct Request: Sendable {
        var method = "POST"
        var path = "/"
        var query: [(name: String, value: String)] = []
        /// All of them are signed; `host` must be among them.
        var headers: [(name: String, value: String)]
        var body: [UInt8] = []
    }

    let credentials: Credentials
    let region: String
    let service: String

    /// The headers to send: those of the request, the time, the token of temporary credentials and the signature.
    func headers(for request: Request, at now: Date) -> [(name: String, value: String)] {
        let time = Self.timestamp(now)
        var signed = request
        signed.headers.append(("X-Amz-Date", time))
        credentials.sessionToken?.reveal { signed.headers.append(("X-Amz-Security-Token", $0)) }
        let scope = "\(time.prefix(8))/\(region)/\(service)/aws4_request"
        let canonical = Self.canonical(signed)
        let toSign = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(Self.hex(SHA256.hash(data: Array(canonical.text.utf8))))"
        let signature = signature(of: toSign, day: String(time.prefix(8)))
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), SignedHeaders=\(canonical.names), Signature=\(signature)"
        return signed.headers + [("Authorization", authorization)]
    }

    private func signature(of text: String, day: String) -> String {
        let start = credentials.secret.reveal { SymmetricKey(data: Array("AWS4\($0)".utf8)) }
        let key = [day, region, service, "aws4_request"].reduce(start) { key, part in
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        return Self.hex(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    private static func canonical(_ request: Request) -> (text: String, names: String) {
        let headers = request.headers
            .map { (name: $0.name.lowercased(), value: $0.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }
            .sorted { $0.name < $1.name }
        let names = headers.map(\.name).joined(separator: ";")
        let query = request.query
            .map { (PercentEncoding.uri($0.name), PercentEncoding.uri($0.value)) }
            .sorted { $0 < $1 }
            .map { "\($0)=\($1)" }
            .joined(separator: "&")
        let lines =
            [request.method, PercentEncoding.uri(request.path, keeping: "/"), query]
            + headers.map { "\($0.name):\($0.value)" } + ["", names, hex(SHA256.hash(data: request.body))]
        return (lines.joined(separator: "\n"), names)
    }

    private static func timestamp(_ date: Date) -> String {
        let whole = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
        return whole.formatted(
            Date.ISO8601FormatStyle(
                dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted, timeZoneSeparator: .omitted,
                includingFractionalSeconds: false, timeZone: .gmt))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
