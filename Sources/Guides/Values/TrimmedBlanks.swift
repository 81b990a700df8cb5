extension String {
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
