import Foundation
import IAM

extension IAMClient {
    public func listRoles(from marker: Marker?) async throws -> Page<AssumableRole> {
        try await ask(.listRoles, paging(marker)) { result throws(AnswerFault) in
            try result.page("Roles", after: marker) { member throws(AnswerFault) in
                // AWS leaves the longest session out where it is the usual hour.
                AssumableRole(
                    name: try member.text("RoleName"), arn: try member.arn("Arn"), trust: try member.document("AssumeRolePolicyDocument"),
                    maximumSession: try member.number("MaxSessionDuration") ?? 3600)
            }
        }
    }

    public func listAccountAliases() async throws -> [String] {
        // An account has one alias at most, so there is never a second page.
        try await ask(.listAccountAliases) { result throws(AnswerFault) in try result.members("AccountAliases").map(\.text) }
    }

    public func listServerCertificates(from marker: Marker?) async throws -> Page<ServerCertificate> {
        try await ask(.listServerCertificates, paging(marker)) { result throws(AnswerFault) in
            try result.page("ServerCertificateMetadataList", after: marker) { member throws(AnswerFault) in
                ServerCertificate(
                    name: try member.text("ServerCertificateName"), arn: try member.arn("Arn"), uploaded: try member.date("UploadDate"),
                    expires: try member.date("Expiration"))
            }
        }
    }

    public func getAccountPasswordPolicy() async throws -> PasswordPolicy {
        try await ask(.getAccountPasswordPolicy) { result throws(AnswerFault) in try result.need("PasswordPolicy").passwordPolicy() }
    }

    public func updateAccountPasswordPolicy(_ policy: PasswordPolicy) async throws {
        func text(_ isSet: Bool) -> String { isSet ? "true" : "false" }
        var parameters = [
            ("MinimumPasswordLength", String(policy.minimumLength)), ("RequireSymbols", text(policy.requiresSymbols)),
            ("RequireNumbers", text(policy.requiresNumbers)), ("RequireUppercaseCharacters", text(policy.requiresUppercase)),
            ("RequireLowercaseCharacters", text(policy.requiresLowercase)), ("AllowUsersToChangePassword", text(policy.usersMayChange)),
            ("HardExpiry", text(policy.hardExpiry)),
        ]
        // What has no value is left out: IAM takes no zero for them.
        if let maximumAge = policy.maximumAge { parameters.append(("MaxPasswordAge", String(maximumAge))) }
        if let reusePrevention = policy.reusePrevention { parameters.append(("PasswordReusePrevention", String(reusePrevention))) }
        try await change(.updateAccountPasswordPolicy, parameters)
    }

    public func getAccountSummary() async throws -> [String: Int] {
        try await ask(.getAccountSummary) { result throws(AnswerFault) in
            var summary: [String: Int] = [:]
            for entry in try result.need("SummaryMap").children where entry.name == "entry" {
                guard let value = try entry.number("value") else { throw AnswerFault("the answer has no value in entry") }
                summary[try entry.text("key")] = value
            }
            return summary
        }
    }

    public func generateCredentialReport() async throws -> ReportState {
        try await ask(.generateCredentialReport) { result throws(AnswerFault) in
            let text = try result.text("State")
            guard let state = ReportState(rawValue: text) else { throw AnswerFault("'\(text)' is no state of a credential report") }
            return state
        }
    }

    public func getCredentialReport() async throws -> CredentialReportFile {
        try await ask(.getCredentialReport) { result throws(AnswerFault) in
            let content = try result.text("Content").filter { !$0.isWhitespace }
            guard let data = Data(base64Encoded: content),
                let text = String(validating: data, as: UTF8.self)
            else { throw AnswerFault("the credential report is not text in base 64") }
            return CredentialReportFile(text: text, generated: try result.needDate("GeneratedTime"))
        }
    }
}

extension XMLNode {
    fileprivate func passwordPolicy() throws(AnswerFault) -> PasswordPolicy {
        func isSet(_ name: String) throws(AnswerFault) -> Bool { try flag(name) ?? false }
        // IAM leaves out what is not set; zero means the same.
        func positive(_ name: String) throws(AnswerFault) -> Int? { try number(name).flatMap { $0 > 0 ? $0 : nil } }
        guard let length = try number("MinimumPasswordLength") else { throw AnswerFault("the answer has no MinimumPasswordLength") }
        return PasswordPolicy(
            minimumLength: length, requiresSymbols: try isSet("RequireSymbols"), requiresNumbers: try isSet("RequireNumbers"),
            requiresUppercase: try isSet("RequireUppercaseCharacters"), requiresLowercase: try isSet("RequireLowercaseCharacters"),
            usersMayChange: try isSet("AllowUsersToChangePassword"), maximumAge: try positive("MaxPasswordAge"),
            reusePrevention: try positive("PasswordReusePrevention"), hardExpiry: try isSet("HardExpiry"))
    }
}
