import Foundation
import IAM
import Lifecycle

/// A plan as a file: JSON with the digest of its content, which is what is approved.
public struct PlanFile: Sendable, Encodable {
    /// Over the plan's canonical bytes, however the file is laid out.
    public let digest: Digest
    public let plan: Plan

    /// The file of a plan.
    public init(_ plan: Plan) throws {
        self.plan = plan
        digest = try Digest.of(value: plan)
    }

    /// Reads a file, and throws `PlanFileError` if it is none or was changed since it was written.
    public init(reading bytes: Data) throws(PlanFileError) {
        guard let read = try? Canonical.value(Content.self, from: bytes) else { throw .notAPlan }
        guard let digest = try? Digest.of(value: read.plan), digest == read.digest else { throw .changed }
        self.digest = digest
        plan = read.plan
    }

    /// What to type for it: the first digits of its digest.
    public var id: String { String(digest.text.prefix(12)) }

    private struct Content: Decodable {
        let digest: Digest
        let plan: Plan
    }
}

/// A file cannot be applied as a plan.
public enum PlanFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAPlan
    /// Its content is not what its digest says.
    case changed

    public var description: String {
        switch self {
        case .notAPlan: "the file is no plan of repairs"
        case .changed: "the plan was changed after it was written"
        }
    }

    /// What to do about it.
    public var hint: String { "make one with 'tenure fix plan', and apply it as it was written" }
}
