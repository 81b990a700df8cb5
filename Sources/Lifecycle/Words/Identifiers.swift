import IAM

/// A person's permanent id: `P-7`. It says nothing about them, and is never given to somebody else.
public typealias PersonID = Numbered<PersonNumber>
/// An access request's id: `R-17`.
public typealias RequestID = Numbered<RequestNumber>
/// The id of one IAM user's record: `U-12`.
public typealias RecordID = Numbered<RecordNumber>

/// The letter in front of a number.
public protocol NumberKind: Sendable {
    static var letter: String { get }
    static var noun: String { get }
}

/// `P-1`, `P-2`…
public enum PersonNumber: NumberKind {
    public static let letter = "P"
    public static let noun = "person id"
}

/// `R-1`, `R-2`…
public enum RequestNumber: NumberKind {
    public static let letter = "R"
    public static let noun = "request id"
}

/// `U-1`, `U-2`…
public enum RecordNumber: NumberKind {
    public static let letter = "U"
    public static let noun = "user record id"
}

/// An opaque id that counts from 1 in one home.
public struct Numbered<Kind: NumberKind>: Hashable, Sendable, Comparable {
    public let number: Int

    /// The id of that number, from 1.
    public init(_ number: Int) { self.number = number }

    /// Reads `P-7`; nil for any other text.
    public init?(text: String) {
        let prefix = Kind.letter + "-"
        guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)), number > 0, text == prefix + String(number)
        else { return nil }
        self.number = number
    }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension Numbered: CustomStringConvertible {
    public var description: String { "\(Kind.letter)-\(number)" }
}

extension Numbered: Codable, CodingKeyRepresentable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a \(Kind.noun)")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var codingKey: any CodingKey { description.codingKey }

    public init?(codingKey: some CodingKey) { self.init(text: codingKey.stringValue) }
}

/// The name by which an AWS account is known here: `prod`.
public typealias AccountAlias = Checked<ShortName<AccountWord>>
/// The name of a profile: `developer`.
public typealias ProfileName = Checked<ShortName<ProfileWord>>
/// The name of an approval group: `security`; with `@`, one that is worked out for each request: `@manager`.
public typealias ApprovalGroup = Checked<ApprovalGroupRule>
/// The name of a workflow: `standard`.
public typealias WorkflowName = Checked<ShortName<WorkflowWord>>
/// The name of a state in a workflow: `enrolling`.
public typealias StateName = Checked<ShortName<StateWord>>
/// The name of a transition in a workflow: `suspend-unenrolled`.
public typealias TransitionName = Checked<ShortName<TransitionWord>>
/// The name of an approval stage: `security`.
public typealias StageName = Checked<ShortName<StageWord>>

/// What a short name names.
public protocol NameWord: Sendable {
    static var noun: String { get }
}

public enum AccountWord: NameWord { public static let noun = "account name" }
public enum ProfileWord: NameWord { public static let noun = "profile name" }
public enum WorkflowWord: NameWord { public static let noun = "workflow name" }
public enum StateWord: NameWord { public static let noun = "state name" }
public enum TransitionWord: NameWord { public static let noun = "transition name" }
public enum StageWord: NameWord { public static let noun = "stage name" }

/// The names that operators give: lower case, so that nobody has to remember how one was spelled.
public enum ShortName<Word: NameWord>: TextRule {
    public static var noun: String { Word.noun }
    public static var shape: String { "it has 1 to 63 lower-case letters, digits and -, and begins with a letter or digit" }
    public static func accepts(_ text: String) -> Bool { text.isShortName }
}

/// A short name, or one of the groups that are worked out for each request.
public enum ApprovalGroupRule: TextRule {
    public static let noun = "approval group"
    public static let shape = "it is a name as in security, or one of \(computed.joined(separator: ", "))"
    /// The groups whose member depends on who is asked for.
    public static let computed = ["@manager", "@sponsor", "@admins"]
    public static func accepts(_ text: String) -> Bool { computed.contains(text) || text.isShortName }
}

extension ApprovalGroup {
    /// The manager of the person who is asked for.
    public static let manager = known("@manager")
    /// The person who answers for a contractor.
    public static let sponsor = known("@sponsor")
    /// All who hold the role admin.
    public static let admins = known("@admins")

    /// Whether its member is worked out for each request.
    public var isComputed: Bool { text.hasPrefix("@") }
}

extension Checked {
    /// A name that is written in our own source and therefore right.
    static func known(_ text: String) -> Self {
        do {
            return try Self(text)
        } catch {
            preconditionFailure(error.description)
        }
    }
}

extension String {
    fileprivate var isShortName: Bool {
        guard (1...63).contains(utf8.count), let first = utf8.first, first != UInt8(ascii: "-") else { return false }
        return utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
    }
}
