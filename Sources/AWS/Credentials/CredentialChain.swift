import Foundation

/// The order in which credentials are looked for: botocore's, without web identity and single sign-on.
struct CredentialChain: Sendable {
    let profile: String?
    let environment: [String: String]
    let endpoint: Endpoint?
    let outside: Outside
    let askCode: AskCode

    /// The first credentials found, or an error that says where they were looked for.
    func load(over transport: Transport) async throws -> Credentials {
        let named = profile ?? environment.filled("AWS_PROFILE") ?? environment.filled("AWS_DEFAULT_PROFILE")
        var tried: [String] = []
        if profile == nil {
            if let found = try Self.environmentKeys(environment) { return found }
            tried.append("AWS_ACCESS_KEY_ID is not set")
        }
        let profiles = ProfileCredentials(
            files: try SharedConfig(environment: environment), environment: environment, endpoint: endpoint, outside: outside,
            askCode: askCode, transport: transport)
        if let named {
            guard let found = try await profiles.credentials(of: named) else { throw Self.empty(named, profiles.files) }
            return found
        }
        if profiles.files.profile("default") != nil, let found = try await profiles.credentials(of: "default") { return found }
        tried.append("there is no profile 'default' with credentials in \(profiles.files.paths)")
        if let found = try await ContainerCredentials(environment: environment, transport: transport).load() { return found }
        tried.append("no container offers any")
        let (found, reason) = try await InstanceMetadata(environment: environment, transport: transport).load()
        if let found { return found }
        throw CredentialError(
            "no AWS credentials were found: " + (tried + [reason]).joined(separator: ", "),
            hint: "type 'aws configure', or set AWS_PROFILE to one of 'aws configure list-profiles'")
    }

    private static func empty(_ name: String, _ files: SharedConfig) -> CredentialError {
        CredentialError(
            "profile '\(name)' in \(files.paths) has no credentials", hint: "type 'aws configure --profile \(name)'")
    }

    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; nil if the first is not set.
    static func environmentKeys(_ environment: [String: String]) throws(CredentialError) -> Credentials? {
        guard let key = environment.filled("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = environment.filled("AWS_SECRET_ACCESS_KEY") else {
            throw CredentialError(
                "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not", hint: "set both, or type 'unset AWS_ACCESS_KEY_ID'")
        }
        return Credentials(
            accessKey: key, secret: Secret(secret), sessionToken: environment.filled("AWS_SESSION_TOKEN").map(Secret.init),
            origin: "the environment")
    }
}

extension [String: String] {
    /// The value of a key; nil if it is missing or empty.
    func filled(_ key: String) -> String? { self[key].flatMap { $0.isEmpty ? nil : $0 } }
}
