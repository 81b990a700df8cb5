import Foundation
import Guides
import IAM
import Lifecycle

/// Everything that is not decided: time, chance, and the ways out. Built once, in `tenure`; nothing else reads a clock,
/// makes a random number, sleeps or opens a connection.
public struct World: Sendable {
    /// The home's time, in whole seconds.
    public let now: @Sendable () -> Date
    /// That many bytes that nobody can guess.
    public let randomBytes: @Sendable (Int) -> [UInt8]
    /// Waits, in the home's time.
    public let sleep: @Sendable (Duration) async throws -> Void
    /// The way to an account; made when it is first needed.
    public let iam: @Sendable (Account) async throws -> any IAMService
    /// Takes mails and documents to people.
    public let courier: any Courier
    /// Takes a password to its owner, once.
    public let passwords: any PasswordChannel
    /// Called around each record that a run writes; it throws where a test wants the program to stop.
    var atRecording: @Sendable (RecordingMoment) throws -> Void = { _ in }

    /// A world of these parts.
    public init(
        now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        sleep: @escaping @Sendable (Duration) async throws -> Void, iam: @escaping @Sendable (Account) async throws -> any IAMService,
        courier: any Courier, passwords: any PasswordChannel
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.sleep = sleep
        self.iam = iam
        self.courier = courier
        self.passwords = passwords
    }

    /// Seals a text under a fresh salt.
    public func seal(_ text: String) -> Sealed { Sealed(text, salt: randomBytes(16)) }
}

/// A mail, and what to call it where mails are kept as files: `U-12-jane.doe-guide-new.ko`.
public struct Letter: Sendable {
    public let mail: Mail
    public let name: String
    public let written: Date
    /// Unique in the world, for the mail's header.
    public let messageID: String

    /// A letter.
    public init(mail: Mail, name: String, written: Date, messageID: String) {
        self.mail = mail
        self.name = name
        self.written = written
        self.messageID = messageID
    }
}

/// Takes letters to people. Delivering one twice is allowed; losing one is not.
public protocol Courier: Sendable {
    /// Delivers, or throws `DeliveryError`.
    func deliver(_ letter: Letter) async throws
}

/// Takes a password to its owner.
public protocol PasswordChannel: Sendable {
    /// Writes the password where only its owner, or whoever hands it over, reads it. A later one for the same user replaces it.
    func hand(_ password: Password, of user: UserName, in account: AccountAlias, to person: Person) async throws
}

/// A letter or password could not be handed over; it is tried again.
public struct DeliveryError: Error, Sendable, CustomStringConvertible {
    public let description: String

    /// What went wrong, without the letter's text.
    public init(_ description: String) { self.description = description }
}
