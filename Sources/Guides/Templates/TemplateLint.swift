import Lifecycle

/// Finds the mistakes in templates that the template library would pass over in silence.
public enum TemplateLint {
    /// Everything that is wrong with these templates, by file and line. The keys are file names, the values the files' texts.
    public static func check(_ templates: [String: String]) -> [TemplateFinding] {
        let set = TemplateSet(templates)
        let inFiles = set.files.flatMap { FileLint($0, in: set).findings }
        return (inFiles + missing(in: set) + set.files.flatMap { aboutSet($0, set) }).sorted()
    }

    /// What must not be rendered in this file and all that it includes.
    static func refusals(of file: TemplateFile, in set: TemplateSet) -> [TemplateFinding] {
        set.reachable(from: file).flatMap { FileLint($0, in: set).findings }.filter(\.code.refusesRendering).sorted()
    }

    private static func missing(in set: TemplateSet) -> [TemplateFinding] {
        let bases = GuideKind.allCases.map(\.templateBase) + MailKind.allCases.map(\.templateBase)
        let documents = bases.map { base in Language.allCases.map { TemplateFile.name(of: base, $0) } } + [[TemplateFile.page]]
        return documents.filter { names in names.allSatisfy { set.file($0) == nil } }.flatMap { names in
            names.map {
                finding($0, .missingTemplate, "there is no such template", "copy it from the shipped templates")
            }
        }
    }

    private static func aboutSet(_ file: TemplateFile, _ set: TemplateSet) -> [TemplateFinding] {
        guard let part = file.part else {
            guard file.role == .unknown else { return [] }
            let languages = Language.allCases.map(\.rawValue).joined(separator: "' or '")
            return [finding(file.name, .unknownFile, "the name says no language", "call it NAME.LANGUAGE.md with '\(languages)'")]
        }
        return Language.allCases.filter { $0 != part.language }.flatMap { twin(of: file, TemplateFile.name(of: part.base, $0), set) }
            + leftOut(file, set)
    }

    private static func twin(of file: TemplateFile, _ name: String, _ set: TemplateSet) -> [TemplateFinding] {
        guard let twin = set.file(name) else {
            return [finding(file.name, .missingTwin, "there is no '\(name)'", "write '\(name)', which says the same")]
        }
        let missing = uses(twin).subtracting(uses(file)).sorted()
        return missing.map {
            finding(file.name, .twinDiffers, "'\(name)' uses '\($0)' and this file does not", "use it here too, or remove it there")
        } + steps(of: file, twin)
    }

    private static func steps(of file: TemplateFile, _ twin: TemplateFile) -> [TemplateFinding] {
        guard file.declaration.steps.map(\.content) != twin.declaration.steps.map(\.content) else { return [] }
        return [finding(file.name, .twinDiffers, "'\(twin.name)' declares other steps", "declare the same in both languages")]
    }

    /// The values and parts that a file names, each once.
    private static func uses(_ file: TemplateFile) -> Set<String> {
        Set(TemplateTag.all(in: file.source).filter { $0.namesValue || $0.kind == .partial }.map(\.base))
    }

    private static func leftOut(_ file: TemplateFile, _ set: TemplateSet) -> [TemplateFinding] {
        let used = set.names(usedFrom: file)
        return file.needs.map(\.rawValue).filter { !used.contains($0) }.map {
            finding(file.name, .valueLeftOut, "the reader is not told '\($0)'", "write {{\($0)}}, or a section for it, where it is needed")
        }
    }

    private static func finding(_ file: String, _ code: TemplateFinding.Code, _ message: String, _ remedy: String) -> TemplateFinding {
        TemplateFinding(file: file, line: 1, code: code, message: message, remedy: remedy)
    }
}
