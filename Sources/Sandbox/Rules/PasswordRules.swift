import Crypto
import Foundation
import IAM

/// A password as it is kept: nothing leads from it to the password but trying.
struct PasswordHash: Codable, Sendable, Equatable {
    let salt: UInt64
    let digest: Data

    init(_ password: Password, salt: UInt64) {
        self.salt = salt
        digest = Self.digest(password, salt)
    }

    func matches(_ password: Password) -> Bool { Self.digest(password, salt) == digest }

    private static func digest(_ password: Password, _ salt: UInt64) -> Data {
        let key = SymmetricKey(data: withUnsafeBytes(of: salt.littleEndian) { Data($0) })
        return password.reveal { Data(HMAC<SHA256>.authenticationCode(for: Data($0.utf8), using: key)) }
    }
}

/// What a new password must be. Source: IAM User Guide, "Set an account password policy for IAM users".
enum PasswordRules {
    /// The most passwords that a policy can forbid to use again.
    static let remembered = 24

    static func check(_ password: Password, for user: UserRecord, policy: PasswordPolicy?) throws(Refusal) {
        let length = password.reveal { $0.count }
        guard (1...128).contains(length) else {
            throw Refusal(
                .validationError,
                "1 validation error detected: Value at 'password' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 128")
        }
        guard password.reveal({ isGoodEnough($0, policy) }) else {
            throw violation(policy == nil ? "Password does not conform to the default account password policy." : nil)
        }
        guard password.reveal({ $0.lowercased() != user.name.text.lowercased() }) else { throw violation(nil) }
        let forbidden = user.login.map { [$0.hash] + $0.previous }?.prefix(policy?.reusePrevention ?? 0) ?? []
        guard !forbidden.contains(where: { $0.matches(password) }) else {
            throw violation("Password does not conform to the account password policy: it was used before.")
        }
    }

    /// The values that UpdateAccountPasswordPolicy takes. Source: IAM API Reference.
    static func check(_ policy: PasswordPolicy) throws(Refusal) {
        let isValid =
            (6...128).contains(policy.minimumLength) && (1...1095).contains(policy.maximumAge ?? 1)
            && (1...remembered).contains(policy.reusePrevention ?? 1)
        guard isValid else { throw Refusal(.validationError, "1 validation error detected: a value is out of its range") }
    }

    private static func violation(_ message: String?) -> Refusal {
        Refusal(.passwordPolicyViolation, message ?? "Password does not conform to the account password policy.")
    }

    private static func isGoodEnough(_ password: String, _ policy: PasswordPolicy?) -> Bool {
        let classes = CharacterClasses(password)
        guard let policy else { return password.count >= 8 && classes.count >= 3 }
        return password.count >= policy.minimumLength
            && (classes.hasSymbol || !policy.requiresSymbols) && (classes.hasDigit || !policy.requiresNumbers)
            && (classes.hasUppercase || !policy.requiresUppercase) && (classes.hasLowercase || !policy.requiresLowercase)
    }
}

/// Which of the four classes of characters a password has; a symbol is one that IAM lists.
private struct CharacterClasses {
    var hasSymbol = false
    var hasDigit = false
    var hasUppercase = false
    var hasLowercase = false

    init(_ password: String) {
        for scalar in password.unicodeScalars {
            switch scalar {
            case "a"..."z": hasLowercase = true
            case "A"..."Z": hasUppercase = true
            case "0"..."9": hasDigit = true
            default: if "!@#$%^&*()_+-=[]{}|'".unicodeScalars.contains(scalar) { hasSymbol = true }
            }
        }
    }

    var count: Int { [hasSymbol, hasDigit, hasUppercase, hasLowercase].count(where: \.self) }
}
