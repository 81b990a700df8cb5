import Checks
import Foundation
import IAM
import Lifecycle
import Yams

/// What `tenure.yaml` says: how things are reached. What is allowed stands in the ledger, never here.
public struct Settings: Sendable, Hashable {
    public var timeZone: TimeZone
    /// The language of documents for people whose own is not known, and of dates shown.
    public var language: Language
    /// After this time without a `run` or `sync` every command warns.
    public var staleAfter: Period
    public var mail: Mail
    public var passwords: Passwords
    /// Whom guides and mails name for questions.
    public var contact: Contact
    public var connections: [AccountAlias: Connection]
    public var audit = Audit()
    /// How long people's names stay with what was decided about them.
    public var retention = Retention.usual
    /// What checks compare with; the standard's values unless told otherwise.
    public var checks = Limits()

    /// How checkpoints are signed, and where the last one is kept besides the ledger. Paths are below the home unless absolute.
    public struct Audit: Sendable, Hashable {
        public var signer = Signer.file("signing.key")
        /// The outside copy: it guards best on another disk, or where whoever restores the home does not restore it too.
        public var copy = "checkpoint"

        /// What makes the signature.
        public enum Signer: Sendable, Hashable {
            /// A file of mode 0600 that holds the private key.
            case file(String)
            /// A program that is given the text on standard input and prints the Ed25519 signature in base64.
            case command([String])
        }

        /// A key file and a copy in the home.
        public init() {}
    }

    /// Where letters go.
    public enum Mail: Sendable, Hashable {
        /// One file a letter in this folder, below the home unless absolute.
        case directory(String)
        /// A program that takes a mail on standard input, as `sendmail -t` does; nothing is given to a shell.
        case command([String], from: String)
    }

    /// Where passwords go.
    public enum Passwords: String, Sendable, Hashable, CaseIterable {
        /// A file of mode 0600 in `out/passwords`, encrypted to the person's SSH key where one is registered.
        case files
        /// The terminal of whoever runs `tenure run`.
        case terminal
    }

    /// Somebody to ask.
    public struct Contact: Sendable, Hashable {
        public var name: String
        public var mail: String

        /// A contact.
        public init(name: String, mail: String) {
            self.name = name
            self.mail = mail
        }
    }

    /// How an account is reached.
    public struct Connection: Sendable, Hashable {
        /// Another endpoint than AWS's own; plain HTTP to this machine only.
        public var endpoint: String?
        /// A profile of the shared AWS configuration.
        public var profile: String?
        /// The most calls a second; nil for the default, 0 for no limit.
        public var callsPerSecond: Double?

        /// A connection.
        public init(endpoint: String? = nil, profile: String? = nil, callsPerSecond: Double? = nil) {
            self.endpoint = endpoint
            self.profile = profile
            self.callsPerSecond = callsPerSecond
        }
    }
}

/// `tenure.yaml` cannot be used.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    public let description: String
    public let hint = "mend tenure.yaml; 'tenure init' in an empty folder writes an example"
}

extension Settings {
    /// Reads `tenure.yaml`; unknown keys are refused with their line.
    public static func read(_ text: String) throws -> Settings {
        let root = try Reading(text: text)
        try root.allow(["time-zone", "language", "stale-after", "mail", "passwords", "contact", "accounts", "audit", "checks", "retention"])
        let zone = try root.text("time-zone")
        guard let timeZone = TimeZone(identifier: zone) else {
            throw root.error("time-zone", "'\(zone)' is not a time zone, as in Asia/Seoul")
        }
        let tongue = try root.text("language")
        guard let language = Language(rawValue: tongue) else { throw root.error("language", "'\(tongue)' is not ko or en") }
        let stale = try root.text("stale-after")
        guard let staleAfter = Period(text: stale) else { throw root.error("stale-after", "'\(stale)' is not a time, as in 26h") }
        let channel = try root.text("passwords")
        guard let passwords = Passwords(rawValue: channel) else { throw root.error("passwords", "'\(channel)' is not files or terminal") }
        let contact = try root.section("contact")
        try contact.allow(["name", "mail"])
        return Settings(
            timeZone: timeZone, language: language, staleAfter: staleAfter, mail: try mail(root.section("mail")), passwords: passwords,
            contact: Contact(name: try contact.text("name"), mail: try contact.text("mail")),
            connections: try connections(root.optionalSection("accounts")), audit: try audit(root.optionalSection("audit")),
            retention: try retention(root),
            checks: try checks(root.optionalSection("checks")))
    }

    private static func retention(_ root: Reading) throws -> Retention {
        guard let text = root.optionalText("retention") else { return .usual }
        guard let retention = Retention(text: text) else {
            throw root.error("retention", "'\(text)' is not a number of years, \(Retention.least) at least, as in 5y")
        }
        return retention
    }

