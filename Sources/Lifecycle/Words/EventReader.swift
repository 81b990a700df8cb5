import Foundation

/// Reads the events of a history one after the other, and decodes what many of them say only once.
///
/// Two of three events say what others said before them, in the same bytes: that a step is about to be carried out, that a request was
/// approved. What differs is where they stand, when, and by whom, and those four members are read without a decoder. What it makes of bytes, and
/// what it refuses, is what `Canonical.value` makes of them and refuses.
public struct EventReader {
    private var known: [Int: Known] = [:]

    private final class Known: Sendable {
        let bytes: [UInt8]
        let event: Event
        let code: String

        init(bytes: [UInt8], event: Event, code: String) { (self.bytes, self.event, self.code) = (bytes, event, code) }
    }

    /// What is remembered at most: what was said once only would otherwise fill the memory.
    private static let limit = (entries: 4_096, bytes: 512)

    /// How many events it knows.
    var remembered: Int { known.count }

    /// A reader that has read nothing.
    public init() {}

    /// The event of those canonical bytes with the code of its kind, which is read and not found by reflection; throws `DecodingError`.
    public mutating func event(from bytes: Data) throws -> (recorded: Recorded, code: String) {
        if let read = bytes.withUnsafeBytes({ read($0.bindMemory(to: UInt8.self)) }) { return read }
        // Written otherwise than we write, or wrong: read at leisure, or refused with the place of what is wrong.
        return try Canonical.event(from: bytes)
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (recorded: Recorded, code: String)? {
        guard let envelope = EventEnvelope(bytes), let said = event(of: UnsafeBufferPointer(rebasing: bytes[envelope.event])) else {
            return nil
        }
        return (Recorded(envelope, said.event), said.code)
    }

    private mutating func event(of bytes: UnsafeBufferPointer<UInt8>) -> Known? {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        let key = hasher.finalize()
        if let known = known[key], known.bytes.elementsEqual(bytes) { return known }
        guard let document = try? CanonicalDocument(Array(bytes)), let code = document.eventCode(at: 0),
            let event = try? CanonicalDecoder(document: document, place: 0).value(Event.self)
        else { return nil }
        let read = Known(bytes: document.bytes, event: event, code: code)
        if bytes.count <= Self.limit.bytes {
            if known.count >= Self.limit.entries { known.removeAll(keepingCapacity: true) }
            known[key] = read
        }
        return read
    }
}

/// Where the members of an event stand in canonical bytes that are laid out as we lay them out, and what four of the five say.
struct EventEnvelope {
    let at: Date
    let by: Actor
    /// Where the event itself stands: what is there may be anything, and is JSON only if somebody reads it as such.
    let event: Range<Int>
    let stream: String
    let version: Int

    /// Takes the members apart; nil for bytes that are laid out otherwise.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var rest = Scanner(bytes: bytes)
        guard rest.take(#"{"at":""#), let time = rest.takeText(), let at = CanonicalTime.read(bytes[time]), rest.take(#","by":""#),
            let name = rest.takeText(), let by = Actor(text: String(decoding: bytes[name], as: UTF8.self)), rest.take(#","event":"#),
            rest.takeBack("}"), let version = rest.takeNumberBack(), rest.takeBack(#"","version":"#), let stream = rest.takeTextBack(),
            rest.takeBack(#","stream":""#)
        else { return nil }
        (self.at, self.by, self.version, event) = (at, by, version, rest.range)
        self.stream = String(decoding: bytes[stream], as: UTF8.self)
    }

    /// What of the bytes is not taken yet, from either end.
    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        private(set) var range: Range<Int>

        init(bytes: UnsafeBufferPointer<UInt8>) { (self.bytes, range) = (bytes, 0..<bytes.count) }

        mutating func take(_ word: StaticString) -> Bool {
            guard range.count >= word.utf8CodeUnitCount, holds(word, at: range.lowerBound) else { return false }
            range = range.lowerBound + word.utf8CodeUnitCount..<range.upperBound
            return true
        }

        mutating func takeBack(_ word: StaticString) -> Bool {
            let start = range.upperBound - word.utf8CodeUnitCount
            guard start >= range.lowerBound, holds(word, at: start) else { return false }
            range = range.lowerBound..<start
            return true
        }

        /// A plain text up to the quote that ends it, and the quote.
        mutating func takeText() -> Range<Int>? {
            guard let end = range.first(where: { !Self.isPlain(bytes[$0]) }), bytes[end] == UInt8(ascii: "\"") else { return nil }
            defer { range = end + 1..<range.upperBound }
            return range.lowerBound..<end
        }

        /// A plain text from the quote that begins it, which stays.
        mutating func takeTextBack() -> Range<Int>? {
            guard let before = range.last(where: { !Self.isPlain(bytes[$0]) }), bytes[before] == UInt8(ascii: "\"") else { return nil }
            defer { range = range.lowerBound..<before + 1 }
            return before + 1..<range.upperBound
        }

        /// A whole number without a sign that is not longer than any of ours.
        mutating func takeNumberBack() -> Int? {
            let start = (range.last { !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[$0]) } ?? range.lowerBound) + 1
            let digits = bytes[start..<range.upperBound]
            guard 1...15 ~= digits.count, digits.first != UInt8(ascii: "0") else { return nil }
            range = range.lowerBound..<start
            return digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
        }

        private func holds(_ word: StaticString, at place: Int) -> Bool {
            guard let start = bytes.baseAddress else { return false }
            return memcmp(start + place, word.utf8Start, word.utf8CodeUnitCount) == 0
        }

        private static func isPlain(_ byte: UInt8) -> Bool {
            byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
    }
}
