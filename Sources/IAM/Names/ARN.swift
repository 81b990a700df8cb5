/// The name of a resource at AWS: `arn:partition:service:region:account:resource`.
public struct ARN: Hashable, Sendable, CustomStringConvertible {
    /// `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`.
    public let partition: Partition
    /// `iam`, `sts`, `s3`.
    public let service: String
    /// Empty for IAM, which has no regions.
    public let region: String
    /// Twelve digits, `aws` for AWS's own policies, or empty.
    public let account: String
    /// All after the fifth colon: `user/staff/jane.doe`.
    public let resource: String

    /// An ARN of these parts.
    public init(partition: Partition, service: String, region: String = "", account: String, resource: String) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Reads an ARN of exactly six parts, or says what is wrong.
    public init(_ text: String) throws(InvalidText) {
        let parts = Self.parts(of: text)
        guard parts.count == 6, parts[0] == "arn", let partition = Partition(rawValue: parts[1]), !parts[5].isEmpty else {
            throw InvalidText(noun: "ARN", text: text, shape: "it is arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE")
        }
        self.init(partition: partition, service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    private static func parts(of text: String) -> [String] {
        // In ASCII every byte is a character, and bytes are split ten times as fast.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        }
        return text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// The ARN of an IAM user, whose resource includes its path.
    public static func user(_ name: UserName, path: IAMPath, account: AccountID, in partition: Partition) -> ARN {
        ARN(partition: partition, service: "iam", account: account.text, resource: "user\(path.text)\(name.text)")
    }

    /// What follows the resource's type and path: the name of a user, a role, a policy.
    public var name: String { Self.name(in: resource) }

    /// The same, of an ARN's text, or of any text with a path.
    public static func name(in text: String) -> String { lastPart(of: text) ?? text }

    /// What follows the last slash that anything follows; nil if there is nothing else than slashes.
    static func lastPart(of text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.split(separator: "/").last.map(String.init) }
        return text.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
    }

    // Two ARNs of one account mostly differ in what they name, which tells them apart as well as all six parts do.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(account)
        hasher.combine(resource)
    }

    public var description: String {
        let partition = partition.rawValue
        var text = ""
        // In one piece of memory from the beginning: findings name ARNs by the hundred thousand.
        text.reserveCapacity(
            8 + partition.utf8.count + service.utf8.count + region.utf8.count + account.utf8.count + resource.utf8.count)
        text += "arn:"
        text += partition
        for part in [service, region, account, resource] {
            text += ":"
            text += part
        }
        return text
    }
}

extension ARN: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode(String.self))
        } catch let error as InvalidText {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One of AWS's separate worlds: an ARN of one never matches in another.
public enum Partition: String, Hashable, Sendable, Codable, CaseIterable {
    case aws
    case china = "aws-cn"
    case usGovernment = "aws-us-gov"
    case europeanSovereign = "aws-eusc"
}
