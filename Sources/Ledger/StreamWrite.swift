import Foundation
import IAM
import Lifecycle

/// Events for the end of one stream.
public struct StreamWrite: Hashable, Sendable {
    public let stream: Lifecycle.Stream
    /// How many events the stream must have when these are added: 0 for a stream that does not exist yet.
    public let expecting: Int
    public let events: [Event]
    /// Whom the events are about: their sealed texts are this person's, and are erased with them.
    public let about: PersonID?

    /// Events for the end of a stream that was read at that version.
    public init(_ stream: Lifecycle.Stream, expecting version: Int, _ events: [Event], about: PersonID? = nil) {
        self.stream = stream
        self.expecting = version
        self.events = events
        self.about = about
    }
}

/// A write with its bytes made: what can be done before the lock is taken is done before it.
struct Draft {
    let stream: Lifecycle.Stream
    let name: String
    let expecting: Int
    let about: PersonID?
    let lines: [Line]
    let texts: [Sealing.Row]

    struct Line {
        let recorded: Recorded
        let body: Data
        let leaf: Data
    }

    init(_ write: StreamWrite, at time: Date, by actor: Actor) throws {
        let sealing = Sealing()
        stream = write.stream
        name = write.stream.description
        expecting = write.expecting
        about = write.about
        lines = try write.events.enumerated().map { offset, event in
            let recorded = Recorded(stream: write.stream, version: write.expecting + offset + 1, at: time, by: actor, event: event)
            let body = try Canonical.bytes(of: recorded, sealing: sealing)
            return Line(recorded: recorded, body: body, leaf: TreeHash.leaf(of: body).data)
        }
        texts = sealing.rows
    }

    /// The version after the write.
    var version: Int { expecting + lines.count }
}

extension Date {
    /// The last whole second: canonical bytes hold no fractions, so what is recorded must not have any either.
    var wholeSeconds: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
    /// Whole seconds since 1970.
    var seconds: Int { Int(timeIntervalSince1970.rounded(.down)) }
}

extension Sealed {
    /// A text as it is compared where case and Unicode's forms do not matter.
    static func fold(_ text: String) -> String { text.precomposedStringWithCanonicalMapping.lowercased() }
}
