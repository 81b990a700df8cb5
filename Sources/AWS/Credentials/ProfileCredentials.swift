import Foundation

/// The credentials of a named profile: an assumed role, keys of its own, or what a program prints.
struct ProfileCredentials: Sendable {
    let files: SharedConfig
    let environment: [String: String]
    let endpoint: Endpoint?
    let outside: Outside
    let askCode: AskCode
    let transport: Transport

    /// A profile's credentials; nil if it has none. `users` are the profiles that led here by `source_profile`.
    func credentials(of name: String, usedBy users: [String] = []) async throws -> Credentials? {
        guard let profile = files.profile(name) else {
            throw CredentialError(
                "there is no profile '\(name)' in \(files.paths)", hint: "type 'aws configure list-profiles' for those that there are")
        }
        if profile.filled("role_arn") != nil, profile.filled("web_identity_token_file") == nil, users.last != name {
            guard !users.contains(name) else {
                throw CredentialError(
                    "the profiles \((users + [name]).map { "'\($0)'" }.joined(separator: ", ")) lead in a circle",
                    hint: "change source_profile of '\(name)'")
            }
            return try await assumed(profile, name, users)
        }
        if let own = try Self.keys(profile, name) { return own }
        if let command = profile.filled("credential_process") {
            return try await CredentialProcess(command: command, profile: name, environment: environment).load()
        }
        try refuseUnsupported(profile, name)
        return nil
    }

    private func assumed(_ profile: [String: String], _ name: String, _ users: [String]) async throws -> Credentials {
        let source = try await source(of: profile, name, users)
        let role = try AssumedRole(
            profile: profile, name: name,
            region: profile.filled("region") ?? environment.filled("AWS_REGION")
                ?? environment.filled("AWS_DEFAULT_REGION"), endpoint: endpoint, environment: environment)
        return try await role.load(with: source, over: transport, outside: outside, askCode: askCode)
    }

    private func source(of profile: [String: String], _ name: String, _ users: [String]) async throws -> Credentials {
        switch (profile.filled("source_profile"), profile.filled("credential_source")) {
        case (let source?, nil):
            if let found = try await credentials(of: source, usedBy: users + [name]) { return found }
            throw CredentialError("profile '\(source)' has no credentials", hint: "type 'aws configure --profile \(source)'")
        case (nil, let kind?):
            return try await credentials(from: kind, name)
        case (nil, nil), (.some, .some):
            throw CredentialError(
                "profile '\(name)' must have one of source_profile and credential_source beside its role_arn",
                hint: "type 'aws configure set source_profile default --profile \(name)'")
        }
    }

    private func credentials(from kind: String, _ name: String) async throws -> Credentials {
        switch kind {
        case "Environment":
            if let found = try CredentialChain.environmentKeys(environment) { return found }
            throw CredentialError(
                "profile '\(name)' takes its credentials from the environment, where AWS_ACCESS_KEY_ID is not set",
                hint: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        case "EcsContainer":
            if let found = try await ContainerCredentials(environment: environment, transport: transport).load() { return found }
            throw CredentialError(
                "profile '\(name)' takes its credentials from a container, and this is none that offers any",
                hint: "use source_profile in profile '\(name)'")
        case "Ec2InstanceMetadata":
            let (found, reason) = try await InstanceMetadata(environment: environment, transport: transport).load()
            if let found { return found }
            throw CredentialError(
                "profile '\(name)' takes its credentials from the instance: \(reason)", hint: "use source_profile in profile '\(name)'")
        default:
            throw CredentialError(
                "profile '\(name)' has the unknown credential_source '\(kind)'",
                hint: "use Environment, EcsContainer or Ec2InstanceMetadata")
        }
    }

    private static func keys(_ profile: [String: String], _ name: String) throws(CredentialError) -> Credentials? {
        guard let key = profile.filled("aws_access_key_id") else { return nil }
        guard let secret = profile.filled("aws_secret_access_key") else {
            throw CredentialError(
                "profile '\(name)' has aws_access_key_id without aws_secret_access_key", hint: "type 'aws configure --profile \(name)'")
        }
        return Credentials(
            accessKey: key, secret: Secret(secret), sessionToken: profile.filled("aws_session_token").map(Secret.init),
            origin: "profile '\(name)'")
    }

    // Signing in through a browser is the AWS CLI's work; it hands the result to anyone who asks.
    private func refuseUnsupported(_ profile: [String: String], _ name: String) throws(CredentialError) {
        let keys = ["sso_session", "sso_start_url", "web_identity_token_file", "login_session"]
        guard let key = keys.first(where: { profile.filled($0) != nil }) else { return }
        throw CredentialError(
            "profile '\(name)' uses \(key), which tenure does not do itself",
            hint: "use a second profile with 'credential_process = aws configure export-credentials --profile \(name)'")
    }
}
