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

/// What can happen to a version of a workflow: its text is kept, for as long as the ledger.
public enum WorkflowEvent: Hashable, Sendable, Codable {
    case kept(text: String)
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

    /// An event whose other members were read by themselves.
    init(_ envelope: EventEnvelope, _ event: Event) {
        (stream, version, at, by) = (envelope.stream, envelope.version, envelope.at, envelope.by)
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
