import Lifecycle
import Mustache

/// The templates of a home, found by what they are.
struct TemplateSet {
    let files: [TemplateFile]
    let library = TemplateLibrary()
    private let byName: [String: TemplateFile]

    init(_ templates: [String: String]) {
        let files = templates.map { TemplateFile(name: $0.key, source: $0.value) }
        self.files = files.sorted { $0.name < $1.name }
        self.byName = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0) })
    }

    /// The template of that name, if it is there.
    func file(_ name: String) -> TemplateFile? { byName[name] }

    /// What `{{> name}}` in that file includes: the part of that name in the file's own language.
    func partial(_ name: String, for file: TemplateFile) -> TemplateFile? {
        file.part.flatMap { byName[TemplateFile.name(of: name, $0.language)] }
    }

    /// The file and everything that it includes.
    func reachable(from file: TemplateFile, includingStart: Bool = true) -> [TemplateFile] {
        var found: [String: TemplateFile] = includingStart ? [file.name: file] : [:]
        var waiting = [file]
        while let next = waiting.popLast() {
            for part in includes(of: next) where found.updateValue(part, forKey: part.name) == nil {
                waiting.append(part)
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }

    /// The values that a document made from this file uses, in all its parts, sections counted.
    func names(usedFrom file: TemplateFile) -> Set<String> {
        Set(reachable(from: file).flatMap { TemplateTag.all(in: $0.source) }.filter(\.namesValue).map(\.base))
    }

    private func includes(of file: TemplateFile) -> [TemplateFile] {
        TemplateTag.all(in: file.source).filter { $0.kind == .partial }.compactMap { partial($0.name, for: file) }
    }
}

extension TemplateTag {
    var namesValue: Bool {
        switch kind {
        case .escaped, .verbatim, .open, .inverted: true
        case .close, .partial, .comment, .pragma, .unsupported, .unfinished: false
        }
    }
}
