import Foundation
import IAM
import Lifecycle

/// One change that a plan makes at IAM: one call, so that it was made or was not.
public enum PlannedChange: Hashable, Sendable, Codable {
    case deactivateKey(AccessKeyID, of: UserName)
    case deleteKey(AccessKeyID, of: UserName)
    case deletePassword(of: UserName)

    /// The call that makes it.
    public var action: IAMAction {
        switch self {
        case .deactivateKey: .updateAccessKey
        case .deleteKey: .deleteAccessKey
        case .deletePassword: .deleteLoginProfile
        }
    }

    /// What it changes.
    public var target: AccountPart {
        switch self {
        case .deactivateKey(let key, let user), .deleteKey(let key, let user): .key(user, key)
        case .deletePassword(let user): .password(user)
        }
    }

    /// Whether nothing brings back what was there: such a change wants to be confirmed.
    public var isIrreversible: Bool {
        switch self {
        case .deleteKey, .deletePassword: true
        case .deactivateKey: false
        }
    }

    /// Whether its target is as the change leaves it.
    public func isMade(_ state: PartState) -> Bool {
        switch self {
        case .deactivateKey: if case .key(_, false, _) = state { true } else { false }
        case .deleteKey, .deletePassword: state == .absent
        }
    }

    /// The key that it takes out of use.
    public var deactivates: AccessKeyID? {
        switch self {
        case .deactivateKey(let key, _): key
        case .deleteKey, .deletePassword: nil
        }
    }

    /// The call as it would be typed with the AWS CLI.
    public var call: String {
        switch self {
        case .deactivateKey(let key, let user): Self.setKey(key, of: user, to: "Inactive")
        case .deleteKey(let key, let user): "aws iam delete-access-key --user-name \(user) --access-key-id \(key)"
        case .deletePassword(let user): "aws iam delete-login-profile --user-name \(user)"
        }
    }

    private static func setKey(_ key: AccessKeyID, of user: UserName, to status: String) -> String {
        "aws iam update-access-key --user-name \(user) --access-key-id \(key) --status \(status)"
    }

    /// What takes it back: a call as it would be typed, or what to do where none does.
    public var undo: Bilingual {
        switch self {
        case .deactivateKey(let key, let user): .same(Self.setKey(key, of: user, to: "Active"))
        case .deleteKey:
            Bilingual(ko: "없음: 삭제한 키는 되살릴 수 없고 새 키를 만들어야 한다", en: "none: a deleted key does not come back, a new one has to be made")
        case .deletePassword(let user):
            .same("aws iam create-login-profile --user-name \(user) --password … --password-reset-required")
        }
    }
}

extension Bilingual {
    /// What reads the same in both languages: a command.
    static func same(_ text: String) -> Bilingual { Bilingual(ko: text, en: text) }
}
