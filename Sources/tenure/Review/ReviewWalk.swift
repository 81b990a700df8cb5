import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure review walk`
struct ReviewWalk: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk", abstract: "Go through the items that wait for me, one key for each.",
        discussion: """
            k keep, t keep until a day, d reduce, r revoke, p postpone, s skip, u undo the last one, m more about this one, q quit. A decision is
            recorded when the next one is made, or at the end; until then u takes it back. Started again, it goes on with what is undecided.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.actor()
        let campaign = try workplace.find.review(named.review).state
        let reviewers = campaign.represented(by: me.id, at: workplace.now)
        let rows = try workplace.ledger.itemRows(ItemFilter(review: campaign.id, reviewers: reviewers, isUndecided: true))
        guard campaign.isOpen, !rows.isEmpty else {
            Terminal.out("nothing in '\(campaign.opening.name)' waits for you, \(me.label)\n")
            return .done
        }
        let walk = ItemWalk(campaign: campaign, items: rows.map(\.id), place: workplace, office: try workplace.office())
        try walk.go()
        let left = try workplace.ledger.itemCount(ItemFilter(review: campaign.id, reviewers: reviewers, isUndecided: true))
        Terminal.out("\(Count.of(walk.recorded, "decision")) recorded, \(left) left\n")
        return .done
    }
}

/// A walk over items. The last decision is held back until the next, so that it can be taken back.
private final class ItemWalk {
    private let campaign: Campaign
    private let items: [ItemID]
    private let place: Workplace
    private let office: Office
    private var held: (at: Int, id: ItemID, command: ItemCommand)?
    private(set) var recorded = 0

    init(campaign: Campaign, items: [ItemID], place: Workplace, office: Office) {
        self.campaign = campaign
        self.items = items
        self.place = place
        self.office = office
    }

    /// What a key asks for.
    private enum Answer {
        case decide(ItemVerdict)
        case skip, undo, quit, again
    }

    func go() throws {
        var at = 0
        while at < items.count {
            guard let item = try place.ledger.item(items[at])?.state, !item.isAnswered else {
                at += 1
                continue
            }
            show(item, at)
            switch try answer(about: item) {
            case .quit: return try recordHeld()
            case .skip: at += 1
            case .again: continue
            case .undo: at = takeBack() ?? at
            case .decide(let verdict): if try hold(verdict, on: item, at) { at += 1 }
            }
        }
        try offerUndo()
    }

    // After the last item, too, its decision can be taken back.
    private func offerUndo() throws {
        guard held != nil else { return }
        Terminal.note("that was the last one: u takes it back, any other key records it")
        guard Terminal.key() == "u", let back = takeBack() else { return try recordHeld() }
        try ItemWalk.rest(of: self, from: back)
    }

    private static func rest(of walk: ItemWalk, from back: Int) throws {
        let rest = ItemWalk(campaign: walk.campaign, items: Array(walk.items[back...]), place: walk.place, office: walk.office)
        try rest.go()
        walk.recorded += rest.recorded
    }

    private func show(_ item: ReviewItem, _ at: Int) {
        let entry = item.entry
        Terminal.out(
            """

            [\(at + 1)/\(items.count)] \(item.id) \(entry.account)/\(entry.name)  \(entry.person.map { place.name(of: $0) } ?? "nobody known")
              \(entry.profile?.text ?? "no profile"), risk \(entry.risk.rawValue); groups \(entry.groups.map(\.text).joined(separator: ", "))
              \(entry.flags.isEmpty ? entry.isUnchanged ? "unchanged since it was last kept" : "nothing flagged" : "flagged: " + entry.flags.map(\.rawValue).joined(separator: ", "))

            """)
        Terminal.note("k keep  t until  d reduce  r revoke  p postpone  s skip  u undo  m more  q quit")
    }

    private func answer(about item: ReviewItem) throws -> Answer {
        guard let key = Terminal.key() else { return .quit }
        switch key {
        case "k": return .decide(.keep)
        case "r": return .decide(.revoke)
        case "p": return .decide(.postpone)
        case "t": return try asked("until which day (YYYY-MM-DD)?") { .keepUntil(until: try place.endOfDay($0)) }
        case "d":
            return try asked("which groups, of \(item.entry.groups.map(\.text).joined(separator: ", "))?") { line in
                .reduce(groups: SortedSet(try line.split(whereSeparator: { " ,".contains($0) }).map { try GroupName(String($0)) }))
            }
        case "s": return .skip
        case "u": return .undo
        case "q": return .quit
        case "m":
            try ItemScreen(item: item, campaign: campaign, place: place).print()
            return .again
        default: return .again
        }
    }

    private func asked(_ question: String, _ verdict: (String) throws -> ItemVerdict) throws -> Answer {
        guard let line = Terminal.line(question), !line.isEmpty else { return .again }
        do {
            return .decide(try verdict(line))
        } catch {
            Failure(error, in: place).print()
            return .again
        }
    }

    /// Checks a decision and holds it back; what was held before is recorded. False if a rule says no.
    private func hold(_ verdict: ItemVerdict, on item: ReviewItem, _ at: Int) throws -> Bool {
        do {
            let command = try checked(verdict, on: item)
            try recordHeld()
            held = (at, item.id, command)
            return true
        } catch {
            Failure(error, in: place).print()
            return false
        }
    }

    // A reason is asked for where the rules want one.
    private func checked(_ verdict: ItemVerdict, on item: ReviewItem) throws -> ItemCommand {
        let plain = ItemCommand.decide(verdict, reason: nil, manner: .walk)
        do {
            try office.check(plain, on: item.id)
            return plain
        } catch let refusal as Refusal where refusal.code == .reasonMissing {
            guard let line = Terminal.line("why?"), !line.isEmpty else { throw refusal }
            let command = ItemCommand.decide(verdict, reason: try place.reason(line), manner: .walk)
            try office.check(command, on: item.id)
            return command
        }
    }

    private func takeBack() -> Int? {
        guard let last = held else {
            Terminal.note("there is nothing to take back: what was recorded is changed with 'tenure review decide'")
            return nil
        }
        held = nil
        return last.at
    }

    private func recordHeld() throws {
        guard let last = held else { return }
        held = nil
        do {
            try office.decide(last.command, on: last.id)
            recorded += 1
        } catch let overtaken as Office.Overtaken {
            Failure(overtaken, in: place).print()
        }
    }
}
