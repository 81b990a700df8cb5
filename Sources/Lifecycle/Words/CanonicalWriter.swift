import Foundation

/// Writes one value as canonical bytes; the encoders of the values in it share it.
final class CanonicalWriter {
    /// What is written so far.
    var text = CanonicalText()
    /// Takes the texts that were sealed afresh.
    let sealing: Sealing

    init(sealing: Sealing) { self.sealing = sealing }

    /// Writes a value of any kind that the ledger holds: text, a whole number, truth, a time, or what is made of these.
    func write<Value: Encodable>(_ value: Value) throws {
        // Comparing types is free where the compiler knows the type, and quick where it does not; a cast alone is neither.
        if Value.self == String.self, let value = value as? String { return text.write(value) }
        if Value.self == Int.self, let value = value as? Int { return text.write(raw: String(value)) }
        if Value.self == Bool.self, let value = value as? Bool { return text.write(raw: value ? "true" : "false") }
        if Value.self == Date.self, let value = value as? Date { return text.write(value) }
        guard !Self.isForeign(Value.self) else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "canonical bytes hold no \(Value.self)"))
        }
        let (depth, place) = (text.depth, text.bytes.count)
        try value.encode(to: CanonicalEncoder(writer: self))
        text.resume(at: depth)
        if text.bytes.count == place { text.write(raw: "{}") }
    }

    /// Whether canonical bytes hold no values of the type.
    // Their own `encode(to:)` would call back for ever, or write something else than `JSONEncoder` does.
    static func isForeign<Value>(_ type: Value.Type) -> Bool {
        type == Double.self || type == Float.self || type == Data.self || type == URL.self || type == Decimal.self || type == Int8.self
            || type == Int16.self || type == Int32.self || type == Int64.self || type == UInt.self || type == UInt8.self
            || type == UInt16.self || type == UInt32.self || type == UInt64.self
    }
}
