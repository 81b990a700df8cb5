import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure review decide`
struct ReviewDecide: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide about items: keep, keep-until DAY, reduce GROUP…, revoke or postpone.",
        usage: """
            tenure review decide ITEM… keep [--reason …]
            tenure review decide ITEM… keep-until YYYY-MM-DD [--reason …]
            tenure review decide ITEM reduce GROUP… [--reason …]
            tenure review decide ITEM… revoke [--reason …]
            tenure review decide ITEM… postpone --reason …
            """,
        discussion: """
            Keeping what is flagged takes a reason; what is of high risk is decided one by one. A revocation is reversed by a second person only.
            Nothing happens to anybody before the review is closed.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The items, then the decision.", valueName: "item… decision")) var words: [String]
    @Option(name: .long, help: "Why; kept with the decision.") var reason: String?
    @OptionGroup var signing: SigningOptions

    var isReading: Bool { signing.toSign }

    func validate() throws { try signing.refuse(several: words.prefix { !TypedDecision.verdicts.contains($0) }.count) }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let typed = try TypedDecision(words, in: workplace)
        return try await signing.attend(in: workplace) { signing, seal in
            try decide(typed, try reason.map(seal), signing, in: workplace)
        }
    }

    private func decide(_ typed: TypedDecision, _ reason: Sealed?, _ signing: Signing, in workplace: Workplace) throws -> ExitStatus {
        let manner: ItemDecision.Manner = typed.items.count > 1 ? .bulk : .single
        let office = try workplace.office()
        var failed = 0
        for text in typed.items {
            do {
                let id = try workplace.find.item(text).state.id
                let item = try office.decide(.decide(typed.verdict, reason: reason, manner: manner), on: id, signing)
                Terminal.out("\(item.id) \(item.entry.account)/\(item.entry.name): \(EventTelling(place: workplace).told(typed.verdict))\n")
            } catch  where typed.items.count > 1 {
                Failure(error, in: workplace).print()
                failed += 1
            }
        }
        return failed == 0 ? .done : failed == typed.items.count ? .refused : .attention
    }
}

/// Items and a decision as they were typed: `V-3/1 V-3/2 reduce admins`.
struct TypedDecision {
    let items: [String]
    let verdict: ItemVerdict

    init(_ words: [String], in place: Workplace) throws {
        guard let at = words.firstIndex(where: Self.verdicts.contains), at > 0 else {
            throw Trouble(
                "no item, or no decision, was named",
                hint: "write 'tenure review decide V-3/17 keep', or \(Self.verdicts.dropFirst().joined(separator: ", "))",
                status: .usage)
        }
        items = Array(words[..<at])
        verdict = try Self.verdict(words[at], Array(words[(at + 1)...]), in: place)
    }

    static let verdicts = ["keep", "keep-until", "reduce", "revoke", "postpone"]

    /// The verdict of a word and of what follows it.
    static func verdict(_ word: String, _ rest: [String], in place: Workplace) throws -> ItemVerdict {
        switch (word, rest.count) {
        case ("keep", 0): return .keep
        case ("revoke", 0): return .revoke
        case ("postpone", 0): return .postpone
        case ("keep-until", 1): return .keepUntil(until: try place.endOfDay(rest[0]))
        case ("reduce", 1...): return .reduce(groups: SortedSet(try rest.map { try GroupName($0) }))
        case (_, _):
            throw Trouble(
                "'\(([word] + rest).joined(separator: " "))' is no decision",
                hint: "write keep, keep-until YYYY-MM-DD, reduce GROUP…, revoke or postpone", status: .usage)
        }
    }
}
