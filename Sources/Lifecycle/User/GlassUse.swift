import Foundation
import IAM

/// One use of a break-glass user, from the holder's signature to a second person's review.
public struct GlassUse: Hashable, Sendable, Codable {
    public let request: RequestID
    public let by: PersonID
    public let asked: Date
    /// Who of security was told.
    public var told: SortedSet<PersonID> = []
    /// Who could not be told yet; nil before it was tried.
    public var untold: SortedSet<PersonID>?
    /// When the groups were granted.
    public var opened: Date?
    /// When they were taken back.
    public var closed: Date?
    public var review: Review?

    /// What a second person has seen of it.
    public struct Review: Hashable, Sendable, Codable {
        public let by: PersonID
        public let at: Date
        public let remark: Sealed
    }

    init(request: RequestID, by: PersonID, asked: Date) {
        self.request = request
        self.by = by
        self.asked = asked
    }

    mutating func note(told: SortedSet<PersonID>, untold: SortedSet<PersonID>) {
        self.told = self.told.union(told)
        self.untold = untold
    }

    mutating func close(at time: Date) {
        if opened != nil, closed == nil { closed = time }
    }

    /// Whether it was made and nobody else has looked at it.
    public var isOpen: Bool { opened != nil && review == nil }

    /// Whether security still has to be told.
    public var wantsAlarm: Bool { review == nil && (untold.map { !$0.isEmpty } ?? true) }
}

extension Workflow {
    /// For how long the glass is broken; nil if this is no life with one, or if it could stay broken for longer than anybody may have it.
    public var glassTime: Period? {
        let ways = transitions.filter { $0.by == .request && $0.steps == [.grantProfile] && state($0.to)?.stage == .active }
        guard let way = ways.first, ways.count == 1, let opened = state(way.to), !way.from.contains(way.to),
            let time = opened.deadline, time <= .hours(4), let closing = opened.atDeadline.flatMap({ transition($0) }),
            closing.steps.contains(.withdrawProfile)
        else { return nil }
        return time
    }
}

extension UserRecord {
    /// What follows from a second person's review of the glass's last use.
    func review(_ remark: Sealed, by person: PersonID) throws(Refusal) -> [UserEvent] {
        guard let use, use.isOpen else {
            throw Refusal(.wrongState, "no use of \(id) waits for a review", hint: "see 'tenure user show \(id)'")
        }
        guard person != use.by, person != self.person else {
            throw Refusal(
                .ownAccess, "a second person reviews what was done with \(id), not its holder",
                hint: "ask another admin: 'tenure person list --role admin'")
        }
        guard use.closed != nil || revocation?.cut != nil else {
            throw Refusal(
                .wrongState, "the glass of \(id) is still broken", hint: "wait until it is sealed, or suspend it: tenure user suspend \(id)"
            )
        }
        return [.useReviewed(remark: remark)]
    }
}
