import Crypto
import Foundation
import IAM
import Synchronization

/// A text that may have to be forgotten: a name, a mail address, a reason.
///
/// Events hold only its commitment, HMAC-SHA256(salt, text); text and salt stand in the ledger's erasable side table. Whoever
/// is shown text and salt can check them against the event; once both are erased, nothing tells the text again, and
/// every proof over the event still holds. Two sealed texts are equal when they are one sealing, not one text.
public struct Sealed: Hashable, Sendable {
    /// The commitment, 64 hexadecimal digits.
    public let commitment: String
    /// The text; nil once it was erased.
    public let text: String?
    private let salt: [UInt8]?

    /// Seals a text, brought to Unicode's NFC, under a fresh random salt of 16 bytes.
    public init(_ text: String, salt: [UInt8]) {
        let normal = text.precomposedStringWithCanonicalMapping
        self.commitment = Self.commitment(of: normal, salt: salt)
        self.text = normal
        self.salt = salt
    }

    /// A seal as it was written down; its text too, where that is known.
    init(commitment: String, text: String?) {
        self.commitment = commitment
        self.text = text
        self.salt = nil
    }

    /// HMAC-SHA256 of the text under the salt, in hexadecimal digits.
    public static func commitment(of text: String, salt: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: salt))
        return code.hexadecimal
    }

    public static func == (left: Sealed, right: Sealed) -> Bool { left.commitment == right.commitment }
    public func hash(into hasher: inout Hasher) { hasher.combine(commitment) }
}

extension Sealed: CustomStringConvertible {
    /// The text, or `(erased)`.
    public var description: String { text ?? "(erased)" }
}

extension Sealed: Codable {
    private enum CodingKeys: String, CodingKey { case sealed }

    public init(from decoder: any Decoder) throws {
        let commitment = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .sealed)
        let unsealer = decoder.userInfo[.unsealer] as? Unsealer
        self.init(commitment: commitment, text: unsealer?.open(commitment))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(commitment, forKey: .sealed)
        if let text, let salt, let sealing = encoder.userInfo[.sealing] as? Sealing {
            sealing.take(.init(commitment: commitment, salt: salt, text: text))
        }
    }
}

/// Collects the texts that were sealed afresh in what is being encoded, for the side table.
public final class Sealing: Sendable {
    /// One row of the side table.
    public struct Row: Hashable, Sendable {
        public let commitment: String
        public let salt: [UInt8]
        public let text: String
    }

    private let taken = Mutex<[Row]>([])

    /// An empty collection.
    public init() {}

    func take(_ row: Row) { taken.withLock { $0.append(row) } }

    /// What was collected, in the order of encoding.
    public var rows: [Row] { taken.withLock { $0 } }
}

/// Finds the text of a commitment in the side table.
public struct Unsealer: Sendable {
    /// The text of a commitment; nil if it was erased.
    public let open: @Sendable (String) -> String?

    /// An unsealer over that look-up.
    public init(_ open: @escaping @Sendable (String) -> String?) { self.open = open }
}

extension CodingUserInfoKey {
    static let sealing = known("tenure.sealing")
    static let unsealer = known("tenure.unsealer")

    private static func known(_ name: String) -> CodingUserInfoKey {
        guard let key = CodingUserInfoKey(rawValue: name) else { preconditionFailure("every text makes a key") }
        return key
    }
}
