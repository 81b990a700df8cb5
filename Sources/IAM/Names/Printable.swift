extension Unicode.Scalar {
    /// Whether it does something else than stand there to be read: a control character, a line or paragraph separator, or a mark that turns
    /// the reading direction (Unicode's explicit directional embeddings, overrides and isolates, UAX #9), with which a text can read as
    /// another one.
    public var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        }
    }
}

extension String {
    /// Whether it stands on one line and reads in the order in which it was written.
    public var isPrintableLine: Bool { !unicodeScalars.contains(where: \.isUnprintable) }

    /// The text on one line, with a blank for every character that is not printed: whatever shows it does nothing else.
    public var printable: String { blanking(\.isUnprintable) }

    /// The same, with its line feeds and tabs.
    public var printableLines: String { blanking { $0.isUnprintable && $0 != "\n" && $0 != "\t" } }

    private func blanking(_ isBlanked: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isBlanked) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { isBlanked($0) ? " " : $0 }))
    }
}
