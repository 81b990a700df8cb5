/// Names of actions in an order in which those that a pattern means are found quickly.
struct ActionShelf: Sendable {
    /// In lower case, sorted, with the place that each name was given in.
    private let entries: [(folded: String, place: Int)]

    /// A shelf of these names, which patterns find by their places.
    init(_ names: [String]) {
        var entries = names.enumerated().map { (folded: $1.lowercased(), place: $0) }
        if !zip(entries, entries.dropFirst()).allSatisfy({ $0.folded <= $1.folded }) { entries.sort { $0.folded < $1.folded } }
        self.entries = entries
    }

    /// The first of that name, in any case.
    func place(of name: String) -> Int? {
        let folded = name.lowercased()
        let start = firstIndex(notBefore: folded)
        return start < entries.count && entries[start].folded == folded ? entries[start].place : nil
    }

    /// Those that the pattern means.
    func places(matching pattern: ActionPattern) -> [Int] {
        if pattern.meansEverything { return entries.map(\.place) }
        let folded = pattern.text.lowercased()
        let stem = String(folded.prefix { $0 != "*" && $0 != "?" })
        let near = entries[firstIndex(notBefore: stem)...].prefix { $0.folded.hasPrefix(stem) }
        switch folded.dropFirst(stem.count) {
        case "": return near.prefix { $0.folded == folded }.map(\.place)
        case "*": return near.map(\.place)
        default: return near.filter { Wildcard.matches(pattern.units, Array($0.folded.utf16)) }.map(\.place)
        }
    }

    private func firstIndex(notBefore text: String) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].folded < text { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
