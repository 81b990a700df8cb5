import Foundation

/// What a person signs when they decide: a text of fixed form, made from the ledger alone but for its moment and its nonce.
///
/// It binds the decision to one history, to one version of what was decided on, to all that was asked, and to the reason. It holds no
/// personal data, so that it can stand in an event: the actor is an opaque id, the reason its commitment.
public struct DecisionStatement: Hashable, Sendable {
    /// What such signatures are made for.
    public static let namespace = "tenure-decision"

    public let log: String
    public let matter: DecidedMatter
    public let actor: PersonID
    public let dating: Dating

    /// When a statement was made, until when it may be used, and what makes it unlike every other.
    public struct Dating: Hashable, Sendable {
        public let time: Date
        public let expires: Date
        /// 32 hexadecimal digits.
        public let nonce: String

        /// A dating in whole seconds; the nonce is 16 bytes that nobody can guess.
        public init(time: Date, expires: Date, nonce: [UInt8]) {
            self.time = time
            self.expires = expires
            self.nonce = nonce.hexadecimal
        }
    }

    /// The statement of a decision in that history.
    public init(log: String, matter: DecidedMatter, actor: PersonID, dating: Dating) {
        self.log = log
        self.matter = matter
        self.actor = actor
        self.dating = dating
    }

    /// The bytes to sign, as text: nine lines, each ended.
    public var text: String {
        """
        tenure-decision/v1
        log      \(log)
        \(matter.subject)   version \(matter.version)
        content  sha256:\(matter.content)
        decision \(matter.decision)
        reason   \(matter.reason.map { "hmac-sha256:\($0.commitment)" } ?? "-")
        actor    \(actor)
        time     \(dating.time.formatted(.iso8601))   expires \(dating.expires.formatted(.iso8601))
        nonce    \(dating.nonce)

        """
    }
}

/// What a decision is about and what it says, as the ledger knows it.
public struct DecidedMatter: Hashable, Sendable {
    /// `request  R-17` or `item     V-3/17`.
    let subject: String
    /// How many events there were when it was decided.
    public let version: Int
    /// Of all that was asked.
    public let content: Digest
    /// `approve   stage security`, `reject`, `reduce   groups admins`.
    public let decision: String
    public let reason: Sealed?

    init(request: RequestID, version: Int, content: Digest, decision: String, reason: Sealed?) {
        subject = "request  \(request)"
        self.version = version
        self.content = content
        self.decision = decision
        self.reason = reason
    }

    init(item: ItemID, version: Int, content: Digest, decision: String, reason: Sealed?) {
        subject = "item     \(item)"
        self.version = version
        self.content = content
        self.decision = decision
        self.reason = reason
    }
}

/// A statement and its armored signature, as they stand in the event of the decision.
public struct SignedStatement: Hashable, Sendable, Codable {
    public let statement: String
    public let signature: String

    /// A statement with what is said to be its signature; `verify` says whether it is.
    public init(statement: String, signature: String) {
        self.statement = statement
        self.signature = signature
    }

    /// Throws unless this is the statement of that decision of that person in that history, in time, and signed with one of the keys.
    public func verify(_ matter: DecidedMatter, by actor: PersonID, in log: String, keys: [SSHPublicKey], at time: Date)
        throws(SignatureFlaw)
    {
        guard let dating = dating else { throw .otherStatement(line: "time") }
        let expected = DecisionStatement(log: log, matter: matter, actor: actor, dating: dating).text
        guard statement == expected, Array(statement.utf8) == Array(expected.utf8) else {
            throw .otherStatement(line: line(unlike: expected))
        }
        guard dating.time <= time, time <= dating.expires else { throw .untimely }
        let signature = try SSHSignature(armored: signature)
        guard signature.namespace == DecisionStatement.namespace else { throw .namespace(found: signature.namespace) }
        guard keys.contains(where: { $0.bytes == signature.key.bytes }) else { throw .foreignKey(person: actor) }
        try signature.verify(Data(statement.utf8))
    }

    /// The key that the signature names as its own; nil if it is none.
    var key: SSHPublicKey? { try? SSHSignature(armored: signature).key }

    /// The content that the statement names; of nothing if it names none, which no statement does that holds.
    var statedContent: Digest {
        let match = statement.firstMatch(of: /\ncontent  sha256:([0-9a-f]{64})\n/)
        return match.flatMap { try? Digest(String($0.1)) } ?? Digest.of(text: "")
    }

    /// The reason that the statement names; nil if it names none.
    var statedReason: Sealed? {
        statement.firstMatch(of: /\nreason   hmac-sha256:([0-9a-f]{64})\n/).map { Sealed(commitment: String($0.1), text: nil) }
    }

    /// What the ledger cannot know of a statement; nil if its last lines are of another form.
    private var dating: DecisionStatement.Dating? {
        guard let match = statement.wholeMatch(of: /(?s).*\ntime {5}([^ \n]+) {3}expires ([^ \n]+)\nnonce {4}([0-9a-f]{32})\n/),
            let time = try? Date(String(match.1), strategy: .iso8601), let expires = try? Date(String(match.2), strategy: .iso8601)
        else { return nil }
        let digits = Array(String(match.3))
        let nonce = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return DecisionStatement.Dating(time: time, expires: expires, nonce: nonce)
    }

    private func line(unlike expected: String) -> String {
        let (mine, theirs) = (statement.split(separator: "\n"), expected.split(separator: "\n"))
        let place = zip(mine, theirs).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(mine.count, theirs.count)
        return theirs.indices.contains(place) ? String(theirs[place].prefix { $0 != " " }) : "end"
    }
}
