import Foundation
import NIOHTTP1

/// The credentials of an EC2 instance's role, from version 2 of its metadata service.
struct InstanceMetadata: Sendable {
    let environment: [String: String]
    let transport: Transport

    /// The credentials, or why there are none. Elsewhere than on an instance nothing answers, which costs a second.
    func load() async throws -> (found: Credentials?, reason: String) {
        if environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" {
            return (nil, "AWS_EC2_METADATA_DISABLED forbids to ask the instance")
        }
        let base = try base()
        let life = [(name: "X-aws-ec2-metadata-token-ttl-seconds", value: "21600")]
        guard let token = try await text(.PUT, "\(base)/latest/api/token", life) else {
            return (nil, "no instance metadata answers at \(base)")
        }
        let headers = [(name: "X-aws-ec2-metadata-token", value: token)]
        let roles = "\(base)/latest/meta-data/iam/security-credentials/"
        guard let list = try await text(.GET, roles, headers), let role = list.split(whereSeparator: \.isNewline).first else {
            return (nil, "the instance has no role")
        }
        let name = PercentEncoding.uri(String(role))
        guard let document = try await text(.GET, roles + name, headers),
            let found = CredentialDocument.credentials(in: Data(document.utf8), origin: "the instance's role '\(role)'")
        else { return (nil, "the instance gives no credentials of its role '\(role)'") }
        return (found, "")
    }

    private func base() throws(CredentialError) -> String {
        guard let text = environment.filled("AWS_EC2_METADATA_SERVICE_ENDPOINT") else { return "http://169.254.169.254" }
        let parts = URLComponents(string: text)
        let host = (parts?.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard parts?.user == nil, Endpoint.isLoopback(host) || ["169.254.169.254", "fd00:ec2::254"].contains(host) else {
            throw CredentialError(
                "AWS_EC2_METADATA_SERVICE_ENDPOINT '\(text)' is refused: it is neither this machine nor the instance's service",
                hint: "type 'unset AWS_EC2_METADATA_SERVICE_ENDPOINT'")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private func text(_ method: HTTPMethod, _ url: String, _ headers: [(name: String, value: String)]) async throws -> String? {
        guard case .answered(let answer) = try await transport.send(method, url, headers: headers, within: .seconds(1)),
            answer.status == 200, let text = String(validating: answer.body, as: UTF8.self)
        else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
