import Foundation
import IAM
import Logging

/// Temporary credentials of a role, from STS.
struct AssumedRole: Sendable {
    private let name: String
    private let arn: ARN
    private let service: QueryCall.Service
    private let profile: [String: String]

    /// The role of a profile, assumed at the STS of that region, else at the first region of the role's partition.
    init(
        profile: [String: String], name: String, region: String?, endpoint: Endpoint?, environment: [String: String]
    ) throws(CredentialError) {
        self.name = name
        self.profile = profile
        do {
            arn = try ARN(profile["role_arn"] ?? "")
        } catch {
            throw CredentialError("profile '\(name)': \(error)", hint: "type 'aws configure set role_arn ARN --profile \(name)'")
        }
        let region = region ?? arn.partition.iamRegion
        do {
            let host = arn.partition.stsHost(in: region)
            let chosen = try Endpoints.choose(endpoint, variable: "STS", environment, otherwise: host)
            service = QueryCall.Service(name: "sts", endpoint: chosen, region: region)
        } catch {
            throw CredentialError(error.description, hint: "type 'unset AWS_ENDPOINT_URL_STS AWS_ENDPOINT_URL'")
        }
        if let text = profile.filled("duration_seconds"), !(900...43200).contains(Int(text) ?? 0) {
            throw CredentialError(
                "profile '\(name)' has duration_seconds '\(text)'", hint: "give a number of seconds from 900 to 43200")
        }
    }

    /// Assumes the role. A code is asked for if the profile has an `mfa_serial`, and never sent twice after a lost answer:
    /// AWS takes each code once.
    func load(with source: Credentials, over transport: Transport, outside: Outside, askCode: AskCode) async throws -> Credentials {
        let serial = profile.filled("mfa_serial")
        var code: String?
        if let serial { code = try await askCode(serial).trimmingCharacters(in: .whitespacesAndNewlines) }
        let session = profile.filled("role_session_name") ?? "tenure-\(Int(outside.now().timeIntervalSince1970))"
        let form = QueryForm(
            action: "AssumeRole", version: "2011-06-15",
            [
                ("RoleArn", arn.description), ("RoleSessionName", session), ("ExternalId", profile.filled("external_id")),
                ("DurationSeconds", profile.filled("duration_seconds")), ("SerialNumber", serial), ("TokenCode", code),
            ])
        let call = QueryCall(action: "AssumeRole", service: service, form: form, isRead: code == nil)
        let client = QueryClient(
            transport: transport, credentials: CredentialSource(source), outside: outside,
            rate: RateLimiter(nil, outside: outside), budget: RetryBudget(), retries: .forCredentials, timeout: .seconds(10),
            logger: Logger(label: "tenure.aws") { _ in SwiftLogNoOpLogHandler() })
        do {
            return try await client.perform(call) { root throws(AnswerFault) in try decode(root) }
        } catch let failure as CallFailure {
            throw CredentialError(
                "the role of profile '\(name)' could not be assumed with \(source.origin): \(failure.told)",
                hint: "check role_arn, external_id and mfa_serial of profile '\(name)', and whom the role trusts")
        }
    }

    private func decode(_ root: XMLNode) throws(AnswerFault) -> Credentials {
        let given = try root.need("AssumeRoleResult").need("Credentials")
        return Credentials(
            accessKey: try given.text("AccessKeyId"), secret: Secret(try given.text("SecretAccessKey")),
            sessionToken: Secret(try given.text("SessionToken")), expires: try given.needDate("Expiration"),
            origin: "the role of profile '\(name)'")
    }
}

extension Retries {
    /// Fewer than for IAM: a person waits.
    fileprivate static let forCredentials = Retries(attempts: 4, base: .milliseconds(200), longest: .seconds(2))
}

extension CallFailure {
    /// The failure in words, with AWS's code.
    fileprivate var told: String {
        switch kind {
        case .refused(let code): "\(code.rawValue): \(message)"
        case .notSent, .unknownOutcome: message
        }
    }
}
