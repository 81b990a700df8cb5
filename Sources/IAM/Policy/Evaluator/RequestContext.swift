/// What AWS knows about a request, by key.
public struct RequestContext: Hashable, Sendable {
    private var values: [ContextKey: ContextValue]

    /// A context of these keys; whatever is not named is missing from the request.
    public init(_ values: [ContextKey: ContextValue] = [:]) { self.values = values }

    /// The value of a key, in any case; nil if the request has no such key.
    public subscript(key: ContextKey) -> ContextValue? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// The keys that the request has, sorted.
    public var keys: [ContextKey] { values.keys.sorted() }

    /// This context with the other's keys, which win.
    public func merging(_ other: RequestContext) -> RequestContext {
        RequestContext(values.merging(other.values) { _, new in new })
    }
}

/// A key's value. Whether a key is multivalued is AWS's definition of the key, not the number of values at hand.
public enum ContextValue: Hashable, Sendable, ExpressibleByStringLiteral {
    case single(String)
    /// A multivalued key, such as `aws:TagKeys`: with one value it is still multivalued, with none it is present.
    case many([String])

    public init(stringLiteral text: String) { self = .single(text) }

    /// The values.
    public var all: [String] {
        switch self {
        case .single(let value): [value]
        case .many(let values): values
        }
    }
}
