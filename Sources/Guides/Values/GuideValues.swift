import Foundation
import IAM
import Lifecycle

/// Everything that a guide or mail may say about one user. It has no place for a password or another secret: what is rendered
/// from it can be forwarded.
public struct GuideValues: Hashable, Sendable {
    /// The account, as the home knows it and as AWS does.
    public let account: Account
    /// The IAM user.
    public let user: UserName
    /// The name that the user must give the MFA device.
    public let device: DeviceName
    /// The reader of the guide, or whom the administrator's guide is about.
    public let person: Person
    /// Whom to ask.
    public let contact: Contact
    /// In which times are shown.
    public let timeZone: TimeZone
    /// The version of the duty of care that the reader is told.
    public let dutyOfCareVersion: String
    /// The profile whose groups are granted; nil for an adopted user that keeps what it has.
    public var profile: ProfileName?
    /// The request that led here; nil if there is none.
    public var request: RequestID?
    /// How the password reaches the person, never the password: "a file that only you can decrypt, sent by mail"; nil if none is set.
    public var passwordChannel: Bilingual?
    /// Until when the reader must have done what the guide says, and what happens then.
    public var deadline: Deadline?
    /// When the block comes into force for a user that was found; wanted by the notice.
    public var blockDate: Date?
    /// When the user was suspended; wanted by the mail that says so.
    public var suspendedOn: Date?
    /// When a suspended user is revoked for good.
    public var revocationDate: Date?
    /// From when on old passwords expire; wanted by the mail that says so.
    public var expiryDate: Date?
    /// What is still awaited; wanted by the reminder.
    public var awaits: Set<Awaited> = []
    /// The user holds access keys: the guide explains sessions with MFA.
    public var hasAccessKeys = false
    /// The account is simulated: the guide says that its sign-in address leads nowhere.
    public var isSandbox = false

    /// Values with nothing optional yet. The device is named like the user unless another name is given.
    public init(
        account: Account, user: UserName, device: DeviceName? = nil, person: Person, contact: Contact, timeZone: TimeZone,
        dutyOfCareVersion: String
    ) {
        self.account = account
        self.user = user
        self.device = device ?? DeviceName(for: user)
        self.person = person
        self.contact = contact
        self.timeZone = timeZone
        self.dutyOfCareVersion = dutyOfCareVersion
    }

    /// The account that the user is in.
    public struct Account: Hashable, Sendable {
        /// The account's name here.
        public let name: AccountAlias
        public let id: AccountID
        public let partition: Partition
        public let signIn: SignInAddress

        /// An account; without an alias at AWS its sign-in address bears its number.
        public init(name: AccountAlias, id: AccountID, partition: Partition, signInAlias: SignInAlias?) {
            self.name = name
            self.id = id
            self.partition = partition
            self.signIn = signInAlias.map { SignInAddress(alias: $0, in: partition) } ?? SignInAddress(account: id, in: partition)
        }
    }

    /// The human being who has the user.
    public struct Person: Hashable, Sendable {
        public let name: String
        public let mail: MailAddress

        /// A person.
        public init(name: String, mail: MailAddress) {
            self.name = name
            self.mail = mail
        }
    }

    /// A moment and its consequence.
    public struct Deadline: Hashable, Sendable {
        public let date: Date
        public let consequence: Consequence

        /// A deadline.
        public init(date: Date, consequence: Consequence) {
            self.date = date
            self.consequence = consequence
        }
    }

    /// What happens to the user at the deadline.
    public enum Consequence: Hashable, Sendable, CaseIterable {
        /// The announced block comes into force: without MFA nothing works but enrolling it.
        case block
        /// All access is cut until an administrator resumes it.
        case suspension
        /// The user is deleted.
        case revocation
        /// Nothing by itself: the contact is told that the user is stuck.
        case escalation
    }

    /// What a user in enrolment has not done yet.
    public enum Awaited: Hashable, Sendable, CaseIterable {
        case mfa
        case password
    }
}
