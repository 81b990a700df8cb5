/// An AWS account's number: twelve digits.
public typealias AccountID = Checked<AccountIDRule>
/// The name of an IAM user: 1 to 64 of ASCII letters, digits and `+=,.@-_`; unique in its account whatever the case.
public typealias UserName = Checked<UserNameRule>
/// The permanent id that IAM gives a user (`AIDA…`): a user made again under the same name has another.
public typealias UserID = Checked<UniqueIDRule>
/// The name of an IAM group: 1 to 128 of the characters of a user name.
public typealias GroupName = Checked<LongNameRule>
/// The name of an IAM role: 1 to 64 of the characters of a user name.
public typealias RoleName = Checked<RoleNameRule>
/// The name of a managed or inline policy: 1 to 128 of the characters of a user name.
public typealias PolicyName = Checked<LongNameRule>
/// The path of a user, group or policy: `/`, or `/a/b/`.
public typealias IAMPath = Checked<PathRule>
/// The public half of an access key (`AKIA…`).
public typealias AccessKeyID = Checked<UniqueIDRule>
/// The serial of an MFA device: the ARN of a virtual one or of a passkey, or the number on a hardware token.
public typealias MFASerial = Checked<MFASerialRule>

/// Twelve digits.
public enum AccountIDRule: TextRule {
    public static let noun = "AWS account id"
    public static let shape = "it has twelve digits, as in 123456789012"
    public static func accepts(_ text: String) -> Bool { text.utf8.count == 12 && text.utf8.allSatisfy(\.isDigit) }
}

/// Source: IAM User Guide, "IAM and AWS STS quotas", names.
public enum UserNameRule: TextRule {
    public static let noun = "IAM user name"
    public static let shape = "it has 1 to 64 ASCII letters, digits and + = , . @ - _"
    public static func accepts(_ text: String) -> Bool { text.isIAMName(upTo: 64) }
}

/// Source: IAM API Reference, `roleNameType`.
public enum RoleNameRule: TextRule {
    public static let noun = "IAM role name"
    public static let shape = "it has 1 to 64 ASCII letters, digits and + = , . @ - _"
    public static func accepts(_ text: String) -> Bool { text.isIAMName(upTo: 64) }
}

/// Names of groups and policies, twice as long as a user's. Source: IAM User Guide, "IAM and AWS STS quotas".
public enum LongNameRule: TextRule {
    public static let noun = "IAM group or policy name"
    public static let shape = "it has 1 to 128 ASCII letters, digits and + = , . @ - _"
    public static func accepts(_ text: String) -> Bool { text.isIAMName(upTo: 128) }
}

/// Source: IAM API Reference, `existingUserNameType` and the unique ids of "IAM identifiers".
public enum UniqueIDRule: TextRule {
    public static let noun = "unique id of IAM"
    public static let shape = "it has 16 to 128 ASCII letters and digits, as in AIDACKCEVSQ6C2EXAMPLE"
    public static func accepts(_ text: String) -> Bool {
        (16...128).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    }
}

/// Source: IAM API Reference, `pathType`.
public enum PathRule: TextRule {
    public static let noun = "IAM path"
    public static let shape = "it is / or begins and ends with /, as in /staff/"
    public static func accepts(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= 512, bytes.first == UInt8(ascii: "/"), bytes.last == UInt8(ascii: "/") else { return false }
        return bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// Source: IAM API Reference, `serialNumberType`.
public enum MFASerialRule: TextRule {
    public static let noun = "serial of an MFA device"
    public static let shape = "it has 9 to 256 ASCII letters, digits and = / : , . @ + - _"
    public static func accepts(_ text: String) -> Bool {
        (9...256).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isNameCharacter || "/:".utf8.contains($0) }
    }
}

extension String {
    fileprivate func isIAMName(upTo length: Int) -> Bool {
        (1...length).contains(utf8.count) && utf8.allSatisfy(\.isNameCharacter)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
    fileprivate var isNameCharacter: Bool { isLetter || isDigit || "+=,.@-_".utf8.contains(self) }
}
