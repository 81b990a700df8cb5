import Foundation

/// The credentials of a task or pod, where `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI` says.
struct ContainerCredentials: Sendable {
    let environment: [String: String]
    let transport: Transport

    /// The credentials; nil if the environment names no place. Plain HTTP goes to this machine and the two link-local
    /// addresses of ECS and EKS only: the answer is a secret, and so is the token in the question.
    func load() async throws -> Credentials? {
        guard let url = try place() else { return nil }
        var headers = [(name: "Accept", value: "application/json")]
        if let token = try token() { headers.append(("Authorization", token)) }
        let exchange = try await transport.send(.GET, url, headers: headers, within: .seconds(2))
        guard case .answered(let answer) = exchange, answer.status == 200,
            let found = CredentialDocument.credentials(in: answer.body, origin: "the container")
        else {
            throw CredentialError(
                "the container's credentials at \(url) could not be had: \(exchange.told)",
                hint: "check the task role, or type 'unset AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'")
        }
        return found
    }

    private func place() throws(CredentialError) -> String? {
        if let relative = environment.filled("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            guard relative.hasPrefix("/"), !relative.hasPrefix("//") else {
                throw CredentialError(
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with one /",
                    hint: "type 'unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'")
            }
            return "http://169.254.170.2\(relative)"
        }
        guard let full = environment.filled("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
        let parts = URLComponents(string: full)
        let host = (parts?.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let isNear = Endpoint.isLoopback(host) || ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"].contains(host)
        guard parts?.user == nil, !host.isEmpty, parts?.scheme == "https" || parts?.scheme == "http" && isNear else {
            throw CredentialError(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI is refused: http goes to this machine, 169.254.170.2 and 169.254.170.23 only",
                hint: "use an https URL")
        }
        return full
    }

    // The file is read every time: the platform replaces the token in it.
    private func token() throws(CredentialError) -> String? {
        guard let path = environment.filled("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
            return environment.filled("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CredentialError("the container's token file '\(path)' cannot be read", hint: "type 'ls -l \(path)'")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.contains(where: \.isNewline) else {
            throw CredentialError("the container's token file '\(path)' has more than one line", hint: "type 'wc -l \(path)'")
        }
        return token
    }
}

extension Exchange {
    /// What became of a request, without any of its answer's body.
    var told: String {
        switch self {
        case .answered(let answer): "HTTP \(answer.status)"
        case .notSent(let reason), .lost(let reason): reason
        }
    }
}
