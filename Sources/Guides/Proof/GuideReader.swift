import IAM
import Lifecycle

/// Somebody who follows a guide: who they are at IAM, what they hold, and under which policies they do it.
public struct GuideReader: Hashable, Sendable {
    public let partition: Partition
    /// The user's path, which is part of their ARN.
    public var path: IAMPath
    public let device: DeviceKind
    /// Made by tenure, or found in the account.
    public let isNew: Bool
    public var name: UserName
    public var account: AccountID
    /// Whether they hold access keys, so that the guide tells them of sessions with MFA.
    public var holdsKeys = false
    public var dutyGroup: GroupName
    /// The account's AllowUsersToChangePassword.
    public var mayChangePassword = false

    /// A reader called like nobody: what a duty policy says holds for every name.
    public init(_ device: DeviceKind, path: IAMPath, in partition: Partition, isNew: Bool) {
        self.device = device
        self.path = path
        self.partition = partition
        self.isNew = isNew
        self.name = Self.somebody
        self.account = Self.exampleAccount
        self.dutyGroup = Self.group
    }

    var arn: ARN { .user(name, path: path, account: account, in: partition) }

    /// Whether a section of a guide is shown to them. What is not about who they are is taken to be shown.
    func sees(_ section: TextStep.Section) -> Bool { isShown(GuideName(rawValue: section.name)) != section.isInverted }

    private func isShown(_ name: GuideName?) -> Bool {
        if name == .profile || name == .passwordChannel { return isNew }
        if name == .accessKeys { return holdsKeys }
        return name != .sandbox
    }

    /// What a declared resource means for them; nil if it cannot be said.
    func resource(_ text: String) -> RequestedResource? {
        switch text {
        case "*": return RequestedResource.none
        case DeclaredCall.ownUser: return RequestedResource(arn)
        default:
            let values = ["userName": name.text, "deviceName": DeviceName(for: name).text, "dutyGroup": dutyGroup.text]
            let filled = values.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
            return RequestedResource(ARN(partition: partition, service: "iam", account: account.text, resource: filled))
        }
    }

    private static let somebody = known { () throws(InvalidText) in try UserName("somebody") }
    /// The account of a reader of whom none is known.
    public static let exampleAccount = known { () throws(InvalidText) in try AccountID("123456789012") }
    private static let group = known { () throws(InvalidText) in try GroupName("tenure-duty") }

    private static func known<Name>(_ make: () throws(InvalidText) -> Name) -> Name {
        do {
            return try make()
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

/// The policies that decide what the steps of a guide may do.
public struct GuidePolicies: Sendable {
    /// Of the reader: the duty policy, and whatever they hold besides.
    public let reader: [AppliedPolicy]
    /// Of tenure's own principal; nil if its steps are not to be judged.
    public let tenure: AppliedPolicy?

    /// Policies under which a guide is followed.
    public init(reader: [AppliedPolicy], tenure: AppliedPolicy? = nil) {
        self.reader = reader
        self.tenure = tenure
    }
}
