import IAM

/// The name that a user must give an MFA device: under the duty policy their own user name, or one that begins with it and a hyphen.
public struct DeviceName: Hashable, Sendable, CustomStringConvertible {
    /// The name as the console wants it typed.
    public let text: String

    /// The name of a user's first device.
    public init(for user: UserName) { text = user.text }

    /// The name of a further device, `jane.doe-phone`; nil if the suffix is empty or IAM would refuse it.
    public init?(for user: UserName, suffix: String) {
        guard UserNameRule.accepts(suffix) else { return nil }
        text = "\(user.text)-\(suffix)"
    }

    /// The serial number by which the AWS CLI names a virtual device of this name.
    public func serial(account: AccountID, in partition: Partition) -> ARN {
        ARN(partition: partition, service: "iam", account: account.text, resource: "mfa/\(text)")
    }

    public var description: String { text }
}
