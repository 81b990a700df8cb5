import IAM

/// Where the users of one account sign in to the console.
public struct SignInAddress: Hashable, Sendable, CustomStringConvertible {
    private let host: String
    private let domain: String

    /// The address of an account by the alias that AWS knows it by, which every partition spells differently.
    /// Source: IAM User Guide, "Sign-in URLs for IAM users"; "AWS GovCloud (US) Sign-up"; "Amazon Web Services in China".
    public init(alias: SignInAlias, in partition: Partition) {
        self.init(host: alias.text, in: partition)
    }

    /// The address of an account that has no alias.
    public init(account: AccountID, in partition: Partition) {
        self.init(host: account.text, in: partition)
    }

    private init(host: String, in partition: Partition) {
        self.host = host
        self.domain =
            switch partition {
            case .aws: "signin.aws.amazon.com"
            case .china: "signin.amazonaws.cn"
            case .usGovernment: "signin.amazonaws-us-gov.com"
            case .europeanSovereign: "signin.amazonaws-eusc.eu"
            }
    }

    public var description: String { "https://\(host).\(domain)/console" }
}

/// The alias that an account has at AWS, which is part of its sign-in address. It may differ from the account's name here.
public typealias SignInAlias = Checked<SignInAliasRule>

/// Source: IAM API Reference, `CreateAccountAlias`.
public enum SignInAliasRule: TextRule {
    public static let noun = "account alias"
    public static let shape = "it has 3 to 63 lower-case letters, digits and single -, and begins and ends with a letter or digit"
    public static func accepts(_ text: String) -> Bool {
        let bytes = text.utf8
        let hyphen = UInt8(ascii: "-")
        guard (3...63).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen, !text.contains("--") else { return false }
        return bytes.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
    }
}
