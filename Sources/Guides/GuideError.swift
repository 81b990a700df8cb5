import Lifecycle

/// Why a guide or mail could not be made.
public enum GuideError: Error, Hashable {
    /// The template that the document is made from is not among those handed in.
    case missingTemplate(String)
    /// The template has mistakes because of which a reader would miss something. Never empty.
    case template([TemplateFinding])
    /// The document says something that was not given.
    case missingValue(GuideName, document: String)
    /// The value holds line breaks, control characters or marks that turn the direction of writing.
    case unprintable(GuideName)
    /// Its reader could not do what it says.
    case refuted(GuideKind, Language, GuideRefutation)
}

extension GuideError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingTemplate(let file): "no template '\(file)'"
        case .template(let findings): findings.map(\.description).joined(separator: "\n")
        case .missingValue(let name, let document): "'\(document)' needs the value '\(name.rawValue)', which is not known"
        case .unprintable(let name): "the value '\(name.rawValue)' holds line breaks or control characters"
        case .refuted(let kind, let language, let refutation):
            "the guide '\(kind.rawValue)' (\(language.rawValue)) cannot be followed: \(refutation)"
        }
    }

    /// What to do about it.
    public var hint: String {
        switch self {
        case .missingTemplate(let file): "put '\(file)' into the home's templates; 'tenure init' of a new home writes all of them"
        case .template(let findings): findings.first?.remedy ?? "see 'tenure guide list'"
        case .missingValue(let name, _): "see what sets '\(name.rawValue)' in docs/guides.md"
        case .unprintable(let name): "correct the value that '\(name.rawValue)' stands for, then try again"
        case .refuted(let kind, _, let refutation): "\(refutation.remedy); then see 'tenure guide prove \(kind.rawValue)'"
        }
    }
}
