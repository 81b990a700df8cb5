extension String {
    /// Whether it can stand in one line and is shown in the order in which it was written: no control characters, line breaks or
    /// marks that turn the direction of writing.
    var isPrintableLine: Bool { unicodeScalars.allSatisfy { !$0.breaksLine && !$0.turnsDirection } }

    /// Without blanks around it, which Markdown would give a meaning.
    var trimmingBlanks: String {
        let start = drop { $0.isBlank }
        guard let last = start.lastIndex(where: { !$0.isBlank }) else { return "" }
        return String(start[...last])
    }
}

extension Character {
    fileprivate var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory == .spaceSeparator } }
}

extension Unicode.Scalar {
    fileprivate var breaksLine: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    fileprivate var turnsDirection: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }
}
