import Foundation
import IAM

/// How listings are ordered and cut. A marker holds the place after the last item told, so that what comes and goes between two pages
/// shifts nothing.
struct Listing {
    let paging: Paging

    func page<Item: Sendable>(_ items: [Item], by key: (Item) -> String, from marker: Marker?) throws(Refusal) -> Page<Item> {
        guard let after = Self.place(marker) else { throw Refusal(.validationError, "Invalid Marker.") }
        if paging.beginsEmpty, marker == nil, !items.isEmpty { return Page([], next: Self.marker(after: "")) }
        let ordered = items.map { (place: place(key($0)), item: $0) }.sorted { $0.place < $1.place }
        let rest = ordered.drop { $0.place <= after }
        let told = rest.prefix(max(1, paging.size))
        guard rest.count > told.count, let last = told.last else { return Page(told.map(\.item)) }
        return Page(told.map(\.item), next: Self.marker(after: last.place))
    }

    private func place(_ key: String) -> String {
        guard let seed = paging.shuffleSeed else { return key }
        let draw = String(Mix.hash(key, seed: seed), radix: 16)
        return String(repeating: "0", count: 16 - draw.utf8.count) + draw + key
    }

    private static func place(_ marker: Marker?) -> String? {
        guard let marker else { return "" }
        guard let data = Data(base64Encoded: marker.text), let text = String(data: data, encoding: .utf8), text.hasPrefix("m") else {
            return nil
        }
        return String(text.dropFirst())
    }

    private static func marker(after place: String) -> Marker { Marker(Data("m\(place)".utf8).base64EncodedString()) }
}
