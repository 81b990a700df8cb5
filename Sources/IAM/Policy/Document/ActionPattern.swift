/// The name of one action: `iam:GetUser`. Its case does not matter.
public struct ActionName: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    let folded: [UInt16]

    /// Reads `SERVICE:NAME` without wildcards.
    public init(_ text: String) throws(InvalidText) {
        guard ActionPattern.isWellFormed(text), !text.contains(where: { $0 == "*" || $0 == "?" }) else {
            throw InvalidText(noun: "action", text: text, shape: "it is SERVICE:NAME, as in iam:GetUser")
        }
        self.text = text
        folded = Array(text.lowercased().utf16)
    }

    /// One of the calls that tenure makes.
    public init(_ action: IAMAction) {
        text = action.rawValue
        folded = Array(text.lowercased().utf16)
    }

    /// Whatever AWS's simulator takes for an action, wildcards and blanks included, which stand for themselves; nil without a colon.
    init?(simulated text: String) {
        guard text.contains(":") else { return nil }
        self.text = text
        folded = Array(text.lowercased().utf16)
    }

    public var description: String { text }

    public static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }

    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    /// Whether it is that one, whatever its case.
    func isCalled(_ name: String) -> Bool { folded == Array(name.lowercased().utf16) }
}

/// Actions as `Action` and `NotAction` list them: `*`, or a service and a name with wildcards. Its case does not matter.
public struct ActionPattern: Hashable, Sendable {
    public let text: String
    let units: [PatternUnit]

    /// Reads an entry of `Action`; nil if IAM would refuse it.
    public init?(_ text: String) {
        guard text == "*" || Self.isStored(text) else { return nil }
        self.text = text
        units = text == "*" || text == "*:*" ? [.anyRun] : TextPattern.units(of: text.lowercased(), wildcards: true)
    }

    /// Whether the action is one of these.
    public func matches(_ action: ActionName) -> Bool {
        // Most differ in their first letters, being of other services, and most of the others in their last.
        !Wildcard.differAtTheEnds(units, action.folded) && Wildcard.matches(units, action.folded)
    }

    /// Of a name IAM looks only at what stands before its one colon: a service without wildcards, or all of them.
    private static func isStored(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex,
            !bytes[colon...].dropFirst().contains(UInt8(ascii: ":"))
        else { return false }
        let service = bytes[..<colon]
        return service.elementsEqual("*".utf8) || service.allSatisfy { isWord($0) && $0 != UInt8(ascii: "_") }
    }

    static func isWellFormed(_ text: String) -> Bool {
        let halves = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return false }
        return halves[0].allSatisfy { isWord($0) }
            && halves[1].allSatisfy { isWord($0) || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
