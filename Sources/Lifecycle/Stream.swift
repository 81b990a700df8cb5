import IAM

/// The history of one thing: its events are numbered from 1, and two writers cannot both write the same number.
public enum Stream: Hashable, Sendable {
    case home
    case rules
    case workflow(Digest)
    case person(PersonID)
    case account(AccountAlias)
    case request(RequestID)
    case user(RecordID)
    case plan(Digest)
    case review(ReviewID)
    case item(ItemID)
    /// What people have put on record about an account, for its checks.
    case register(AccountAlias)
}

extension Stream: CustomStringConvertible {
    /// `home`, `rules`, `workflow/DIGEST`, `account/prod`, `register/prod`, `P-7`, `R-17`, `U-12`, `plan/DIGEST`, `V-3`, `V-3/17`: opaque,
    /// no personal data.
    public var description: String {
        switch self {
        case .home: "home"
        case .rules: "rules"
        case .workflow(let digest): "workflow/\(digest)"
        case .person(let id): id.description
        case .account(let alias): "account/\(alias)"
        case .request(let id): id.description
        case .user(let id): id.description
        case .plan(let digest): "plan/\(digest)"
        case .review(let id): id.description
        case .item(let id): id.description
        case .register(let alias): "register/\(alias)"
        }
    }

    /// Reads a stream's name; nil for any other text.
    public init?(text: String) {
        if text == "home" {
            self = .home
        } else if text == "rules" {
            self = .rules
        } else if text.hasPrefix("workflow/"), let digest = try? Digest(String(text.dropFirst(9))) {
            self = .workflow(digest)
        } else if text.hasPrefix("plan/"), let digest = try? Digest(String(text.dropFirst(5))) {
            self = .plan(digest)
        } else if text.hasPrefix("account/"), let alias = try? AccountAlias(String(text.dropFirst(8))) {
            self = .account(alias)
        } else if text.hasPrefix("register/"), let alias = try? AccountAlias(String(text.dropFirst(9))) {
            self = .register(alias)
        } else if let id = PersonID(text: text) {
            self = .person(id)
        } else if let id = RequestID(text: text) {
            self = .request(id)
        } else if let id = RecordID(text: text) {
            self = .user(id)
        } else if let id = ReviewID(text: text) {
            self = .review(id)
        } else if let id = ItemID(text: text) {
            self = .item(id)
        } else {
            return nil
        }
    }
}
