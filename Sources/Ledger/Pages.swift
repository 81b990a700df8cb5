/// Gives each page of a listing in turn, one of them in memory at a time. A page is asked for with the last item of the one before it; an empty one
/// is the end.
public func eachPage<Item>(of page: (Item?) throws -> [Item], do body: ([Item]) throws -> Void) rethrows {
    var last: Item?
    while true {
        let next = try page(last)
        guard !next.isEmpty else { return }
        try body(next)
        last = next.last
    }
}

/// Every item of a listing that is read page by page.
public func everyPage<Item>(_ page: (Item?) throws -> [Item]) rethrows -> [Item] {
    var items: [Item] = []
    try eachPage(of: page, do: { items += $0 })
    return items
}
