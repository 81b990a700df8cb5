import Crypto
import Foundation

/// A SHA-256 hash in the Merkle tree of RFC 6962.
public struct TreeHash: Hashable, Sendable {
    /// How many bytes it has.
    public static let length = 32
    private let words: SIMD4<UInt64>

    /// The hash of those bytes; nil unless there are 32.
    public init?(_ bytes: some ContiguousBytes) {
        let words = bytes.withUnsafeBytes { $0.count == Self.length ? $0.loadUnaligned(as: SIMD4<UInt64>.self) : nil }
        guard let words else { return nil }
        self.words = words
    }

    /// The hash of that base64 text, written as base64 is written and no other way; nil otherwise.
    public init?(base64 text: some StringProtocol) {
        guard let bytes = Data(base64Encoded: String(text)), bytes.base64EncodedString() == text else { return nil }
        self.init(bytes)
    }

    private init(_ hash: SHA256) {
        words = hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// Its bytes.
    public var data: Data { withUnsafeBytes(of: words) { Data($0) } }
    /// Its bytes in base64, as notes and proofs hold them.
    public var base64: String { data.base64EncodedString() }

    /// What a tree without any leaf comes to: the hash of nothing.
    public static let empty = TreeHash(SHA256())

    /// The leaf of an event: the hash of a zero byte and the event's bytes.
    public static func leaf(of body: Data) -> TreeHash {
        var hash = SHA256()
        withUnsafeBytes(of: 0 as UInt8) { hash.update(bufferPointer: $0) }
        hash.update(data: body)
        return TreeHash(hash)
    }

    /// The node above two others: the hash of a byte of one, the left hash and the right hash.
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * length, alignment: 1) { bytes in
            bytes[0] = 1
            bytes.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
            bytes.storeBytes(of: right.words, toByteOffset: 1 + length, as: SIMD4<UInt64>.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return TreeHash(hash)
        }
    }
}

extension TreeHash: CustomStringConvertible {
    public var description: String { data.hexadecimal }
}
