extension Refusal {
    static func reviewClosed(_ campaign: Campaign) -> Refusal {
        Refusal(
            .notOpen, "review '\(campaign.opening.name)' is closed",
            hint: "see what came of it with 'tenure review show \(campaign.opening.name)'")
    }

    static func ownItem(_ item: ReviewItem, _ person: Person) -> Refusal {
        Refusal(
            .ownAccess, "\(item.id) is about '\(person.id)', who cannot decide on their own access",
            hint: "its reviewer, or another admin, decides; see 'tenure review show \(item.id)'")
    }

    static func notReviewer(_ item: ReviewItem) -> Refusal {
        Refusal(
            .notPermitted, "\(item.id) is reviewed by '\(item.reviewer)'",
            hint: "an admin gives it to somebody else: tenure review reassign \(item.id) --to PERSON --reason …")
    }

    static func adoptionNeeded(_ item: ReviewItem, to act: String) -> Refusal {
        Refusal(
            .adoptionNeeded, "no request explains the user of \(item.id), so tenure cannot make it \(act)",
            hint:
                "adopt it with 'tenure user adopt \(item.entry.name) --account \(item.entry.account) …', keep it with a reason, or revoke it"
        )
    }
}
