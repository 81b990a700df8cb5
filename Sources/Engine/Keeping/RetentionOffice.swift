import Foundation
import IAM
import Ledger
import Lifecycle

/// Whose data have to be kept, and whose may be erased.
public struct RetentionOffice: Sendable {
    let home: Home

    /// The office of a home.
    public init(home: Home) { self.home = home }

    /// How one person stands.
    public struct Line: Hashable, Sendable {
        public let person: Person
        /// When something was last recorded about them, or decided by them; nil if nothing ever was.
        public let last: Date?
        /// From when they may be erased; nil while no time runs.
        public let end: Date?
        public let standing: Forgetting
    }

    /// All people, in the order of their ids.
    public func report() throws -> [Line] {
        let last = try home.ledger.lastMoments()
        let people = try everyPage { try home.ledger.people(after: $0?.state.id, limit: 1_000) }
        return try people.map { try line(of: $0.state, last: last[$0.state.id]) }
    }

    /// One person.
    public func line(of person: Person) throws -> Line {
        try line(of: person, last: home.ledger.lastMoments(of: person.id)[person.id])
    }

    /// Throws unless the person may be erased now.
    public func demand(_ person: Person) throws {
        let day = Date.ISO8601FormatStyle(timeZone: home.settings.timeZone).year().month().day()
        try line(of: person).standing.demand(of: person.id) { $0.formatted(day) }
    }

    private func line(of person: Person, last: Date?) throws -> Line {
        let end = last.map { home.settings.retention.end(of: $0, in: home.settings.timeZone) }
        let standing = try standing(of: person, end: end)
        switch standing {
        case .present, .live, .open: return Line(person: person, last: last, end: nil, standing: standing)
        case .kept, .possible, .done: return Line(person: person, last: last, end: end, standing: standing)
        }
    }

    private func standing(of person: Person, end: Date?) throws -> Forgetting {
        if let erased = person.erased { return .done(erased) }
        guard let left = person.left else { return .present }
        let live = try home.ledger.userRows(UserFilter(people: [person.id], isRevoked: false)).map(\.id)
        guard live.isEmpty else { return .live(live) }
        let isOpen: [Request.Status] = [.submitted, .returned, .approved]
        let open =
            try home.ledger.requests(RequestFilter(statuses: isOpen, subjects: [person.id]), limit: 100)
            + home.ledger.requests(RequestFilter(statuses: isOpen, requesters: [person.id]), limit: 100)
        guard open.isEmpty else { return .open(open.map(\.state.id)) }
        let since = end ?? left
        return since <= home.world.now() ? .possible(since: since) : .kept(until: since)
    }
}

/// Where a person is still named after their texts are erased: what the ledger does not own.
public struct Traces: Sendable {
    /// The people in whose texts they are mentioned, with how many texts.
    public let mentions: [PersonID: Int]
    /// Files of the home, by their paths below it.
    public let files: [String]

    /// Looks for the names, mail addresses and IAM user names of a person before they are erased.
    public init(of person: Person, in home: Home) throws {
        let attributes = person.attributes
        let users = try home.ledger.userRows(UserFilter(people: [person.id])).compactMap(\.name)
        let names = [attributes.name, attributes.latinName].compactMap { $0?.text } + attributes.mails.compactMap(\.text) + users
        // Shorter ones stand in anything.
        let texts = Set(names.filter { $0.utf8.count >= 4 })
        mentions = try home.ledger.mentions(of: texts.sorted(), besides: person.id)
        files = try Self.files(with: texts.map { Data($0.utf8) }, in: home.directory)
    }

    private static func files(with texts: [Data], in directory: URL) throws -> [String] {
        let places: [Home.File] = [.out, .snapshots, .proofs, .plans, .sandbox]
        return places.flatMap { place in
            let folder = Home.url(place, in: directory)
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            return paths.sorted().filter { path in
                guard let data = try? Data(contentsOf: folder.appending(path: path)) else { return false }
                return texts.contains { data.range(of: $0) != nil }
            }.map { "\(place.rawValue)/\($0)" }
        }
    }
}
