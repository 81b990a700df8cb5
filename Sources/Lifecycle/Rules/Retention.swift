import Foundation
import IAM

/// How long the records of who was given which right, and when it was changed and taken back, are kept with people's names.
///
/// 개인정보의 안전성 확보조치 기준, article 5 (3), demands at least three years; many organisations keep five.
public struct Retention: Hashable, Sendable {
    public let years: Int

    /// The least that may be set.
    public static let least = 3
    /// What holds unless something else is set.
    public static let usual = Retention(years: 5)

    private init(years: Int) { self.years = years }

    /// Reads `5y`: whole years, three at least and a hundred at most; nil for anything else.
    public init?(text: String) {
        guard text.last == "y", let years = Int(text.dropLast()), (Self.least...100).contains(years), text == "\(years)y" else {
            return nil
        }
        self.years = years
    }

    /// When a record of that time need not be kept any more: so many years later, on the same day of that zone.
    public func end(of record: Date, in zone: TimeZone) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.date(byAdding: .year, value: years, to: record) ?? .distantFuture
    }
}

/// What stands in the way of forgetting a person, and since or until when.
public enum Forgetting: Hashable, Sendable {
    /// They are here.
    case present
    /// These users of theirs have not been revoked: no time runs yet.
    case live([RecordID])
    /// These requests by or about them are open.
    case open([RequestID])
    /// What was last recorded about them, or decided by them, has to be kept until then.
    case kept(until: Date)
    /// They may be forgotten since then.
    case possible(since: Date)
    /// They were forgotten then.
    case done(Date)

    /// Throws unless the person may be forgotten now.
    public func demand(of person: PersonID, shown: (Date) -> String) throws(Refusal) {
        switch self {
        case .present:
            throw Refusal(.wrongState, "'\(person)' is here", hint: "record that they leave with 'tenure person leave \(person)'")
        case .live(let records):
            throw Refusal(
                .wrongState,
                "'\(person)' still has \(records.map(\.description).joined(separator: ", ")), and no time runs before the revocation",
                hint: "revoke it with 'tenure user revoke \(records.first?.description ?? "")'")
        case .open(let requests):
            throw Refusal(
                .wrongState, "'\(person)' has open requests: \(requests.map(\.description).joined(separator: ", "))",
                hint: "see 'tenure request show \(requests.first?.description ?? "")'")
        case .kept(let end):
            throw Refusal(
                .retention, "what was recorded about '\(person)' has to be kept until \(shown(end))",
                hint: "see all dates with 'tenure audit retention'")
        case .possible: return
        case .done(let time):
            throw Refusal(.noChange, "'\(person)' was erased \(shown(time))", hint: "see 'tenure person show \(person)'")
        }
    }
}
