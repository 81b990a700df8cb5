import IAM
import Lifecycle

/// What a verdict is about.
public enum Subject: Hashable, Sendable {
    case account
    case root
    case user(UserName)
    /// A user's key by its place in the credential report, which tells no ids.
    case key(UserName, slot: Int)
    /// A user's signing certificate by its place in the credential report.
    case signingCertificate(UserName, slot: Int)
    case role(RoleName)
    case managedPolicy(ARN)
    /// An inline policy of a user, a group or a role.
    case inlinePolicy(PolicyName, of: Holder)
    /// A managed policy where it is attached.
    case attachment(ARN, to: Holder)
    case serverCertificate(String)
    case device(MFASerial)
    case region(String)
    /// A control that no API shows.
    case control(String)
    case person(PersonID)
    /// A user's record in the ledger, where the user is called nothing any more.
    case record(RecordID)

    /// Who has a policy.
    public enum Holder: Hashable, Sendable, CustomStringConvertible {
        case user(UserName)
        case group(GroupName)
        case role(RoleName)

        /// `user/jane`.
        public var description: String {
            switch self {
            case .user(let name): "user/\(name)"
            case .group(let name): "group/\(name)"
            case .role(let name): "role/\(name)"
            }
        }
    }

    /// What kind of thing it is: one word, for machines.
    public var kind: String {
        switch self {
        case .account: "account"
        case .root: "root"
        case .user: "user"
        case .key: "access-key"
        case .signingCertificate: "signing-certificate"
        case .role: "role"
        case .managedPolicy: "policy"
        case .inlinePolicy: "inline-policy"
        case .attachment: "attachment"
        case .serverCertificate: "server-certificate"
        case .device: "mfa-device"
        case .region: "region"
        case .control: "control"
        case .person: "person"
        case .record: "record"
        }
    }

    /// The user that it is about or belongs to.
    public var user: UserName? {
        switch self {
        case .user(let name), .key(let name, _), .signingCertificate(let name, _): name
        case .inlinePolicy(_, .user(let name)), .attachment(_, .user(let name)): name
        case .account, .root, .role, .managedPolicy, .inlinePolicy, .attachment, .serverCertificate, .device, .region, .control, .person,
            .record:
            nil
        }
    }

    /// A key's or certificate's place in the report.
    public var slot: Int? {
        switch self {
        case .key(_, let slot), .signingCertificate(_, let slot): slot
        case .account, .root, .user, .role, .managedPolicy, .inlinePolicy, .attachment, .serverCertificate, .device, .region, .control,
            .person,
            .record:
            nil
        }
    }
}

extension Subject: CustomStringConvertible {
    /// `user/jane/key/1`: the same from run to run.
    public var description: String {
        switch self {
        case .account: "account"
        case .root: "root"
        case .user(let name): "user/\(name)"
        case .key(let name, let slot): "user/\(name)/key/\(slot)"
        case .signingCertificate(let name, let slot): "user/\(name)/signing-certificate/\(slot)"
        case .role(let name): "role/\(name)"
        case .managedPolicy(let arn): "\(arn.account == "aws" ? "aws-policy" : "policy")/\(Self.name(arn))"
        case .inlinePolicy(let name, let holder): "\(holder)/inline/\(name)"
        case .attachment(let arn, let holder): "\(holder)/\(arn.account == "aws" ? "aws-policy" : "policy")/\(Self.name(arn))"
        case .serverCertificate(let name): "server-certificate/\(name)"
        case .device(let serial): "mfa-device/\(serial)"
        case .region(let name): "region/\(name)"
        case .control(let name): "control/\(name)"
        case .person(let id): "person/\(id)"
        case .record(let id): "record/\(id)"
        }
    }

    // With its path: two policies of one name differ in it.
    private static func name(_ arn: ARN) -> String {
        // In ASCII every byte is a character.
        guard arn.resource.utf8.allSatisfy({ $0 < 0x80 }) else { return String(arn.resource.drop { $0 != "/" }.dropFirst()) }
        return String(Substring(arn.resource.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst()))
    }
}
