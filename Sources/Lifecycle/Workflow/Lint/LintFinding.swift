/// One place where a workflow file is wrong, and what to do about it.
public struct LintFinding: Hashable, Sendable {
    public let code: LintCode
    /// The file as it was named to the reader.
    public let file: String
    /// Where in the file.
    public let position: LintPosition
    /// The key, from the top of the file: `states.enrolling.deadline`; empty for the file as a whole.
    public let key: String
    /// What is wrong: lower case, no full stop, the file's own words in single quotes.
    public let message: String
    /// What to do: something that can be typed or done.
    public let remedy: String

    /// A finding of that code at that place.
    public init(code: LintCode, file: String, position: LintPosition, key: String, message: String, remedy: String) {
        self.code = code
        self.file = file
        self.position = position
        self.key = key
        self.message = message
        self.remedy = remedy
    }

    /// Whether it refuses the file; the code decides.
    public var severity: LintSeverity { code.severity }
    /// The line, from 1.
    public var line: Int { position.line }
    /// The column, from 1, counted in Unicode scalars.
    public var column: Int { position.column }
}

extension LintFinding: CustomStringConvertible {
    /// `standard.yaml:12:5: error: 'acitve' is not a state [missing-target]` and a line with the hint.
    public var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(message) [\(code.rawValue)]\nhint: \(remedy)"
    }
}

/// Whether a finding refuses the file.
public enum LintSeverity: String, Hashable, Sendable, Codable, CaseIterable {
    /// The file cannot be loaded.
    case error
    /// The file can be loaded; what it asks depends on people who are not there now.
    case warning
}

/// A place in a file.
public struct LintPosition: Hashable, Sendable, Comparable {
    /// From 1.
    public let line: Int
    /// From 1, counted in Unicode scalars.
    public let column: Int

    /// A place in a file.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The beginning of a file.
    public static let start = LintPosition(line: 1, column: 1)

    public static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
