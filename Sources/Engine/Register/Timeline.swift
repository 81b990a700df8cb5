import Foundation
import Ledger
import Lifecycle

/// What held from when to when and by whose word, as the events say in their order.
public struct Timeline<Key: Hashable & Sendable, Value: Hashable & Sendable>: Sendable {
    /// In the order in which they began.
    public private(set) var entries: [Entry] = []
    private var open: [Key: Int] = [:]

    /// One thing that held.
    public struct Entry: Hashable, Sendable {
        public let key: Key
        public let value: Value
        public let from: Mark
        /// Nil while it holds.
        public internal(set) var until: Mark?

        /// Whether it held at some moment of a span.
        public func held(from start: Date, to end: Date) -> Bool { from.at <= end && (until.map { $0.at >= start } ?? true) }
    }

    /// Says what a key's value is from an event on; nil if it has none any more. The same value again changes nothing.
    mutating func set(_ key: Key, to value: Value?, by event: LoggedEvent) {
        let mark = Mark(event)
        if let index = open[key] {
            guard entries[index].value != value else { return }
            entries[index].until = mark
            open[key] = nil
        }
        guard let value else { return }
        open[key] = entries.count
        entries.append(Entry(key: key, value: value, from: mark))
    }
}

/// The event from which on something held, or did not any more.
public struct Mark: Hashable, Sendable {
    /// The event's number.
    public let seq: Int
    public let at: Date
    public let by: Actor

    init(_ event: LoggedEvent) {
        seq = event.seq
        at = event.recorded.at
        by = event.recorded.by
    }
}
