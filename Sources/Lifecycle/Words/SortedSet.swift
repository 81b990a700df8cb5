/// A set that is written in one order, so that equal values have equal canonical bytes.
public struct SortedSet<Element: Hashable & Comparable & Codable & Sendable>: Hashable, Sendable {
    private var elements: Set<Element>

    /// The set of those elements.
    public init(_ elements: some Sequence<Element>) { self.elements = Set(elements) }

    /// The same as an unordered set.
    public var unordered: Set<Element> { elements }
    public var isEmpty: Bool { elements.isEmpty }
    public var count: Int { elements.count }

    public func contains(_ element: Element) -> Bool { elements.contains(element) }
    public mutating func insert(_ element: Element) { elements.insert(element) }
    public mutating func remove(_ element: Element) { elements.remove(element) }
    public func union(_ other: some Sequence<Element>) -> Self { Self(elements.union(other)) }
    public func subtracting(_ other: some Sequence<Element>) -> Self { Self(elements.subtracting(other)) }
}

extension SortedSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension SortedSet: Sequence {
    public func makeIterator() -> Array<Element>.Iterator { elements.sorted().makeIterator() }
}

extension SortedSet: Codable {
    public init(from decoder: any Decoder) throws { self.init(try [Element](from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try elements.sorted().encode(to: encoder) }
}
