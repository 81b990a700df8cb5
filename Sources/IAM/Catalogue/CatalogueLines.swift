/// Reads the catalogue's text line by line, each split at its tabs.
struct CatalogueLines {
    private let text: StaticString
    private let end: Int
    /// The byte that is read next.
    private(set) var place: Int

    init(_ text: StaticString) { self.init(text, in: 0..<text.utf8CodeUnitCount) }

    init(_ text: StaticString, in bytes: Range<Int>) {
        self.text = text
        (place, end) = (bytes.lowerBound, bytes.upperBound)
    }

    var isAtEnd: Bool { place >= end }

    /// The fields of the next line; none for an empty one.
    mutating func next() -> [String] {
        guard !isAtEnd else { return [] }
        return text.withUTF8Buffer { buffer in
            let rest = buffer[place..<end]
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            place = line.endIndex + 1
            guard !line.isEmpty else { return [] }
            return line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
