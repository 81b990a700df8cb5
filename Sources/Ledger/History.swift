import Foundation
import GRDB
import IAM
import Lifecycle

/// An event as it stands in the ledger, with its place in it.
public struct LoggedEvent: Hashable, Sendable {
    /// From 1 without gaps; the leaf's index in the tree is one less.
    public let seq: Int
    /// The event with the texts filled in that are not erased.
    public let recorded: Recorded
    /// Whom it is about, as it was said when it was recorded.
    public let about: PersonID?
    /// SHA-256 of a zero byte and `body`: 32 bytes.
    public let leaf: Data
    /// The canonical bytes, exactly as they were hashed.
    public let body: Data
    /// What its commitments stand for, as far as it is not erased.
    public let texts: [RevealedText]

    /// How many of the texts that it committed to were erased.
    public var erased: Int { Commitments.all(in: body).count - texts.count }
}

/// A text with what shows that it is the one that was committed to.
public struct RevealedText: Hashable, Sendable {
    public let commitment: String
    public let salt: Data
    public let text: String
}

/// Which events to read: those that meet everything that is given.
public struct EventFilter: Hashable, Sendable {
    /// The earliest time.
    public var from: Date?
    /// The first time that is too late.
    public var to: Date?
    public var actor: Actor?
    public var about: PersonID?
    /// Events of any of these; empty for all.
    public var streams: [Lifecycle.Stream]
    /// `request` for all events of requests, `request.approved` for one kind.
    public var kind: String?

    /// A filter; without arguments it passes all.
    public init(
        from: Date? = nil, to: Date? = nil, actor: Actor? = nil, about: PersonID? = nil, streams: [Lifecycle.Stream] = [],
        kind: String? = nil
    ) {
        self.from = from
        self.to = to
        self.actor = actor
        self.about = about
        self.streams = streams
        self.kind = kind
    }

    /// What was asked, as manifests and the history say it: `everything`, or `from=2026-01-01T00:00:00Z stream=U-12 kind=user`.
    public var asked: String {
        var parts = [from.map { "from=\($0.formatted(.iso8601))" }, to.map { "to=\($0.formatted(.iso8601))" }].compactMap(\.self)
        if let actor { parts.append("by=\(actor)") }
        if let about { parts.append("about=\(about)") }
        parts += streams.map { "stream=\($0)" }
        if let kind { parts.append("kind=\(kind.filter { $0.isASCII && ($0.isLetter || $0 == ".") })") }
        return parts.isEmpty ? "everything" : parts.joined(separator: " ")
    }

    var condition: Condition {
        var condition = Condition()
        if let from { condition.add("at >= ?", Int(from.timeIntervalSince1970.rounded(.up))) }
        if let to { condition.add("at < ?", Int(to.timeIntervalSince1970.rounded(.up))) }
        switch actor {
        case .person(let id): condition.add("actor = ?", id.number)
        case .tenure: condition.add("actor IS NULL")
        case nil: break
        }
        if let about { condition.add("about = ?", about.number) }
        condition.add("stream", oneOf: streams.map(\.description))
        // '/' is the character after '.': between the two lies all that begins with the kind and a dot.
        if let kind { condition.add("(kind = ? OR (kind > ? AND kind < ?))", kind, kind + ".", kind + "/") }
        return condition
    }
}

extension Ledger {
    /// How many events there are, which is the last one's `seq`.
    public func size() throws(LedgerError) -> Int {
        try read { try Int.fetchOne($0.cachedStatement(sql: "SELECT coalesce(max(seq), 0) FROM event")) ?? 0 }
    }

    /// When the last event was recorded; nil in a ledger without any.
    public func lastMoment() throws(LedgerError) -> Date? {
        let sql = "SELECT at FROM event ORDER BY seq DESC LIMIT 1"
        return try read { try Int.fetchOne($0.cachedStatement(sql: sql)).map { Date(seconds: $0) } }
    }

    /// Events in their order, a page at a time: the next begins `after` the last `seq` of this one, and all pages up to one bound
    /// are of one moment, whatever is written meanwhile.
    public func events(
        _ filter: EventFilter = EventFilter(), after seq: Int = 0, upTo bound: Int? = nil, limit: Int
    ) throws(LedgerError) -> [LoggedEvent] {
        var condition = filter.condition
        condition.add("seq > ?", seq)
        if let bound { condition.add("seq <= ?", bound) }
        let sql = "SELECT \(Self.columns) FROM event \(condition.sql) ORDER BY seq LIMIT ?"
        return try read { try events(of: $0.cachedStatement(sql: sql), condition.arguments + [limit], in: $0) }
    }

    /// The last events that pass the filter, in their order.
    public func lastEvents(_ filter: EventFilter = EventFilter(), limit: Int) throws(LedgerError) -> [LoggedEvent] {
        let condition = filter.condition
        let sql = "SELECT \(Self.columns) FROM event \(condition.sql) ORDER BY seq DESC LIMIT ?"
        return try read { try events(of: $0.cachedStatement(sql: sql), condition.arguments + [limit], in: $0).reversed() }
    }

    /// The events of one stream after a version, in their order.
    public func events(of stream: Lifecycle.Stream, after version: Int = 0) throws(LedgerError) -> [LoggedEvent] {
        try read { try events(of: stream, after: version, in: $0) }
    }

    func events(of stream: Lifecycle.Stream, after version: Int, in database: Database) throws -> [LoggedEvent] {
        let sql = "SELECT \(Self.columns) FROM event WHERE stream = ? AND version > ? ORDER BY version"
        return try events(of: database.cachedStatement(sql: sql), [stream.description, version], in: database)
    }

    private static let columns = "seq, about, leaf, body"

    private func events(of statement: Statement, _ arguments: StatementArguments, in database: Database) throws -> [LoggedEvent] {
        let texts = try SideTable(database)
        let revealed = try database.cachedStatement(sql: "SELECT commitment, salt, text FROM personal WHERE commitment = ?")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var events: [LoggedEvent] = []
        while let row = try rows.next() {
            let body: Data = row[3]
            let seq: Int = row[0]
            events.append(
                LoggedEvent(
                    seq: seq,
                    recorded: try reading("event \(seq)") {
                        try texts.decode { try Canonical.value(Recorded.self, from: body, unsealer: $0) }
                    },
                    about: (row[1] as Int?).map(PersonID.init), leaf: row[2], body: body,
                    texts: try Commitments.all(in: body).compactMap { commitment in
                        try Row.fetchOne(revealed, arguments: [commitment]).map {
                            RevealedText(commitment: $0[0], salt: $0[1], text: $0[2])
                        }
                    }))
        }
        return events
    }
}

/// The commitments in an event's canonical bytes.
enum Commitments {
    /// Each once, in their order. Quotes inside a JSON text are escaped, so that these bytes stand nowhere else.
    static func all(in body: Data) -> [String] {
        let opening = Data(#"{"sealed":""#.utf8)
        var found: [String] = []
        var known: Set<String> = []
        var start = body.startIndex
        while let range = body.range(of: opening, in: start..<body.endIndex) {
            let text = String(decoding: body[range.upperBound...].prefix(64), as: UTF8.self)
            if known.insert(text).inserted { found.append(text) }
            start = range.upperBound
        }
        return found
    }
}
