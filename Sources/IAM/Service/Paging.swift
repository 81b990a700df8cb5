/// One page of a listing, and where the next begins.
public struct Page<Item: Sendable>: Sendable {
    /// The items of this page; a page may be empty although others follow.
    public let items: [Item]
    /// Where to go on; nil on the last page.
    public let next: Marker?

    /// A page.
    public init(_ items: [Item], next: Marker? = nil) {
        self.items = items
        self.next = next
    }
}

/// IAM's opaque place in a listing.
public struct Marker: Hashable, Sendable {
    public let text: String

    /// A marker as IAM gave it.
    public init(_ text: String) { self.text = text }
}
