import IAM
import Testing

@testable import Lifecycle

struct SamePersonTests {
    private static func somebody(
        _ number: Int, _ name: String, mails: [String] = [], osUser: String? = nil, employee: String? = nil, key: String? = nil
    ) -> Person {
        var person = ReviewCast.someone(PersonID(number), name, mails: mails, osUser: osUser, number: employee)
        if let key, let known = EventExamples.key {
            person.keys = [SSHPublicKey(text: "\(known.kind) \(known.blob) \(key)")].compactMap(\.self)
        }
        return person
    }

    @Test(arguments: [
        ("nothing in common", false, somebody(2, "John Roe", mails: ["roe@example.com"], osUser: "roe", employee: "2")),
        ("a mail address in other letters", true, somebody(2, "John Roe", mails: ["Jane@Example.com"])),
        ("a mail address with something behind a plus sign", true, somebody(2, "John Roe", mails: ["jane+new@example.com"])),
        ("a mail address at another company", false, somebody(2, "John Roe", mails: ["jane@example.org"])),
        ("an employee number", true, somebody(2, "John Roe", employee: "1017")),
        ("an operating-system user", true, somebody(2, "John Roe", osUser: "jane")),
        ("an employee number that is the other's user", false, somebody(2, "John Roe", employee: "jane")),
        ("an SSH key, called otherwise", true, somebody(2, "John Roe", key: "other")),
        ("a name", false, somebody(2, "Jane Doe")), ("the id", true, somebody(1, "John Roe")),
    ])
    func `two are one human being if they share what only one can have`(what: String, isSame: Bool, other: Person) {
        let jane = Self.somebody(1, "Jane Doe", mails: ["jane@example.com"], osUser: "jane", employee: "1017", key: "laptop")
        #expect(jane.keys.count == 1 && jane.isSame(as: jane))
        #expect(jane.isSame(as: other) == isSame && other.isSame(as: jane) == isSame, "\(what)")
    }
}
