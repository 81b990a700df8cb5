/// What a prover's pattern reads at one place.
enum SymbolUnit: Hashable, Sendable {
    case exactly(UInt16)
    /// The value of a key of the request of which nothing is known: whatever it is, it is the same wherever the key is named.
    case value(of: ContextKey)
    /// One unit; a colon only where ARNs are not split.
    case anyOne(colons: Bool)
    /// Any number of units; colons only where ARNs are not split.
    case anyRun(colons: Bool)
}

/// One letter of the words that the prover searches: texts in which a value that is not known stands as a letter of its own.
enum Symbol: Hashable, Sendable {
    case unit(UInt16)
    case value(of: ContextKey)
}

/// A pattern of such words.
struct SymbolPattern: Hashable, Sendable {
    let units: [SymbolUnit]
    /// Whether an unknown value matches whatever it may match: for patterns that a counterexample has to match.
    ///
    /// Otherwise only a wildcard and the same key match it, so that the pattern matches the word only if it matches the
    /// text for every value.
    let isLoose: Bool

    static let colon: UInt16 = 0x3A

    /// Every action: a service, a colon and a name.
    static let anyAction = SymbolPattern(
        units: [
            .anyOne(colons: false), .anyRun(colons: false), .exactly(colon), .anyOne(colons: false), .anyRun(colons: false),
        ], isLoose: true)

    /// Every ARN of six parts.
    static let anyARN: SymbolPattern = {
        let head = "arn:".utf16.map(SymbolUnit.exactly)
        let part: [SymbolUnit] = [.anyRun(colons: false), .exactly(colon)]
        return SymbolPattern(units: head + part + part + part + part + [.anyRun(colons: true)], isLoose: true)
    }()
}
