import Foundation
import IAM
import Lifecycle

/// The state of one stream: what its events come to.
// Indirect: states are large, and are handed on far more often than they change.
indirect enum Projection: Hashable, Sendable {
    case home(HomeState)
    case rules(Rules)
    case workflow(KeptWorkflow)
    case person(Person)
    case account(AccountView)
    case request(Request)
    case user(UserRecord)
    case plan(PlanRecord)
    case review(Campaign)
    case item(ReviewItem)
    case register(AccountRegister)

    /// The state after an event; nil if the event cannot stand there.
    static func evolve(_ before: Projection?, in stream: Lifecycle.Stream, _ recorded: Recorded) -> Projection? {
        switch (stream, recorded.event) {
        case (.home, .home(let event)): HomeState.evolve(before?.home, event).map(Projection.home)
        case (.rules, .rules(let event)): .rules(Rules.evolve(before?.rules, event))
        case (.workflow, .workflow(let event)): KeptWorkflow.evolve(before?.workflow, event).map(Projection.workflow)
        case (.person(let id), .person(let event)):
            Person.evolve(before?.person, id: id, event, at: recorded.at).map(Projection.person)
        case (.account(let alias), .account(let event)):
            .account(AccountView.evolve(before?.account, alias: alias, event, at: recorded.at))
        case (.request(let id), .request(let event)):
            Request.evolve(before?.request, id: id, event, at: recorded.at, by: recorded.by).map(Projection.request)
        case (.user(let id), .user(let event)):
            UserRecord.evolve(before?.user, id: id, event, at: recorded.at, by: recorded.by).map(Projection.user)
        case (.plan(let id), .plan(let event)):
            PlanRecord.evolve(before?.plan, id: id, event, at: recorded.at, by: recorded.by).map(Projection.plan)
        case (.review(let id), .review(let event)):
            Campaign.evolve(before?.review, id: id, event, at: recorded.at, by: recorded.by).map(Projection.review)
        case (.item(let id), .item(let event)):
            ReviewItem.evolve(before?.item, id: id, event, at: recorded.at, by: recorded.by).map(Projection.item)
        case (.register(let alias), .register(let event)):
            .register(AccountRegister.evolve(before?.register, alias: alias, event, at: recorded.at, by: recorded.by))
        case (.home, _), (.rules, _), (.workflow, _), (.person, _), (.account, _), (.request, _), (.user, _), (.plan, _), (.review, _),
            (.item, _), (.register, _):
            nil
        }
    }

    /// Reads a state from its bytes; without an unsealer its sealed texts are left closed.
    init(_ bytes: Data, of stream: Lifecycle.Stream, unsealer: Unsealer? = nil) throws {
        switch stream {
        case .home: self = .home(try Canonical.value(HomeState.self, from: bytes, unsealer: unsealer))
        case .rules: self = .rules(try Canonical.value(Rules.self, from: bytes, unsealer: unsealer))
        case .workflow: self = .workflow(try Canonical.value(KeptWorkflow.self, from: bytes, unsealer: unsealer))
        case .person: self = .person(try Canonical.value(Person.self, from: bytes, unsealer: unsealer))
        case .account: self = .account(try Canonical.value(AccountView.self, from: bytes, unsealer: unsealer))
        case .request: self = .request(try Canonical.value(Request.self, from: bytes, unsealer: unsealer))
        case .user: self = .user(try Canonical.value(UserRecord.self, from: bytes, unsealer: unsealer))
        case .plan: self = .plan(try Canonical.value(PlanRecord.self, from: bytes, unsealer: unsealer))
        case .review: self = .review(try Canonical.value(Campaign.self, from: bytes, unsealer: unsealer))
        case .item: self = .item(try Canonical.value(ReviewItem.self, from: bytes, unsealer: unsealer))
        case .register: self = .register(try Canonical.value(AccountRegister.self, from: bytes, unsealer: unsealer))
        }
    }

    /// The canonical bytes of the state.
    func bytes() throws -> Data {
        switch self {
        case .home(let state): try Canonical.bytes(of: state)
        case .rules(let state): try Canonical.bytes(of: state)
        case .workflow(let state): try Canonical.bytes(of: state)
        case .person(let state): try Canonical.bytes(of: state)
        case .account(let state): try Canonical.bytes(of: state)
        case .request(let state): try Canonical.bytes(of: state)
        case .user(let state): try Canonical.bytes(of: state)
        case .plan(let state): try Canonical.bytes(of: state)
        case .review(let state): try Canonical.bytes(of: state)
        case .item(let state): try Canonical.bytes(of: state)
        case .register(let state): try Canonical.bytes(of: state)
        }
    }
}

extension Projection {
    var home: HomeState? { if case .home(let state) = self { state } else { nil } }
    var rules: Rules? { if case .rules(let state) = self { state } else { nil } }
    var workflow: KeptWorkflow? { if case .workflow(let state) = self { state } else { nil } }
    var person: Person? { if case .person(let state) = self { state } else { nil } }
    var account: AccountView? { if case .account(let state) = self { state } else { nil } }
    var request: Request? { if case .request(let state) = self { state } else { nil } }
    var user: UserRecord? { if case .user(let state) = self { state } else { nil } }
    var plan: PlanRecord? { if case .plan(let state) = self { state } else { nil } }
    var review: Campaign? { if case .review(let state) = self { state } else { nil } }
    var item: ReviewItem? { if case .item(let state) = self { state } else { nil } }
    var register: AccountRegister? { if case .register(let state) = self { state } else { nil } }
}

/// A state and how many events it comes from.
struct StoredState: Sendable {
    let version: Int
    let projection: Projection
}
