/// A language that documents and findings exist in; both say the same.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case korean = "ko"
    case english = "en"
}

extension Language {
    /// Of two texts that say the same, the one in this language.
    public func say(_ ko: String, _ en: String) -> String { Bilingual(ko: ko, en: en)[self] }
}

/// One text in both languages.
public struct Bilingual: Hashable, Sendable, Codable {
    public let ko: String
    public let en: String

    /// The text in Korean and English.
    public init(ko: String, en: String) {
        self.ko = ko
        self.en = en
    }

    /// The text in that language.
    public subscript(language: Language) -> String {
        switch language {
        case .korean: ko
        case .english: en
        }
    }
}
