import Foundation
import IAM

extension Person {
    /// Whether two records are of one human being: the same id, or a mail address, operating-system user or employee number in common.
    public func isSame(as other: Person) -> Bool { id == other.id || !identities.isDisjoint(with: other.identities) }

    /// Whether an IAM user of that name is, by its looks, this person's: nobody may decide about a user that nobody has claimed yet.
    public func answers(to name: String) -> Bool {
        let wanted = Self.fold(name)
        let mails = attributes.mails.compactMap(\.text).map(Self.fold)
        let names = [attributes.osUser?.text, attributes.employeeNumber?.text].compactMap(\.self).map(Self.fold)
        let latin = attributes.latinName?.text.flatMap { try? UserNaming(taken: [String]()).name(forLatin: $0).text }
        return (names + mails + mails.compactMap { $0.split(separator: "@").first.map(String.init) } + [latin].compactMap(\.self))
            .contains(wanted)
    }

    private var identities: Set<String> {
        let mails = attributes.mails.compactMap(\.text).map { "mail \(Self.fold($0))" }
        let single = [attributes.osUser?.text.map { "user \($0)" }, attributes.employeeNumber?.text.map { "number \($0)" }]
        return Set(mails + single.compactMap(\.self))
    }

    private static func fold(_ text: String) -> String { text.precomposedStringWithCanonicalMapping.lowercased() }
}
