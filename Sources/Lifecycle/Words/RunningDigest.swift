import Crypto
import Foundation

/// The digest of bytes that come in pieces.
public struct RunningDigest {
    private var hash = SHA256()

    /// Of no bytes yet.
    public init() {}

    /// Takes in some more.
    public mutating func add(_ bytes: some DataProtocol) { hash.update(data: bytes) }

    /// Of all that came.
    public var digest: Digest { .known(hash.finalize().hexadecimal) }
}
