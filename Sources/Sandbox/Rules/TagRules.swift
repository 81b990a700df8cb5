import IAM

/// Source: IAM User Guide, "Rules for tagging in IAM and AWS STS".
enum TagRules {
    static func check(_ tags: [Tag]) throws(Refusal) {
        guard tags.count <= Quotas.tags else {
            throw Refusal(
                .validationError,
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: "
                    + "Member must have length less than or equal to \(Quotas.tags)")
        }
        for tag in tags { try check(tag) }
        guard Set(tags.map { $0.key.lowercased() }).count == tags.count else {
            throw Refusal(.invalidInput, "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
    }

    private static func check(_ tag: Tag) throws(Refusal) {
        guard (1...128).contains(tag.key.unicodeScalars.count), tag.key.unicodeScalars.allSatisfy(isAllowed) else {
            throw invalid("key")
        }
        guard tag.value.unicodeScalars.count <= 256, tag.value.unicodeScalars.allSatisfy(isAllowed) else { throw invalid("value") }
        guard !tag.key.lowercased().hasPrefix("aws:") else {
            throw Refusal(.invalidInput, "Tag keys with the prefix 'aws:' are reserved for AWS use.")
        }
    }

    private static func invalid(_ part: String) -> Refusal {
        Refusal(.validationError, "1 validation error detected: Value at 'tags.1.member.\(part)' failed to satisfy constraint")
    }

    // IAM API Reference, Tag: [\p{L}\p{Z}\p{N}_.:/=+\-@]+
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if "_.:/=+-@".unicodeScalars.contains(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return true
        default: return false
        }
    }
}
