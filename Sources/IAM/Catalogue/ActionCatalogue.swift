import Synchronization

/// The actions of AWS's services, with their resource types and condition keys, as AWS documented them on the day of `source`.
///
/// It is part of the program. A service is decoded when it is first asked for.
public final class ActionCatalogue: Sendable {
    /// Where the data come from.
    public let source: CatalogueSource
    /// The prefixes of all services, sorted: `iam`, `s3`.
    public let services: [String]
    private let places: [String: Place]
    private let decoded = Mutex<[String: CatalogueService]>([:])

    private struct Place {
        let title: String
        let bytes: Range<Int>
    }

    /// The catalogue that is built in.
    public convenience init() { self.init(CatalogueLines(catalogueText)) }

    private init(_ text: CatalogueLines) {
        var lines = text
        source = CatalogueSource(lines.next())
        var heads: [(prefix: String, title: String, length: Int)] = []
        while true {
            let fields = lines.next()
            guard fields.count == 3 else { break }
            heads.append((fields[0], fields[2], Int(fields[1]) ?? 0))
        }
        services = heads.map(\.prefix)
        var start = lines.place
        var places: [String: Place] = [:]
        for head in heads {
            places[head.prefix] = Place(title: head.title, bytes: start..<(start + head.length))
            start += head.length
        }
        self.places = places
    }

    /// The service of that prefix, in any case; nil if AWS has none.
    public func service(_ prefix: String) -> CatalogueService? {
        let folded = prefix.lowercased()
        return decoded.withLock { known in
            if let service = known[folded] { return service }
            guard let place = places[folded] else { return nil }
            let service = CatalogueService(prefix: folded, title: place.title, lines: CatalogueLines(catalogueText, in: place.bytes))
            known[folded] = service
            return service
        }
    }

    /// The action of that name; nil if AWS has none.
    public func action(_ name: ActionName) -> CatalogueAction? { service(name.service)?.action(name.name) }

    /// The names of the actions that the pattern means, in AWS's spelling, sorted without regard to case.
    public func actions(matching pattern: ActionPattern) -> [CatalogueAction] {
        guard let prefix = pattern.service else { return services.flatMap { service($0)?.actions ?? [] } }
        return service(prefix)?.actions(matching: pattern) ?? []
    }
}

/// Which data the catalogue was made from.
public struct CatalogueSource: Hashable, Sendable, CustomStringConvertible {
    /// The dataset's name and version.
    public let name: String
    public let version: String
    public let licence: String
    /// The day on which the dataset was made, as `2026-10-27`.
    public let date: String
    public let serviceCount: Int
    public let actionCount: Int

    /// The data that are built in.
    public static var builtIn: CatalogueSource {
        var lines = CatalogueLines(catalogueText)
        return CatalogueSource(lines.next())
    }

    init(_ fields: [String]) {
        let at = { (place: Int) in place < fields.count ? fields[place] : "" }
        (name, version, licence, date) = (at(0), at(1), at(2), at(3))
        (serviceCount, actionCount) = (Int(at(4)) ?? 0, Int(at(5)) ?? 0)
    }

    public var description: String {
        "\(actionCount) actions of \(serviceCount) services as of \(date), from \(name) \(version) (\(licence))"
    }
}

extension ActionName {
    /// `iam`, as it was written.
    public var service: String { String(text.prefix { $0 != ":" }) }
    /// `GetUser`, as it was written.
    public var name: String { String(text.drop { $0 != ":" }.dropFirst()) }
}

extension ActionPattern {
    /// The prefix of the one service that it is about, as it was written; nil if it means every action.
    public var service: String? {
        if meansEverything { return nil }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return String(text.prefix { $0 != ":" }) }
        return String(Substring(text.utf8.prefix { $0 != UInt8(ascii: ":") }))
    }

    /// Whether it is `*` or `*:*`.
    public var meansEverything: Bool { text == "*" || text == "*:*" }
}
