/// Who did something.
public enum Actor: Hashable, Sendable {
    /// A person, known by id whatever name, key or address they came with.
    case person(PersonID)
    /// The program, carrying out what was decided or what falls due.
    case tenure

    /// The person, if it was one.
    public var person: PersonID? {
        guard case .person(let id) = self else { return nil }
        return id
    }

    /// Reads what `description` says; nil for any other text.
    init?(text: String) {
        if text == "tenure" {
            self = .tenure
        } else if let id = PersonID(text: text) {
            self = .person(id)
        } else {
            return nil
        }
    }
}

extension Actor: CustomStringConvertible {
    public var description: String {
        switch self {
        case .person(let id): id.description
        case .tenure: "tenure"
        }
    }
}

extension Actor: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let actor = Actor(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an actor")
        }
        self = actor
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What a person may do here. Every active person may request.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case requester
    case approver
    case admin
    case auditor

    public static func < (left: Role, right: Role) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
