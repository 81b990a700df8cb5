import Foundation
import IAM

/// One fact in the ledger; never changed, never removed.
public enum Event: Hashable, Sendable {
    case home(HomeEvent)
    case rules(RulesEvent)
    case workflow(WorkflowEvent)
    case person(PersonEvent)
    case account(AccountEvent)
    case request(RequestEvent)
    case user(UserEvent)
    case plan(PlanEvent)
    case review(ReviewEvent)
    case item(ItemEvent)
    case register(RegisterEvent)
}

/// What can happen to a home.
public enum HomeEvent: Hashable, Sendable, Codable {
    /// The first event of all. A sandbox home stays one.
    case founded(isSandbox: Bool)
    /// A sandbox home's clock was moved on.
    case advanced(seconds: Int)
    /// Somebody read out the history.
    case exported(filter: String, count: Int, digest: Digest)
    /// From here on checkpoints are signed with this key: the first of the home, or one in the place of another.
    case signingKeySet(key: LogKey)
    /// The copy of the last checkpoint that is kept outside the ledger was made anew, unseen, by somebody who answers for it.
    case copyRenewed(size: Int)
    /// Somebody takes a copy of the whole ledger, texts included, of at least so many events. It is recorded before it is made, so that the
    /// copy tells it too.
    case backupTaken(size: Int)
    /// The ledger was brought back from a backup of so many events, and nothing that is known outside says that any is missing.
    case restored(size: Int)
    /// An admin brought the ledger back from a backup although later events are lost, or nobody can tell. Until another admin has answered,
    /// nothing else is recorded.
    case rollbackAsked(rollback: Rollback)
    /// Another admin accepted it. The key that is set next has another name: a new log, whose checkpoints never mix with the old one's.
    case rollbackAccepted
}

/// A public key as signed notes know it: `NAME+HASH+BASE64`. The name is that of the log.
public typealias LogKey = Checked<LogKeyRule>

extension LogKey {
    /// The name of the log: the same for all of its keys.
    public var logName: String { String(text.prefix { $0 != "+" }) }
}

/// A name, eight hexadecimal digits, and 33 bytes in base64, with plus signs between them.
public enum LogKeyRule: TextRule {
    public static let noun = "verifier key"
    public static let shape = "it is written NAME+HASH+BASE64, as 'tenure audit key show' prints it"
    public static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && !parts[0].isEmpty && parts[1].utf8.count == 8
            && parts[1].utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) } && Data(base64Encoded: String(parts[2]))?.count == 33
    }
}

/// What can happen to a version of a workflow: its text is kept, for as long as the ledger.
public enum WorkflowEvent: Hashable, Sendable, Codable {
    case kept(text: String)
}

/// A home's own state.
public struct HomeState: Hashable, Sendable, Codable {
    public let isSandbox: Bool
    /// How far the sandbox's clock is ahead of the real one, in seconds.
    public var ahead = 0
    /// The public key of the checkpoints; nil while nothing is signed.
    public var logKey: LogKey?
    /// A backup that was brought back and that another admin is to accept.
    public var rollback: Rollback?

    /// The state after an event; nil before the first.
    public static func evolve(_ home: HomeState?, _ event: HomeEvent) -> HomeState? {
        guard var home else {
            guard case .founded(let isSandbox) = event else { return nil }
            return HomeState(isSandbox: isSandbox)
        }
        guard home.rollback == nil || event.answersRollback else { return nil }
        switch event {
        case .founded, .exported, .copyRenewed, .backupTaken, .restored: break
        case .rollbackAsked(let rollback): home.rollback = rollback
        case .rollbackAccepted:
            guard home.rollback != nil else { return nil }
            home.rollback = nil
        case .signingKeySet(let key): home.logKey = key
        case .advanced(let seconds): home.ahead += seconds
        }
        return home
    }
}

/// A workflow's text as a state.
public struct KeptWorkflow: Hashable, Sendable, Codable {
    public let text: String

    /// The text, once it is kept.
    public static func evolve(_ kept: KeptWorkflow?, _ event: WorkflowEvent) -> KeptWorkflow? {
        switch event {
        case .kept(let text): kept ?? KeptWorkflow(text: text)
        }
    }
}

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

/// An event as it stands in the ledger: what, about what, when and by whom. These are its canonical bytes.
public struct Recorded: Hashable, Sendable, Codable {
    public let stream: String
    /// From 1 in its stream.
    public let version: Int
    public let at: Date
    public let by: Actor
    public let event: Event

    /// An event about to be recorded.
    public init(stream: Stream, version: Int, at: Date, by: Actor, event: Event) {
        self.stream = stream.description
        self.version = version
        self.at = at
        self.by = by
        self.event = event
    }
}

extension Event: Codable {
    private enum CodingKeys: String, CodingKey {
        case home, rules, workflow, person, account, request, user, plan, review, item, register
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let keys = container.allKeys
        guard keys.count == 1, let key = keys.first else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "an event is of one kind"))
        }
        switch key {
        case .home: self = .home(try container.decode(HomeEvent.self, forKey: .home))
        case .rules: self = .rules(try container.decode(RulesEvent.self, forKey: .rules))
        case .workflow: self = .workflow(try container.decode(WorkflowEvent.self, forKey: .workflow))
        case .person: self = .person(try container.decode(PersonEvent.self, forKey: .person))
        case .account: self = .account(try container.decode(AccountEvent.self, forKey: .account))
        case .request: self = .request(try container.decode(RequestEvent.self, forKey: .request))
        case .user: self = .user(try container.decode(UserEvent.self, forKey: .user))
        case .plan: self = .plan(try container.decode(PlanEvent.self, forKey: .plan))
        case .review: self = .review(try container.decode(ReviewEvent.self, forKey: .review))
        case .item: self = .item(try container.decode(ItemEvent.self, forKey: .item))
        case .register: self = .register(try container.decode(RegisterEvent.self, forKey: .register))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .home(let event): try container.encode(event, forKey: .home)
        case .rules(let event): try container.encode(event, forKey: .rules)
        case .workflow(let event): try container.encode(event, forKey: .workflow)
        case .person(let event): try container.encode(event, forKey: .person)
        case .account(let event): try container.encode(event, forKey: .account)
        case .request(let event): try container.encode(event, forKey: .request)
        case .user(let event): try container.encode(event, forKey: .user)
        case .plan(let event): try container.encode(event, forKey: .plan)
        case .review(let event): try container.encode(event, forKey: .review)
        case .item(let event): try container.encode(event, forKey: .item)
        case .register(let event): try container.encode(event, forKey: .register)
        }
    }

    /// The stable code of the event's kind, as in `request.approved`: the two keys that stand in its canonical bytes.
    public var code: String {
        switch self {
        case .home(let event): "home.\(Self.label(of: event))"
        case .rules(let event): "rules.\(Self.label(of: event))"
        case .workflow(let event): "workflow.\(Self.label(of: event))"
        case .person(let event): "person.\(Self.label(of: event))"
        case .account(let event): "account.\(Self.label(of: event))"
        case .request(let event): "request.\(Self.label(of: event))"
        case .user(let event): "user.\(Self.label(of: event))"
        case .plan(let event): "plan.\(Self.label(of: event))"
        case .review(let event): "review.\(Self.label(of: event))"
        case .item(let event): "item.\(Self.label(of: event))"
        case .register(let event): "register.\(Self.label(of: event))"
        }
    }

    private static func label(of event: some Sendable) -> String {
        // An enum's mirror has one child, labelled with the case; a case without values has none and describes itself.
        Mirror(reflecting: event).children.first?.label ?? String(describing: event)
    }
}
