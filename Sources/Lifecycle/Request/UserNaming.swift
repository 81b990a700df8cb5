import Foundation
import IAM

/// The rule for IAM user names: ASCII from the person's Latin name, `jane.doe`; collisions are numbered, `jane.doe2`.
public struct UserNaming: Sendable {
    /// Names that are in use or spoken for, in lower case: IAM's names are unique whatever their case.
    private let taken: Set<String>

    /// Naming beside those names.
    public init(taken: some Sequence<String>) { self.taken = Set(taken.map { $0.lowercased() }) }

    /// Names that an attacker tries first, and that tell nothing of who uses them.
    public static let guessable: Set<String> = [
        "admin", "administrator", "root", "superuser", "sysadmin", "test", "tester", "user", "guest", "demo", "temp", "default", "service",
        "system", "backup", "support", "operator", "oper", "manager", "master", "account", "public", "anonymous", "aws", "iam", "ec2-user",
        "ubuntu", "devops", "developer", "dev", "ops", "jenkins", "ci", "deploy", "deployer", "terraform", "ansible", "info", "sales",
        "office", "security", "audit", "auditor", "readonly", "poweruser", "scan", "scanner",
    ]

    /// The first free name for a Latin name, and whether it had to be numbered.
    public func name(forLatin latin: String) throws(Refusal) -> UserName {
        let words = Self.words(of: latin)
        let stem = String(words.joined(separator: ".").prefix(56)).trimmingCharacters(in: CharacterSet(charactersIn: "."))
        guard words.count >= 2 || stem.utf8.count >= 4 else {
            throw Refusal(
                .latinNameMissing, "no IAM user name can be made of '\(latin)'",
                hint: "give the person's full name in Latin letters: 'tenure person move PERSON --latin-name \"Given Family\"'")
        }
        for number in 1...9_999 {
            guard let name = try? UserName(number == 1 ? stem : stem + String(number)) else { break }
            do {
                try check(name)
                return name
            } catch {
                // A number makes a taken name free; it makes no guessable one better.
                guard error.code == .nameTaken else { throw error }
            }
        }
        throw Refusal(.nameTaken, "no free IAM user name was found for '\(latin)'", hint: "choose one yourself with '--user-name NAME'")
    }

    /// Accepts a name that somebody chose, or says why not.
    public func check(_ name: UserName) throws(Refusal) {
        let lower = name.text.lowercased()
        let bare = lower.trimmingCharacters(in: CharacterSet(charactersIn: "0123456789._-"))
        guard !Self.guessable.contains(lower), !Self.guessable.contains(bare), !bare.isEmpty else {
            throw Refusal(
                .nameRefused, "'\(name)' is a name that is guessed first and says nothing of who uses it",
                hint: "leave '--user-name' out: the name is then made from the person's")
        }
        guard !taken.contains(lower) else {
            throw Refusal(
                .nameTaken, "'\(name)' is taken in this account (case does not count)",
                hint: "leave '--user-name' out: the next free name is then chosen")
        }
    }

    private static func words(of latin: String) -> [String] {
        let folded = Self.spelled(latin.applyingTransform(.toLatin, reverse: false) ?? latin)
        let plain = folded.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased()
        let isLetter: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
        // An apostrophe belongs to its word (O'Neil); anything else that is no letter separates words.
        let kept = plain.replacing("'", with: "").replacing("’", with: "")
        return kept.split { !isLetter($0) }.map(String.init)
    }

    // Letters that are no letter with a mark, so that folding leaves them: they would tear their word apart.
    private static func spelled(_ text: String) -> String {
        text.map { letters[$0] ?? String($0) }.joined()
    }

    private static let letters: [Character: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
        "ð": "d",
        "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ŋ": "ng", "Ŋ": "ng", "ħ": "h", "Ħ": "h",
    ]
}
