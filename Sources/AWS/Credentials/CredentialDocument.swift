import Foundation

/// The JSON in which containers, instances and credential processes hand out credentials.
struct CredentialDocument: Decodable {
    let accessKeyID: String
    let secret: String
    let token: String?
    let expiration: String?
    /// Of a credential process: 1.
    let version: Int?
    /// Of the instance metadata: `Success`.
    let code: String?

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secret = "SecretAccessKey"
        case token = "Token"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
        case version = "Version"
        case code = "Code"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        accessKeyID = try values.decode(String.self, forKey: .accessKeyID)
        secret = try values.decode(String.self, forKey: .secret)
        token = try values.decodeIfPresent(String.self, forKey: .token) ?? values.decodeIfPresent(String.self, forKey: .sessionToken)
        expiration = try values.decodeIfPresent(String.self, forKey: .expiration)
        version = try values.decodeIfPresent(Int.self, forKey: .version)
        code = try values.decodeIfPresent(String.self, forKey: .code)
    }

    /// The credentials in a document; nil if it is none. An unreadable time of expiry makes it none.
    static func credentials(in data: Data, origin: String) -> Credentials? {
        guard let document = try? JSONDecoder().decode(CredentialDocument.self, from: data), document.version ?? 1 == 1,
            document.code ?? "Success" == "Success", !document.accessKeyID.isEmpty, !document.secret.isEmpty
        else { return nil }
        let expires = document.expiration.map(AnswerDate.parse)
        if case .some(.none) = expires { return nil }
        return Credentials(
            accessKey: document.accessKeyID, secret: Secret(document.secret), sessionToken: document.token.map(Secret.init),
            expires: expires ?? nil, origin: origin)
    }
}
