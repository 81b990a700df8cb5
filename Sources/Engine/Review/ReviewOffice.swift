import Foundation
import IAM
import Ledger
import Lifecycle

// What people do to reviews: each act reads the state of the moment, asks `decide`, and records what follows in one transaction.
extension Office {
    /// The review of a name or id.
    public func review(_ text: String) throws -> Versioned<Campaign> { try directory.review(text) }

    /// Says one thing to one item. Whoever was quicker wins; the other learns what was decided.
    @discardableResult
    public func decide(_ command: ItemCommand, on id: ItemID, _ signing: Signing = .unsigned) throws -> ReviewItem {
        let signed = try signed(command, on: id, signing)
        guard let item = try decide([(id, command)], signed: signed).first else { throw Directory.unknownItem("\(id)") }
        return item
    }

    /// Says something to each of several items of one review, all of it or none.
    @discardableResult
    public func decide(_ commands: [(ItemID, ItemCommand)]) throws -> [ReviewItem] { try decide(commands, signed: nil) }

    private func decide(_ commands: [(ItemID, ItemCommand)], signed: SignedStatement?) throws -> [ReviewItem] {
        for _ in 0..<100 {
            do {
                return try record(commands, signed)
            } catch let overtaken as Overtaken {
                // What was said about these items meanwhile is told; anything else is simply decided upon again.
                if case .item = overtaken.stream { throw overtaken }
            }
        }
        throw DeliveryError("the items could not be decided: others write without end")
    }

    /// Throws what would speak against a command; records nothing.
    public func check(_ command: ItemCommand, on id: ItemID) throws { _ = try writes(of: [(id, command)]) }

    private func record(_ commands: [(ItemID, ItemCommand)], _ signed: SignedStatement?) throws -> [ReviewItem] {
        let (writes, required) = try writes(of: commands, signed)
        try append(writes, requiring: required, at: home.world.now())
        return try commands.compactMap { try home.ledger.item($0.0)?.state }
    }

    private func writes(
        of commands: [(ItemID, ItemCommand)], _ signed: SignedStatement? = nil
    ) throws -> ([StreamWrite], [Lifecycle.Stream: Int]) {
        let now = home.world.now()
        let rules = try home.ledger.rules()
        let acting = try directory.person(actor)
        let own = try home.ledger.person(actor)?.version ?? 0
        var (campaigns, people): ([ReviewID: Versioned<Campaign>], [PersonID: Person]) = ([:], [:])
        var writes: [StreamWrite] = []
        for (id, command) in commands {
            guard let found = try home.ledger.item(id) else { throw Directory.unknownItem("\(id)") }
            let campaign = try campaigns[id.review] ?? directory.review("\(id.review)")
            campaigns[id.review] = campaign
            let subject = try found.state.entry.person.map { try people[$0] ?? directory.person($0) }
            if let subject { people[subject.id] = subject }
            let context = ReviewContext(
                campaign: campaign.state, rules: rules.state, actor: acting, subject: subject, signature: try judged(signed),
                version: found.version)
            let events = try found.state.decide(command, in: context, at: now)
            writes.append(StreamWrite(.item(id), expecting: found.version, events.map(Event.item), about: found.state.entry.person))
        }
        // A review that is closed meanwhile takes no decision any more.
        let closings = Dictionary(uniqueKeysWithValues: campaigns.map { (Lifecycle.Stream.review($0.key), $0.value.version) })
        let keys: [Lifecycle.Stream: Int] = signed == nil ? [:] : [.person(actor): own]
        return (writes, closings.merging([.rules: rules.version]) { one, _ in one }.merging(keys) { one, _ in one })
    }

    /// Says something to a review as a whole, other than closing it.
    @discardableResult
    public func decide(_ command: CampaignCommand, on found: Versioned<Campaign>) throws -> Campaign {
        let rules = try home.ledger.rules()
        let now = home.world.now()
        let events = try found.state.decide(command, rules: rules.state, by: try directory.person(actor), at: now)
        let write = StreamWrite(.review(found.state.id), expecting: found.version, events.map(Event.review), about: command.about)
        try append([write], requiring: [.rules: rules.version], at: now)
        return try home.ledger.review(found.state.id)?.state ?? found.state
    }

    /// Ends the deciding: what nobody decided is settled as declared, in one transaction with the closing; then what was decided is put to
    /// the users' records, as far as it can be. A crash in between is made good by the next run.
    public func close(_ text: String) throws -> Campaign {
        for _ in 0..<100 {
            let found = try directory.review(text)
            do {
                let closed = try close(found)
                try ReviewWorks(home: home).advance(closed.id)
                return closed
            } catch is Overtaken {
                // Somebody decided meanwhile: what is silent is counted again.
                continue
            }
        }
        throw DeliveryError("'\(text)' could not be closed: others decide without end")
    }

    private func close(_ found: Versioned<Campaign>) throws -> Campaign {
        let rules = try home.ledger.rules()
        let now = home.world.now()
        let (settled, tally) = try ReviewWorks(home: home).silences(in: found.state)
        let undecided = settled.count
        let command = CampaignCommand.close(tally, undecided: undecided)
        let events = try found.state.decide(command, rules: rules.state, by: try directory.person(actor), at: now)
        let closing = StreamWrite(.review(found.state.id), expecting: found.version, events.map(Event.review))
        try append([closing] + settled, requiring: [.rules: rules.version], at: now)
        return try home.ledger.review(found.state.id)?.state ?? found.state
    }
}

extension CampaignCommand {
    /// Whose texts it brings.
    fileprivate var about: PersonID? {
        switch self {
        case .delegate(let delegation): delegation.from
        case .close, .sign: nil
        }
    }
}

extension Directory {
    /// The review of an id or a name; of an item's id, the item's.
    public func review(_ text: String) throws -> Versioned<Campaign> {
        let asked = text.trimmingCharacters(in: .whitespaces)
        if let id = ReviewID(text: asked.uppercased()) ?? ItemID(text: asked.uppercased())?.review, let found = try ledger.review(id) {
            return found
        }
        guard let name = try? ReviewName(asked), let found = try ledger.review(named: name) else {
            throw Refusal(.unknownReview, "there is no review '\(asked)'", hint: "see 'tenure review list'")
        }
        return found
    }

    static func unknownItem(_ text: String) -> Refusal {
        Refusal(.unknownReview, "there is no item '\(text)'", hint: "items are typed as V-3/17; see 'tenure review show NAME'")
    }

    /// The item of an id.
    public func item(_ text: String) throws -> Versioned<ReviewItem> {
        guard let id = ItemID(text: text.trimmingCharacters(in: .whitespaces).uppercased()), let found = try ledger.item(id) else {
            throw Self.unknownItem(text)
        }
        return found
    }
}

extension Directory {
    /// What a review came to, with every item read.
    public func summary(of campaign: Campaign) throws -> ReviewSummary {
        func items(of id: ReviewID) throws -> [ReviewItem] {
            try everyPage { try ledger.items(ItemFilter(review: id), after: $0?.state.id, limit: 1_000) }.map(\.state)
        }
        let before = try campaign.opening.previous.map(items) ?? []
        return ReviewSummary(of: campaign, items: try items(of: campaign.id), before: before)
    }
}
