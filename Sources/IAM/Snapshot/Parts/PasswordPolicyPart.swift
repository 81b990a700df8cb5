/// What a snapshot knows of the account's rules for passwords.
public enum PasswordRule: Hashable, Sendable {
    case set(PasswordPolicy)
    /// The account has none of its own: `PasswordPolicy.whenNoneIsSet` holds.
    case noneSet

    /// The rules that hold.
    public var inForce: PasswordPolicy {
        switch self {
        case .set(let policy): policy
        case .noneSet: .whenNoneIsSet
        }
    }
}

/// Reads `account-password-policy.json`.
enum PasswordPolicyPart {
    // Where there is no policy the CLI prints this on standard error, and nothing on standard output.
    private static let noneSet = "(NoSuchEntity)"

    static func read(_ source: SnapshotBytes) throws -> Fact<PasswordRule> {
        let bytes = try source.whole()
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains(noneSet), !text.contains("{") { return .read(.noneSet, from: .passwordPolicy) }
        guard text.contains(where: { !$0.isWhitespace }) else {
            return .notThere(
                "\(SnapshotFile.passwordPolicy.path) is empty: the CLI prints nothing where there is no policy, and nothing where it may not "
                    + #"look; write {"PasswordPolicy": null} if there is none"#)
        }
        var rule: PasswordRule?
        try Pages.read(SnapshotBytes(bytes), of: .passwordPolicy) { cursor, name in
            guard name == "PasswordPolicy" else { return try cursor.skip() }
            rule = try cursor.takesNull() ? .noneSet : .set(try policy(&cursor))
        }
        guard let rule else { throw SnapshotError(.lacks("PasswordPolicy"), in: .passwordPolicy) }
        return .read(rule, from: .passwordPolicy)
    }

    private static func policy(_ cursor: inout JSONCursor) throws -> PasswordPolicy {
        var length: Int?
        var policy = PasswordPolicy(
            minimumLength: 0, requiresSymbols: false, requiresNumbers: false, requiresUppercase: false, requiresLowercase: false,
            usersMayChange: false)
        try cursor.object { cursor, name in
            switch name {
            case "MinimumPasswordLength": length = try cursor.number()
            case "RequireSymbols": policy.requiresSymbols = try cursor.flag()
            case "RequireNumbers": policy.requiresNumbers = try cursor.flag()
            case "RequireUppercaseCharacters": policy.requiresUppercase = try cursor.flag()
            case "RequireLowercaseCharacters": policy.requiresLowercase = try cursor.flag()
            case "AllowUsersToChangePassword": policy.usersMayChange = try cursor.flag()
            case "MaxPasswordAge": policy.maximumAge = try positive(&cursor)
            case "PasswordReusePrevention": policy.reusePrevention = try positive(&cursor)
            case "HardExpiry": policy.hardExpiry = try cursor.takesNull() ? false : cursor.flag()
            default: try cursor.skip()
            }
        }
        policy.minimumLength = try cursor.need(length, "MinimumPasswordLength")
        return policy
    }

    // IAM leaves out what is not set; zero means the same.
    private static func positive(_ cursor: inout JSONCursor) throws -> Int? {
        guard try !cursor.takesNull() else { return nil }
        let number = try cursor.number()
        return number > 0 ? number : nil
    }
}
