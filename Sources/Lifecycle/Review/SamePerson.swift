import Foundation
import IAM

/// Something that one human being has and nobody else: two people of the roster who share it are one.
public struct Identity: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// What it says, spelled so that two spellings of one thing are equal.
    public let text: String

    /// What tells people apart. Equal names do not tell that two are one.
    public enum Kind: String, Hashable, Sendable {
        case employeeNumber = "employee number"
        case osUser = "operating-system user"
        case mail
        case sshKey = "SSH key"
    }
}

extension Person {
    /// Whether two records are of one human being: the same id, or an identity in common.
    public func isSame(as other: Person) -> Bool { id == other.id || !Set(identities).isDisjoint(with: other.identities) }

    /// What this human being has and nobody else, as far as it is known.
    public var identities: [Identity] {
        let single: [(Identity.Kind, String?)] = [
            (.employeeNumber, attributes.employeeNumber?.text), (.osUser, attributes.osUser?.text),
        ]
        let mails = attributes.mails.map { (Identity.Kind.mail, $0.text.map(Self.mailbox)) }
        let texts = (single + mails).compactMap { kind, text in text.map { Identity(kind: kind, text: Self.fold($0)) } }
        return texts + keys.map { Identity(kind: .sshKey, text: $0.fingerprint) }
    }

    // What stands behind a plus sign is for the owner of the mailbox to choose.
    private static func mailbox(_ mail: String) -> String {
        guard let at = mail.lastIndex(of: "@"), let plus = mail[..<at].firstIndex(of: "+") else { return mail }
        return String(mail[..<plus] + mail[at...])
    }

    /// Whether an IAM user of that name is, by its looks, this person's: nobody may decide about a user that nobody has claimed yet.
    public func answers(to name: String) -> Bool {
        let wanted = Self.fold(name)
        let mails = attributes.mails.compactMap(\.text).map(Self.fold)
        let names = [attributes.osUser?.text, attributes.employeeNumber?.text].compactMap(\.self).map(Self.fold)
        let latin = attributes.latinName?.text.flatMap { try? UserNaming(taken: [String]()).name(forLatin: $0).text }
        return (names + mails + mails.compactMap { $0.split(separator: "@").first.map(String.init) } + [latin].compactMap(\.self))
            .contains(wanted)
    }

    private static func fold(_ text: String) -> String { text.precomposedStringWithCanonicalMapping.lowercased() }
}
