/// A policy document that has passed IAM's grammar: every statement knows its place in the text.
public struct PolicyDocument: Sendable {
    public let kind: PolicyKind
    /// The version as the text declares it; nil if it does not.
    public let version: PolicyVersion?
    public let id: String?
    public let statements: [PolicyStatement]
    /// The characters of the text as IAM counts them: without white space.
    public let size: Int
    /// Whether a statement denies anything.
    public let hasDeny: Bool

    /// Reads a document of that kind, or says what IAM would refuse and where.
    public init(parsing text: String, as kind: PolicyKind) throws(PolicySyntaxError) {
        let root = try JSONReader.read(text)
        self = try PolicyParser(kind: kind).document(root, size: Self.size(of: text))
        if let limit = kind.limit, size > limit { throw PolicySyntaxError(.tooLong(size: size, limit: limit), at: root.position) }
    }

    init(kind: PolicyKind, version: PolicyVersion?, id: String?, statements: [PolicyStatement], size: Int) {
        self.kind = kind
        self.version = version
        self.id = id
        self.statements = statements
        self.size = size
        hasDeny = statements.indices.contains { statements[$0].effect == .deny }
    }

    /// How many characters of a text IAM counts against its quotas.
    public static func size(of text: String) -> Int {
        // Of a character's bytes all but the first begin with the bits 10.
        text.utf8.reduce(0) { $0 + ($1 & 0xC0 == 0x80 || $1 == 0x20 || $1 == 0x0A || $1 == 0x0D || $1 == 0x09 ? 0 : 1) }
    }

    /// The document on several lines, elements in IAM's order. Parsing it again gives the same document.
    public var text: String { JSONWriter.pretty(PolicyWriter.tree(of: self)) }
}

/// The version of the policy language. Without one, IAM reads a document as 2008's.
public enum PolicyVersion: String, Hashable, Sendable, CaseIterable {
    /// Knows no variables: `${aws:username}` is these fifteen characters.
    case v2008 = "2008-10-17"
    case v2012 = "2012-10-17"
}

/// What a statement does to the requests that it matches.
public enum PolicyEffect: String, Hashable, Sendable, CaseIterable {
    case allow = "Allow"
    case deny = "Deny"
}

/// One statement of a policy document.
public struct PolicyStatement: Sendable {
    /// Its place among the document's statements, from zero.
    public let index: Int
    /// Where it begins in the text.
    public let position: TextPosition
    /// What AWS's simulator names as its place: from behind the bracket or the statement before it to behind its own brace.
    public let extent: TextRange
    public let sid: String?
    public let effect: PolicyEffect
    /// Nil in documents that name no principals.
    public let principals: Clause<PrincipalPattern>?
    public let actions: Clause<ActionPattern>
    /// Nil in trust policies, and in resource policies that mean the resource they stand on.
    public let resources: Clause<ResourcePattern>?
    /// All of them must hold.
    public let conditions: [ConditionTest]

    /// A statement; one that stands in no text has no extent.
    init(
        index: Int, position: TextPosition, extent: TextRange = TextRange(start: .beginning, end: .beginning), sid: String?,
        effect: PolicyEffect, principals: Clause<PrincipalPattern>?, actions: Clause<ActionPattern>, resources: Clause<ResourcePattern>?,
        conditions: [ConditionTest]
    ) {
        self.index = index
        self.position = position
        self.extent = extent
        self.sid = sid
        self.effect = effect
        self.principals = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }
}

/// What an element or its negation lists: `Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal`.
public struct Clause<Item: Sendable>: Sendable {
    /// Whether it means everything but the items.
    public let isNegated: Bool
    public let items: [Item]
}

/// One entry of `Principal`.
public struct PrincipalPattern: Hashable, Sendable {
    /// What stands before the value; nil for a bare `"*"`.
    public let type: PrincipalType?
    public let text: String
}

/// The kinds of principals.
public enum PrincipalType: String, Hashable, Sendable, CaseIterable {
    case aws = "AWS"
    case service = "Service"
    case federated = "Federated"
    case canonicalUser = "CanonicalUser"
}
