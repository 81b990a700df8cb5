import Foundation
import Lifecycle

/// A public key and the event that put it in force: checkpoints of at least so many events are signed with it, until the next one.
public struct DatedKey: Hashable, Sendable {
    public let seq: Int
    public let key: VerifierKey
    public let at: Date
    public let by: Actor
}

extension DatedKey {
    /// The key that an event puts in force; nil for any other event, or a text that is no key of ours.
    init?(seq: Int, _ recorded: Recorded) {
        guard case .home(.signingKeySet(let text)) = recorded.event, let key = try? VerifierKey(text.text), key.kind == .note else {
            return nil
        }
        self.init(seq: seq, key: key, at: recorded.at, by: recorded.by)
    }
}

extension Ledger {
    /// All keys that checkpoints were ever signed with, in the order in which they came into force.
    public func logKeys() throws(LedgerError) -> [DatedKey] {
        try events(EventFilter(streams: [.home], kind: "home.signingKeySet"), limit: 10_000).compactMap {
            DatedKey(seq: $0.seq, $0.recorded)
        }
    }
}