    private static func audit(_ section: Reading?) throws -> Audit {
        var audit = Audit()
        guard let section else { return audit }
        try section.allow(["key", "command", "copy"])
        if let key = section.optionalText("key") { audit.signer = .file(key) }
        if let command = try section.optionalList("command") {
            guard section.optionalText("key") == nil, !command.isEmpty else {
                throw section.error("command", "it names no program, or stands beside a key")
            }
            audit.signer = .command(command)
        }
        if let copy = section.optionalText("copy") { audit.copy = copy }
        return audit
    }

    private static func mail(_ section: Reading) throws -> Mail {
        try section.allow(["directory", "command", "from"])
        if let directory = section.optionalText("directory") { return .directory(directory) }
        let command = try section.list("command")
        guard !command.isEmpty else { throw section.error("command", "it names no program") }
        return .command(command, from: try section.text("from"))
    }

    private static func checks(_ section: Reading?) throws -> Limits {
        var limits = Limits()
        guard let section else { return limits }
        try section.allow(Set(Threshold.allCases.map(\.rawValue) + ["regimes"]))
        for threshold in Threshold.allCases {
            guard let text = section.optionalText(threshold.rawValue) else { continue }
            guard let number = Int(text), threshold.range.contains(number) else {
                let range = threshold.range
                throw section.error(threshold.rawValue, "'\(text)' is not a number from \(range.lowerBound) to \(range.upperBound)")
            }
            limits[threshold] = number
        }
        if section.keys.contains("regimes") {
            limits.regimes = Set(
                try section.list("regimes").map { name in
                    guard let regime = Regime(rawValue: name) else {
                        throw section.error("regimes", "'\(name)' is not financial or personal-data")
                    }
                    return regime
                })
        }
        return limits
    }

    private static func connections(_ section: Reading?) throws -> [AccountAlias: Connection] {
        guard let section else { return [:] }
        var connections: [AccountAlias: Connection] = [:]
        for key in section.keys {
            guard let alias = try? AccountAlias(key) else { throw section.error(key, "'\(key)' is not an account name") }
            let entry = try section.section(key)
            try entry.allow(["endpoint", "profile", "calls-per-second"])
            connections[alias] = Connection(
                endpoint: entry.optionalText("endpoint"), profile: entry.optionalText("profile"),
                callsPerSecond: try callsPerSecond(entry))
        }
        return connections
    }

    private static func callsPerSecond(_ entry: Reading) throws -> Double? {
        guard let text = entry.optionalText("calls-per-second") else { return nil }
        guard let number = Double(text), number.isFinite, number >= 0 else {
            throw entry.error("calls-per-second", "'\(text)' is not a number of calls, as in 10; 0 is no limit")
        }
        return number
    }
}

/// A mapping of `tenure.yaml` with the line of each key.
private struct Reading {
    private let mapping: Node.Mapping

    init(text: String) throws {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw SettingsError(description: "tenure.yaml is not YAML: \(error)")
        }
        guard let mapping = node?.mapping else { throw SettingsError(description: "tenure.yaml holds no settings") }
        self.mapping = mapping
    }

    private init(_ mapping: Node.Mapping) { self.mapping = mapping }

    var keys: [String] { mapping.keys.compactMap(\.string) }

    func allow(_ known: Set<String>) throws {
        for key in mapping.keys {
            guard let name = key.string, known.contains(name) else {
                let line = key.mark.map { "line \($0.line): " } ?? ""
                throw SettingsError(
                    description:
                        "tenure.yaml: \(line)'\(key.string ?? "?")' is not a setting; known are \(known.sorted().joined(separator: ", "))")
            }
        }
    }

    func error(_ key: String, _ message: String) -> SettingsError {
        let line = mapping[key]?.mark.map { "line \($0.line): " } ?? ""
        return SettingsError(description: "tenure.yaml: \(line)\(key): \(message)")
    }

    func optionalText(_ key: String) -> String? { mapping[key]?.scalar?.string }

    func text(_ key: String) throws -> String {
        guard let text = optionalText(key) else { throw error(key, "it is missing") }
        return text
    }

    func list(_ key: String) throws -> [String] {
        guard let sequence = mapping[key]?.sequence else { throw error(key, "a list is missing, as in [sendmail, -t]") }
        return sequence.compactMap(\.scalar?.string)
    }

    func optionalList(_ key: String) throws -> [String]? { mapping[key] == nil ? nil : try list(key) }

    func optionalSection(_ key: String) throws -> Reading? { mapping[key] == nil ? nil : try section(key) }

    func section(_ key: String) throws -> Reading {
        guard let mapping = mapping[key]?.mapping else { throw error(key, "a section is missing") }
        return Reading(mapping)
    }
}
