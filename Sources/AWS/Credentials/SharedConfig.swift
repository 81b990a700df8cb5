import Foundation

/// The profiles in the shared config and credentials files; what both say, the credentials file decides.
struct SharedConfig: Sendable {
    /// The two files, for messages.
    let paths: String
    private var profiles: [String: [String: String]] = [:]

    /// Reads the two files where `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` put them, else in `~/.aws`.
    /// A missing file has no profiles; one that cannot be read is an error.
    init(environment: [String: String]) throws(CredentialError) {
        let config = Self.path("AWS_CONFIG_FILE", "config", environment)
        let credentials = Self.path("AWS_SHARED_CREDENTIALS_FILE", "credentials", environment)
        paths = "\(config) and \(credentials)"
        for (section, values) in Self.parse(try Self.contents(config)) {
            let name = section == "default" ? section : Self.profileName(section)
            if let name { profiles[name, default: [:]].merge(values) { $1 } }
        }
        for (section, values) in Self.parse(try Self.contents(credentials)) {
            profiles[section, default: [:]].merge(values) { $1 }
        }
    }

    /// What a profile says, by lower-case keys; nil if no file names it.
    func profile(_ name: String) -> [String: String]? { profiles[name] }

    /// The sections of a file in AWS's kind of INI, in order. Comments are whole lines; what is indented under a key
    /// belongs to that key and holds no credentials.
    static func parse(_ text: String) -> [(section: String, values: [String: String])] {
        var sections: [(section: String, values: [String: String])] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let content = line.trimmed
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
                sections.append((content[content.index(after: content.startIndex)..<end].trimmed, [:]))
            } else if let first = line.first, !first.isWhitespace, let sign = content.firstIndex(of: "="), !sections.isEmpty {
                let key = content[..<sign].trimmed.lowercased()
                sections[sections.count - 1].values[key] = content[content.index(after: sign)...].trimmed
            }
        }
        return sections
    }

    private static func profileName(_ section: String) -> String? {
        guard let blank = section.firstIndex(where: \.isWhitespace), section[..<blank] == "profile" else { return nil }
        let name = section[blank...].trimmed
        guard let quote = name.first, quote == "\"" || quote == "'", name.count > 1, name.last == quote else { return name }
        return String(name.dropFirst().dropLast())
    }

    private static func path(_ variable: String, _ file: String, _ environment: [String: String]) -> String {
        let home = environment.filled("HOME") ?? ""
        guard let path = environment.filled(variable) else { return "\(home)/.aws/\(file)" }
        return path.hasPrefix("~/") ? home + path.dropFirst() : path
    }

    private static func contents(_ path: String) throws(CredentialError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw CredentialError("'\(path)' cannot be read as text", hint: "type 'ls -l \(path)' and check who may read it")
        }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
