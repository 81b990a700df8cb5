import Synchronization

/// Documents that were parsed before. What is one user's own is kept as long as there is room; what is shared always, and IAM's quotas bound
/// that.
final class DocumentShelf: Sendable {
    // A parsed document takes some ten times its text.
    private static let room = 4_000_000
    private struct Key: Hashable { let text: String, kind: PolicyKind }
    private struct Shelf: Sendable {
        var documents: [Key: Result<PolicyDocument, PolicySyntaxError>] = [:]
        var used = 0
        var managed: [ARN: ReadPolicy] = [:]
    }

    private let shelf = Mutex(Shelf())

    func document(_ text: String, as kind: PolicyKind, isShared: Bool) throws(PolicySyntaxError) -> PolicyDocument {
        let key = Key(text: text, kind: kind)
        if let known = shelf.withLock({ $0.documents[key] }) { return try known.get() }
        let parsed = Result { () throws(PolicySyntaxError) in try PolicyDocument(parsing: text, as: kind) }
        shelf.withLock { shelf in
            guard isShared || shelf.used + text.utf8.count <= Self.room else { return }
            shelf.documents[key] = parsed
            if !isShared { shelf.used += text.utf8.count }
        }
        return try parsed.get()
    }

    /// A managed policy that was read before, or reads it.
    func managed(_ arn: ARN, _ read: () -> ReadPolicy) -> ReadPolicy {
        if let known = shelf.withLock({ $0.managed[arn] }) { return known }
        let policy = read()
        shelf.withLock { $0.managed[arn] = policy }
        return policy
    }
}
