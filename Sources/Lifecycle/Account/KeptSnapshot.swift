import Foundation
import IAM

/// What the ledger knows of a snapshot that the home keeps: whose and when, and the digest that its files have to have. The files name
/// people; they lie outside the ledger and can be erased.
public struct KeptSnapshot: Hashable, Sendable, Codable {
    /// Over the files' paths and digests.
    public let digest: Digest
    public let origin: Origin
    /// When the account was read.
    public let taken: Date
    /// When IAM made its credential report, if that is known.
    public let reported: Date?
    public let counts: Counts
    /// The size of all files.
    public let byteCount: Int
    /// The files of the account that are not there.
    public let missing: SortedSet<String>

    /// Where a snapshot comes from.
    public enum Origin: String, Hashable, Sendable, Codable {
        /// Read from the account by tenure itself.
        case pulled
        /// Files that somebody handed in.
        case loaded
    }

    /// How much it holds.
    public struct Counts: Hashable, Sendable, Codable {
        public let users: Int
        public let groups: Int
        public let roles: Int
        public let policies: Int
        /// Users whose last use of services it holds.
        public let lastAccessed: Int

        /// Counts.
        public init(users: Int, groups: Int, roles: Int, policies: Int, lastAccessed: Int) {
            self.users = users
            self.groups = groups
            self.roles = roles
            self.policies = policies
            self.lastAccessed = lastAccessed
        }
    }

    /// What is kept of a snapshot.
    public init(
        digest: Digest, origin: Origin, taken: Date, reported: Date?, counts: Counts, byteCount: Int, missing: SortedSet<String>
    ) {
        self.digest = digest
        self.origin = origin
        self.taken = taken
        self.reported = reported
        self.counts = counts
        self.byteCount = byteCount
        self.missing = missing
    }

    /// What to type for it: the first digits of its digest.
    public var id: String { String(digest.text.prefix(12)) }
}
