import IAM

/// Whom a reader may ask.
public struct Contact: Hashable, Sendable {
    /// A person's or a desk's name.
    public let name: String
    public let mail: MailAddress
    /// As it is dialled; nil if there is none.
    public let phone: String?

    /// A contact.
    public init(name: String, mail: MailAddress, phone: String? = nil) {
        self.name = name
        self.mail = mail
        self.phone = phone
    }
}

/// A mail address that needs no quoting: `jane.doe@example.com`.
public typealias MailAddress = Checked<MailAddressRule>

/// The addresses that people have: RFC 5322's dot-atom without the backtick. Quoted local parts and address literals are refused.
public enum MailAddressRule: TextRule {
    public static let noun = "mail address"
    public static let shape = "it is NAME@DOMAIN in ASCII letters, digits and the usual signs, up to 254 characters"

    public static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, !parts[0].hasPrefix("-") else { return false }
        return isDotted(parts[0], of: "!#$%&'*+/=?^_{|}~-") && isDotted(parts[1], of: "-")
    }

    private static func isDotted(_ text: Substring, of signs: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || signs.contains(Character($0)))
                }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
