import Foundation
import IAM

/// What people have put on record about an account for its checks: each entry with somebody who answers for it, and an end.
public struct AccountRegister: Hashable, Sendable, Codable {
    public let alias: AccountAlias
    /// Every waiver there ever was, in the order in which they came into force.
    public var waivers: [Waiver] = []
    public var purposes: [RootPurpose] = []
    /// The last one of each control.
    public var attestations: [ControlName: Attestation] = [:]
    /// Every use of root that a snapshot has shown.
    public var rootUses: [RootUse] = []

    /// A register without entries.
    public init(alias: AccountAlias) { self.alias = alias }
}

/// A permission to fail a check in one place: owned, approved by somebody else, and for a time.
public struct Waiver: Hashable, Sendable, Codable {
    /// The request that asked for it, by which it is known.
    public let request: RequestID
    /// The finding's id. It may hold a user's name.
    public let finding: Sealed
    /// Who answers for it.
    public let owner: PersonID
    public let reason: Sealed
    public let until: Date
    /// When it was withdrawn before its end.
    public var withdrawn: Date?

    /// A waiver.
    public init(request: RequestID, finding: Sealed, owner: PersonID, reason: Sealed, until: Date) {
        self.request = request
        self.finding = finding
        self.owner = owner
        self.reason = reason
        self.until = until
    }
}

/// Why root was used, or is to be used, in a stretch of time.
public struct RootPurpose: Hashable, Sendable, Codable {
    /// The request that asked for it, by which it is known.
    public let request: RequestID
    public let from: Date
    public let to: Date
    public let ticket: Sealed?
    public let reason: Sealed

    /// A purpose.
    public init(request: RequestID, from: Date, to: Date, ticket: Sealed?, reason: Sealed) {
        self.request = request
        self.from = from
        self.to = to
        self.ticket = ticket
        self.reason = reason
    }

    /// Whether it covers a use at that moment.
    public func covers(_ moment: Date) -> Bool { (from...to).contains(moment) }
}

/// Somebody has looked at what no API shows, and says that it is as it should be.
public struct Attestation: Hashable, Sendable, Codable {
    /// Of the file that shows it; the file itself is kept elsewhere.
    public let evidence: Digest
    public let until: Date
    public let by: PersonID
    public let at: Date

    /// An attestation.
    public init(evidence: Digest, until: Date, by: PersonID, at: Date) {
        self.evidence = evidence
        self.until = until
        self.by = by
        self.at = at
    }
}

/// That root's password or one of its keys was used.
public struct RootUse: Hashable, Sendable, Codable {
    public let means: Means
    public let at: Date

    /// What was used.
    public enum Means: String, Hashable, Sendable, Codable, CaseIterable {
        case password
        case key1
        case key2
    }

    /// A use.
    public init(_ means: Means, at: Date) {
        self.means = means
        self.at = at
    }
}

/// The name of a control that is attested: `security-contact`.
public typealias ControlName = Checked<ShortName<ControlWord>>

public enum ControlWord: NameWord { public static let noun = "control name" }

/// What can happen to the register of an account.
public enum RegisterEvent: Hashable, Sendable, Codable {
    /// A finding may be there for a time; its request says who approved that.
    case waived(waiver: Waiver)
    /// A waiver ended before its time: the finding is back.
    case waiverWithdrawn(request: RequestID, reason: Sealed)
    /// Root may be used, or was, for that purpose.
    case purposeAdded(purpose: RootPurpose)
    /// Somebody has seen to a control that no API shows. The digest is that of the file that shows it.
    case attested(control: ControlName, evidence: Digest, until: Date)
    /// A snapshot shows uses of root that none before it showed. Uses in between are not seen: the report tells the last one only.
    case rootUsed(uses: [RootUse])
}

extension AccountRegister {
    /// The register after an event. An event that does not fit leaves it as it was.
    public static func evolve(
        _ register: AccountRegister?, alias: AccountAlias, _ event: RegisterEvent, at time: Date, by actor: Actor
    ) -> AccountRegister {
        var register = register ?? AccountRegister(alias: alias)
        switch event {
        case .waived(let waiver): register.waivers.append(waiver)
        case .waiverWithdrawn(let request, _):
            for place in register.waivers.indices where register.waivers[place].request == request {
                register.waivers[place].withdrawn = register.waivers[place].withdrawn ?? time
            }
        case .purposeAdded(let purpose): register.purposes.append(purpose)
        case .attested(let control, let evidence, let until):
            guard let person = actor.person else { return register }
            register.attestations[control] = Attestation(evidence: evidence, until: until, by: person, at: time)
        case .rootUsed(let uses): register.rootUses += uses
        }
        return register
    }
}
