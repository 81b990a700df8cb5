import Foundation
import GRDB
import IAM
import Lifecycle

/// One stream folded anew from its events, and what that says about what is stored of it.
struct Replay {
    private(set) var problems: [Problem] = []
    private(set) var projection: Projection?
    private(set) var version = 0
    private let name: String
    private let stream: Lifecycle.Stream?
    /// Whether the stream's events read as a history, whose state can be compared.
    private var isSound = true

    init(_ name: String) {
        self.name = name
        stream = Lifecycle.Stream(text: name)
    }

    /// Takes the stream's next event, and says what it reads; nil if it does not.
    @discardableResult mutating func take(_ event: EventColumns, _ reader: inout EventReader) -> Recorded? {
        guard let stream else { return nil }
        let number = event.version
        // Whoever wrote the file may have written any number there.
        if number != version &+ 1 { note(.version(stream: name, found: number)) }
        version = number
        do {
            let (recorded, code) = try reader.event(from: event.body)
            if !event.agree(with: recorded, code, in: name) { note(.columns(seq: event.seq)) }
            projection = Projection.evolve(projection.take(), in: stream, recorded)
            if projection == nil { note(.misfit(stream: name, seq: event.seq)) }
            return recorded
        } catch {
            note(.unreadable(seq: event.seq, detail: (error as? DecodingError)?.place ?? "\(error)"))
            return nil
        }
    }

    private mutating func note(_ problem: Problem) {
        problems.append(problem)
        isSound = false
    }

    /// Compares what the events come to with the state that is stored (stream, version, body), and with the listings; all problems.
    mutating func finish(_ stored: Row?, _ lists: inout ListAgreement) throws -> [Problem] {
        guard version > 0 else { return [.orphan(stream: name)] }
        // A history that does not read has no state to compare with.
        guard isSound, let projection else { return problems }
        let isSame = try stored?[1] as Int? == version && stored?[2] as Data? == projection.bytes()
        if !isSame { note(.state(stream: name)) }
        if try !lists.agree(with: projection) { note(.list(stream: name)) }
        return problems
    }
}

/// An event as its row has it, each column read when somebody asks.
struct EventColumns {
    static let all = "seq, kind, leaf, body, stream, version, at, actor"
    private let row: Row

    /// A row of `all`; it must not outlive the row's turn in its cursor.
    init(_ row: Row) { self.row = row }

    var seq: Int { row[0] }
    var kind: String { row[1] }
    var leaf: Data { row[2] }
    var body: Data { row[3] }
    var stream: String { row[4] }
    var version: Int { row[5] }

    /// Whether the columns say what the bytes say.
    func agree(with recorded: Recorded, _ code: String, in stream: String) -> Bool {
        recorded.stream == stream && recorded.version == version && recorded.at.seconds == row[6] as Int
            && recorded.by.person?.number == row[7] as Int? && code == kind
    }
}
