import Mustache

/// The rules over one template. What a name or partial leads to is asked of the set that the file is in.
struct FileLint {
    private let file: TemplateFile
    private let set: TemplateSet
    private let tags: [TemplateTag]

    init(_ file: TemplateFile, in set: TemplateSet) {
        self.file = file
        self.set = set
        self.tags = TemplateTag.all(in: file.source)
    }

    /// All findings of this file, in no order.
    var findings: [TemplateFinding] {
        let found = pragma + subject + sections + tags.compactMap(malformed) + tags.compactMap(unknown) + tags.compactMap(unescaped)
        return (found.isEmpty ? unreadable + loop : found + loop) + StepLint(file).findings
    }

    private var pragma: [TemplateFinding] {
        guard file.source.lines.first != file.pragma[...] else { return [] }
        return [finding(.missingPragma, 1, "the first line does not name the content type", "make the first line \(file.pragma)")]
    }

    private var subject: [TemplateFinding] {
        guard case .mail = file.role, file.source.lines.dropFirst().first?.hasPrefix(MailTemplate.subjectLabel) != true else { return [] }
        return [finding(.missingSubject, 2, "a mail's second line is its subject", "make the second line 'Subject: …'")]
    }

    private func malformed(_ tag: TemplateTag) -> TemplateFinding? {
        switch tag.kind {
        case .unfinished: finding(.malformedTag, tag.line, "a tag has no end", "close it with '}}', or '}}}' if it began with '{{{'")
        case .unsupported:
            finding(.malformedTag, tag.line, "guides do without '\(tag.name)' of this kind", "write {{name}}, {{#name}} or {{> part}}")
        case .pragma where "{{% \(tag.name)}}" != file.pragma || tag.line != 1:
            finding(.malformedTag, tag.line, "the content type changes within the file", "remove all but the first line \(file.pragma)")
        case .escaped, .verbatim, .open, .inverted, .close, .partial, .comment, .pragma: nil
        }
    }

    private func unknown(_ tag: TemplateTag) -> TemplateFinding? {
        switch tag.kind {
        case .escaped, .verbatim, .open, .inverted:
            let base = tag.kind == .verbatim ? tag.base : tag.name
            guard file.vocabulary[base] == nil else { return nil }
            return finding(.unknownValue, tag.line, "no value is called '\(tag.name)'", nearest(to: tag.name))
        case .partial:
            guard set.partial(tag.name, for: file) == nil else { return nil }
            let name = file.part.map { TemplateFile.name(of: tag.name, $0.language) } ?? tag.name
            return finding(.unknownPartial, tag.line, "there is no '\(name)' to include", "write that file, or remove the line")
        case .close, .comment, .pragma, .unsupported, .unfinished: return nil
        }
    }

    private func unescaped(_ tag: TemplateTag) -> TemplateFinding? {
        guard let form = file.vocabulary[tag.base] else { return nil }
        let isFlag = form == .flag && [.escaped, .verbatim].contains(tag.kind)
        let isRaw = tag.kind == .verbatim && !(file.role == .page ? form == .word : form == .word && tag.hasForm)
        guard isFlag || isRaw else { return nil }
        let remedy =
            switch form {
            case .flag: "write {{#\(tag.base)}}…{{/\(tag.base)}}"
            case .text: "write {{\(tag.base)}}"
            case .word: "write {{\(tag.base)}}, {{{\(tag.base).code}}} or, in code blocks and <…>, {{{\(tag.base).line}}}"
            }
        return finding(.unescapedValue, tag.line, "'\(tag.name)' cannot be written like this", remedy)
    }

    /// One pass over the nesting: sections that do not match, and optional values outside their section.
    private var sections: [TemplateFinding] {
        var found: [TemplateFinding] = []
        var open: [TemplateTag] = []
        for tag in tags {
            switch tag.kind {
            case .open, .inverted: open.append(tag)
            case .close where open.last?.name == tag.name: open.removeLast()
            case .close: found.append(unclosed(tag, open.last))
            case .escaped, .verbatim: found += unguarded(tag, within: open)
            case .partial, .comment, .pragma, .unsupported, .unfinished: break
            }
        }
        return found + open.map { finding(.unclosedSection, $0.line, "section '\($0.name)' is not closed", "add {{/\($0.name)}}") }
    }

    private func unclosed(_ tag: TemplateTag, _ open: TemplateTag?) -> TemplateFinding {
        let remedy = open.map { "close '\($0.name)' of line \($0.line) first" } ?? "remove it, or open the section before it"
        return finding(.unclosedSection, tag.line, "'\(tag.name)' is closed but not open here", remedy)
    }

    private func unguarded(_ tag: TemplateTag, within open: [TemplateTag]) -> [TemplateFinding] {
        guard let name = GuideName(rawValue: tag.base), name.isOptional, !file.needs.contains(name) else { return [] }
        guard !open.contains(where: { $0.kind == .open && $0.name == tag.base }) else { return [] }
        let remedy = "put it between {{#\(tag.base)}} and {{/\(tag.base)}}"
        return [finding(.unguardedValue, tag.line, "'\(tag.base)' may be missing", remedy)]
    }

    /// Asks the template library itself, for what the other rules do not see.
    private var unreadable: [TemplateFinding] {
        do {
            _ = try set.library.parse(file.source)
            return []
        } catch let error as MustacheTemplate.ParserError {
            return [finding(.malformedTag, error.context.lineNumber, "a tag cannot be read", "write names of letters only")]
        } catch {
            return [finding(.malformedTag, 1, "the template cannot be read", "compare it with the shipped one")]
        }
    }

    private var loop: [TemplateFinding] {
        guard let base = file.part?.base, set.reachable(from: file, includingStart: false).contains(where: { $0.name == file.name }) else {
            return []
        }
        return [finding(.partialLoop, 1, "'\(base)' includes itself", "remove the {{> …}} that leads back")]
    }

    private func nearest(to name: String) -> String {
        let wanted = name.lowercased().filter(\.isLetter)
        let close = file.vocabulary.keys.sorted().first { $0.lowercased().hasPrefix(wanted.prefix(5)) && !wanted.isEmpty }
        return close.map { "did you mean '\($0)'? docs/guides.md lists the values" } ?? "docs/guides.md lists the values"
    }

    private func finding(_ code: TemplateFinding.Code, _ line: Int, _ message: String, _ remedy: String) -> TemplateFinding {
        TemplateFinding(file: file.name, line: line + file.lead, code: code, message: message, remedy: remedy)
    }
}

extension TemplateTag {
    /// The name without `.code` or `.line`.
    var base: String { hasForm ? String(name.dropLast(5)) : name }

    /// Whether it asks for a code span or the bare line.
    var hasForm: Bool { kind == .verbatim && (name.hasSuffix(".code") || name.hasSuffix(".line")) }
}

extension String {
    var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
