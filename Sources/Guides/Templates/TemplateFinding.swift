/// One mistake in a template: where it is, what it is, and what removes it.
public struct TemplateFinding: Hashable, Sendable {
    /// The file's name as it was handed in.
    public let file: String
    /// From 1. For what is missing as a whole, 1.
    public let line: Int
    public let code: Code
    /// What is wrong, in words.
    public let message: String
    /// What to change.
    public let remedy: String

    /// The stable name of a kind of mistake.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// A name that nothing is filled in for; the template library would write nothing, silently.
        case unknownValue = "unknown-value"
        /// An included file that does not exist in this language.
        case unknownPartial = "unknown-partial"
        /// A file that includes itself, also by way of others.
        case partialLoop = "partial-loop"
        /// A section without its end, an end without its section, or sections that overlap.
        case unclosedSection = "unclosed-section"
        /// A tag that cannot be read, or one that guides do without.
        case malformedTag = "malformed-tag"
        /// The first line does not name the content type, so that values would be escaped for another format.
        case missingPragma = "missing-pragma"
        /// A value without escaping outside the two forms that cannot do harm.
        case unescapedValue = "unescaped-value"
        /// A value that may be missing, outside its own section.
        case unguardedValue = "unguarded-value"
        /// Front matter that cannot be read.
        case malformedFrontMatter = "malformed-front-matter"
        /// The steps that the front matter declares are not those of the text, so nothing can be proved of them.
        case stepsDiffer = "steps-differ"
        /// A mail without its subject line.
        case missingSubject = "missing-subject"
        /// A document for which there is no template at all.
        case missingTemplate = "missing-template"
        /// A template that exists in one language only.
        case missingTwin = "missing-twin"
        /// The two languages of a template do not use the same values and parts.
        case twinDiffers = "twin-differs"
        /// A guide that leaves out a value that its reader needs.
        case valueLeftOut = "value-left-out"
        /// A file whose name says neither kind nor language.
        case unknownFile = "unknown-file"

        /// Whether a document with this mistake in it must not be rendered. The others are about the templates as a whole.
        public var refusesRendering: Bool {
            switch self {
            case .unknownValue, .unknownPartial, .partialLoop, .unclosedSection, .malformedTag, .missingPragma, .unescapedValue,
                .unguardedValue, .missingSubject, .malformedFrontMatter:
                true
            case .missingTemplate, .missingTwin, .stepsDiffer, .twinDiffers, .valueLeftOut, .unknownFile: false
            }
        }
    }
}

extension TemplateFinding: CustomStringConvertible {
    public var description: String { "\(file):\(line): \(code.rawValue): \(message)" }
}

extension TemplateFinding: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.code.rawValue, left.message) < (right.file, right.line, right.code.rawValue, right.message)
    }
}
