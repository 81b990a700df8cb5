import Foundation

/// What a value's `init(from:)` is given to read its canonical bytes: it makes what `JSONDecoder` makes of them, in less than half of the time.
///
/// A history of a million events is read whole whenever it is verified; decision 12 says what that took.
struct CanonicalDecoder: Decoder {
    let document: CanonicalDocument
    /// Where the value is in the document.
    let place: Int

    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }
    // Found when somebody asks, which is when something is wrong.
    var codingPath: [any CodingKey] { document.path(to: place) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard document.values[place].kind == .object else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(CanonicalMembers<Key>(document: document, place: place))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard document.values[place].kind == .array else { throw mismatch([Any].self) }
        return CanonicalItems(document: document, list: place)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "no \(type) stands there")
        return isNothing ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    var isNothing: Bool { document.values[place].kind == .nothing }

    /// Reads a value of any kind that the ledger holds: text, a whole number, truth, a time, or what is made of these.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        // As in `CanonicalWriter`: comparing types costs little, a cast alone does not.
        if type == String.self, let text = document.text(place) as? Value { return text }
        if type == Int.self, let number = document.number(place) as? Value { return number }
        if type == Bool.self, let truth = truth as? Value { return truth }
        if type == Date.self, let time = time as? Value { return time }
        guard !CanonicalWriter.isForeign(type), type != String.self, type != Int.self, type != Bool.self, type != Date.self else {
            throw mismatch(type)
        }
        return try Value(from: self)
    }

    private var truth: Bool? {
        switch document.values[place].kind {
        case .truth: true
        case .untruth: false
        case .object, .array, .text, .escapedText, .number, .nothing: nil
        }
    }

    private var time: Date? {
        let value = document.values[place]
        guard value.kind == .text else { return nil }
        return document.bytes.withUnsafeBufferPointer { CanonicalTime.read($0[Int(value.start)..<Int(value.end)]) }
            ?? document.text(place).flatMap { try? Date($0, strategy: .iso8601) }
    }
}

extension CanonicalDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { isNothing }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value(type) }
}

private struct CanonicalMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let document: CanonicalDocument
    let place: Int

    var codingPath: [any CodingKey] { document.path(to: place) }

    var allKeys: [Key] {
        var keys: [Key] = []
        _ = document.members(of: place) { key in
            if let key = document.text(key).flatMap(Key.init(stringValue:)) { keys.append(key) }
            return false
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { document.member(key.stringValue, of: place) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).isNothing }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try decoder(key).value(type) }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = document.member(key.stringValue, of: place), document.values[value].kind != .nothing else { return nil }
        return try CanonicalDecoder(document: document, place: value).value(type)
    }

    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) throws -> KeyedDecodingContainer<Inner> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try decoder(key).unkeyedContainer() }

    func superDecoder() throws -> any Decoder {
        CanonicalDecoder(document: document, place: document.member("super", of: place) ?? place)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: Key) throws -> CanonicalDecoder {
        guard let value = document.member(key.stringValue, of: place) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "it is missing"))
        }
        return CanonicalDecoder(document: document, place: value)
    }
}

private struct CanonicalItems: UnkeyedDecodingContainer {
    let document: CanonicalDocument
    private let list: Int
    private var next: Int
    private(set) var currentIndex = 0

    init(document: CanonicalDocument, list: Int) {
        self.document = document
        self.list = list
        next = list + 1
    }

    var codingPath: [any CodingKey] { document.path(to: list) }
    // To count them is to go through them, and who decodes an array only goes on to its end.
    var count: Int? { nil }
    var isAtEnd: Bool { next >= Int(document.values[list].next) }

    mutating func decodeNil() throws -> Bool {
        let item = try item()
        if item.isNothing { pass() }
        return item.isNothing
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try item().value(type)
        pass()
        return value
    }

    mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
        let container = try item().container(keyedBy: type)
        pass()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try item().unkeyedContainer()
        pass()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let item = try item()
        pass()
        return item
    }

    private func item() throws -> CanonicalDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(Any.self, .init(codingPath: codingPath, debugDescription: "the list has ended"))
        }
        return CanonicalDecoder(document: document, place: next)
    }

    private mutating func pass() {
        next = Int(document.values[next].next)
        currentIndex += 1
    }
}
