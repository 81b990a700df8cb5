/// What a value's `encode(to:)` is given to write its canonical bytes: the bytes that `JSONEncoder` writes with sorted keys, without the
/// tree of the whole value that it builds first, which took longer than all else in recording an event.
///
/// A container must be done with before the one around it is written to again, as in every derived `encode(to:)`.
struct CanonicalEncoder: Encoder {
    let writer: CanonicalWriter
    /// The depth at which the value's own container stands, once it is begun.
    private let depth: Int

    init(writer: CanonicalWriter) {
        self.writer = writer
        depth = writer.text.depth + 1
    }

    // Errors do not say where they arose: what cannot be encoded is a mistake in our own types.
    var codingPath: [any CodingKey] { [] }
    // The protocol's type.
    var userInfo: [CodingUserInfoKey: Any] { [.sealing: writer.sealing] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(isObject: true)
        return KeyedEncodingContainer(CanonicalObject<Key>(writer: writer, depth: depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(isObject: false)
        return CanonicalArray(writer: writer, depth: depth)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { CanonicalSingle(writer: writer) }

    // A value may ask for its container again.
    private func begin(isObject: Bool) {
        if writer.text.depth < depth { writer.text.begin(isObject: isObject) }
    }
}

private struct CanonicalSingle: SingleValueEncodingContainer {
    let writer: CanonicalWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.text.write(raw: "null") }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.write(value) }
}

private struct CanonicalObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CanonicalWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        writer.text.member(key.stringValue, at: depth)
        writer.text.write(raw: "null")
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        writer.text.member(key.stringValue, at: depth)
        try writer.write(value)
    }

    func nestedContainer<Inner: CodingKey>(keyedBy keyType: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
        writer.text.member(key.stringValue, at: depth)
        return CanonicalEncoder(writer: writer).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        writer.text.member(key.stringValue, at: depth)
        return CanonicalEncoder(writer: writer).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        writer.text.member("super", at: depth)
        return CanonicalEncoder(writer: writer)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        writer.text.member(key.stringValue, at: depth)
        return CanonicalEncoder(writer: writer)
    }
}

private struct CanonicalArray: UnkeyedEncodingContainer {
    let writer: CanonicalWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }
    var count: Int { writer.text.count(at: depth) }

    func encodeNil() {
        writer.text.item(at: depth)
        writer.text.write(raw: "null")
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        writer.text.item(at: depth)
        try writer.write(value)
    }

    func nestedContainer<Inner: CodingKey>(keyedBy keyType: Inner.Type) -> KeyedEncodingContainer<Inner> {
        writer.text.item(at: depth)
        return CanonicalEncoder(writer: writer).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.text.item(at: depth)
        return CanonicalEncoder(writer: writer).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        writer.text.item(at: depth)
        return CanonicalEncoder(writer: writer)
    }
}
