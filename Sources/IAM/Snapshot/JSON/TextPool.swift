/// Texts, each kept once: an account's documents and ARNs repeat by the thousand.
struct TextPool {
    private var texts: [String] = []
    // Open addressing; a slot holds the place of a text plus one, or zero. Its size is a power of two.
    private var slots = [Int32](repeating: 0, count: 1024)

    /// The pool's own copy of that text; nil if the bytes are not UTF-8.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var slot = hash(bytes) & (slots.count - 1)
        while slots[slot] != 0 {
            let text = texts[Int(slots[slot]) - 1]
            if Self.holds(text, bytes) { return text }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        texts.append(text)
        slots[slot] = Int32(texts.count)
        if texts.count * 2 > slots.count { grow() }
        return text
    }

    /// As above, of bytes that are known to be UTF-8.
    mutating func text(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { text($0) } ?? String(decoding: bytes, as: UTF8.self)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (place, text) in texts.enumerated() {
            var copy = text
            var slot = copy.withUTF8 { hash($0) } & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(place + 1)
        }
    }

    // Swift's own hash, seeded anew in each process: nobody can write names that all fall into one slot.
    private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return hasher.finalize()
    }

    private static func holds(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.utf8.count == bytes.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? text.utf8.elementsEqual(bytes)
    }
}
