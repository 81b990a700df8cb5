import Foundation

/// A text and the lines of those who signed it (c2sp.org/signed-note).
public struct SignedNote: Hashable, Sendable {
    /// The text with the line feed at its end: what the signatures are of.
    public let text: String
    public private(set) var signatures: [NoteSignature]

    /// A note of lines that can be printed. The text ends with a line feed.
    public init(_ text: String, signatures: [NoteSignature]) throws(NoteError) {
        guard text.hasSuffix("\n"), text.count > 1, Self.isPrintable(text) else {
            throw .malformed(what: "note", reason: "its text does not end with a line feed, or has a control character")
        }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; every byte of it counts.
    public init(_ bytes: Data) throws(NoteError) {
        guard bytes.count <= 1_000_000, let whole = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(what: "note", reason: "it is longer than a megabyte, or not UTF-8")
        }
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last == "", let blank = lines.dropLast().lastIndex(of: ""), blank > 0, blank + 2 < lines.count else {
            throw .malformed(what: "note", reason: "no blank line stands between its text and its signatures")
        }
        let signatures = lines[(blank + 1)..<(lines.count - 1)]
        guard signatures.count <= 100 else { throw .malformed(what: "note", reason: "it has more than a hundred signatures") }
        var read: [NoteSignature] = []
        for line in signatures { read.append(try NoteSignature(line: line)) }
        try self.init(lines[..<blank].joined(separator: "\n") + "\n", signatures: read)
    }

    /// The note as it is kept: text, blank line, signatures.
    public var whole: String { text + "\n" + signatures.map { $0.line + "\n" }.joined() }

    /// Adds a signature that it does not have yet.
    public mutating func add(_ signature: NoteSignature) {
        if !signatures.contains(signature) { signatures.append(signature) }
    }

    /// Which of these keys have signed it, in their order. Lines of unknown keys say nothing; a wrong line of a known key
    /// makes the whole note worthless.
    public func signers(among keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
        var found: [VerifierKey] = []
        for key in keys {
            for signature in signatures where signature.name == key.name && signature.id == key.id {
                guard signature.isBy(key, over: text) else { throw .forged(name: key.name) }
                if !found.contains(key) { found.append(key) }
            }
        }
        return found
    }

    /// Throws unless the key has signed it.
    public func demand(_ key: VerifierKey) throws(NoteError) {
        guard try !signers(among: [key]).isEmpty else { throw .unsigned(by: key.name) }
    }

    private static func isPrintable(_ text: String) -> Bool { !text.utf8.contains { $0 < 0x20 && $0 != 0x0A } }
}

/// One line below a note: `— NAME BASE64`.
public struct NoteSignature: Hashable, Sendable {
    public let name: String
    /// The four bytes that stand for the key.
    public let id: Data
    public let bytes: Data

    /// A signature of a key of that name and id.
    public init(name: String, id: Data, bytes: Data) {
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    /// Reads the line.
    public init(line: some StringProtocol) throws(NoteError) {
        let parts = String(line).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0].unicodeScalars.elementsEqual(["\u{2014}"]), VerifierKey.isName(parts[1]),
            let coded = Data(base64Encoded: parts[2]), coded.base64EncodedString() == parts[2], coded.count > 4
        else { throw .malformed(what: "note", reason: "a line below the text is no signature") }
        self.init(name: parts[1], id: Data(coded.prefix(4)), bytes: Data(coded.dropFirst(4)))
    }

    /// The line, without its line feed.
    public var line: String { "\u{2014} \(name) \((id + bytes).base64EncodedString())" }

    /// When a witness signed, by its own clock; nil for other signatures. It counts only once the line has been verified.
    public var time: Date? {
        guard bytes.count == 72 else { return nil }
        let seconds = bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return seconds < 1 << 62 ? Date(timeIntervalSince1970: TimeInterval(seconds)) : nil
    }

    func isBy(_ key: VerifierKey, over text: String) -> Bool {
        switch key.kind {
        case .note: key.accepts(bytes, of: Data(text.utf8))
        case .cosignature:
            time.map { key.accepts(Data(bytes.dropFirst(8)), of: Cosignature.message(text, at: $0)) } ?? false
        }
    }
}
