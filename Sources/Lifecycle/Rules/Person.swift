import Foundation

/// A human being known to tenure. All that is theirs is sealed; the id is permanent.
public struct Person: Hashable, Sendable, Codable {
    public let id: PersonID
    public var attributes: PersonAttributes
    public var keys: [SSHPublicKey] = []
    /// When the person left; nil while they are here.
    public var left: Date?
    /// When all that was theirs was erased; nil if it was not.
    public var erased: Date?

    /// A person who has just been registered.
    public init(id: PersonID, attributes: PersonAttributes) {
        self.id = id
        self.attributes = attributes
    }

    /// Whether the person belongs to another company.
    public var isExternal: Bool { attributes.company != nil }
}

/// What is known of a person, each dated by the event that set it.
public struct PersonAttributes: Hashable, Sendable, Codable {
    /// As the person writes it, Korean or not.
    public var name: Sealed
    /// In Latin letters, for the IAM user name.
    public var latinName: Sealed?
    /// The first is where mail goes.
    public var mails: [Sealed]
    /// The operating-system user that acts for this person.
    public var osUser: Sealed?
    public var employeeNumber: Sealed?
    public var team: Sealed?
    public var manager: PersonID?
    /// Another company than ours.
    public var company: Sealed?
    /// Who answers for somebody of another company.
    public var sponsor: PersonID?
    /// The signed security pledge: where it is kept.
    public var pledge: Sealed?
    /// The language of guides and mails.
    public var language: Language

    /// The attributes of a person.
    public init(
        name: Sealed, latinName: Sealed? = nil, mails: [Sealed] = [], osUser: Sealed? = nil, employeeNumber: Sealed? = nil,
        team: Sealed? = nil, manager: PersonID? = nil, company: Sealed? = nil, sponsor: PersonID? = nil, pledge: Sealed? = nil,
        language: Language
    ) {
        self.name = name
        self.latinName = latinName
        self.mails = mails
        self.osUser = osUser
        self.employeeNumber = employeeNumber
        self.team = team
        self.manager = manager
        self.company = company
        self.sponsor = sponsor
        self.pledge = pledge
        self.language = language
    }
}

/// An SSH public key, as it stands in `authorized_keys`, without its comment.
public struct SSHPublicKey: Hashable, Sendable, Codable {
    /// `ssh-ed25519`, `sk-ssh-ed25519@openssh.com`…
    public let kind: String
    /// Base64 of the key's blob.
    public let blob: String

    /// Reads `KIND BASE64 [COMMENT]`; nil for anything else.
    public init?(text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count >= 2, parts[0].contains("-"), Data(base64Encoded: parts[1]).map({ $0.count > 16 }) == true else { return nil }
        self.kind = parts[0]
        self.blob = parts[1]
    }

    /// Reads the key's blob; nil if it does not begin with its kind.
    init?(blob: [UInt8]) {
        var wire = SSHWire(blob)
        guard let kind = wire.word() else { return nil }
        self.kind = kind
        self.blob = Data(blob).base64EncodedString()
    }

    /// The key's blob, by which keys are compared.
    public var bytes: [UInt8] { Array(Data(base64Encoded: blob) ?? Data()) }

    /// `KIND BASE64`.
    public var text: String { "\(kind) \(blob)" }
}

/// What can happen to a person's record.
public enum PersonEvent: Hashable, Sendable, Codable {
    case registered(attributes: PersonAttributes)
    case changed(attributes: PersonAttributes)
    case keyAdded(key: SSHPublicKey)
    /// What the key signs from here on does not count; what it signed before does.
    case keyRemoved(key: SSHPublicKey)
    case left
    /// Everything that tells who they are was erased, so many texts. Their id and their history stay.
    case erased(texts: Int)
}

extension Person {
    /// The record after an event; nil before the first.
    public static func evolve(_ person: Person?, id: PersonID, _ event: PersonEvent, at time: Date) -> Person? {
        guard var person else {
            guard case .registered(let attributes) = event else { return nil }
            return Person(id: id, attributes: attributes)
        }
        switch event {
        case .registered, .changed:
            person.attributes = event.attributes ?? person.attributes
        case .keyAdded(let key):
            person.keys.append(key)
        case .keyRemoved(let key):
            person.keys.removeAll { $0.bytes == key.bytes }
        case .left:
            person.left = time
        case .erased:
            person.erased = time
        }
        return person
    }
}

extension PersonEvent {
    fileprivate var attributes: PersonAttributes? {
        switch self {
        case .registered(let attributes), .changed(let attributes): attributes
        case .keyAdded, .keyRemoved, .left, .erased: nil
        }
    }
}
