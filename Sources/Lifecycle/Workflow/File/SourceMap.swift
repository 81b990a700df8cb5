/// Where each key of a file stands, and every problem that was found there.
struct SourceMap: Hashable, Sendable {
    let file: String
    private var positions: [String: LintPosition] = [:]
    /// At most the first thousand.
    private(set) var findings: [LintFinding] = []
    /// How many problems were reported, repeated and left-out ones included.
    private(set) var problems = 0

    init(file: String) { self.file = file }

    /// Remembers where a key stands.
    mutating func record(_ key: String, at position: LintPosition) { positions[key] = position }

    /// Where a key stands; for one that is not in the file, where the nearest key around it does.
    func position(of key: String) -> LintPosition {
        var key = key[...]
        while true {
            if let position = positions[String(key)] { return position }
            guard let end = key.lastIndex(where: { $0 == "." || $0 == "[" }) else { return .start }
            key = key[..<end]
        }
    }

    /// Adds a finding at the place of its key, or at the place given; one that an alias repeats is reported once.
    mutating func report(
        _ code: LintCode, _ key: String, _ message: String, remedy: String, at place: LintPosition? = nil
    ) {
        let finding = finding(code, key, message, remedy: remedy, at: place)
        let isRepeated = findings.suffix(Self.repetitionWindow).contains {
            $0.code == code && $0.position == finding.position && $0.message == message
        }
        problems += 1
        if !isRepeated, findings.count < Self.mostFindings { findings.append(finding) }
    }

    /// A finding at the place of its key, or at the place given.
    func finding(_ code: LintCode, _ key: String, _ message: String, remedy: String, at place: LintPosition? = nil) -> LintFinding {
        LintFinding(code: code, file: file, position: place ?? position(of: key), key: key, message: message, remedy: remedy)
    }

    /// All findings, in the file's order.
    var ordered: [LintFinding] {
        findings.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
    }

    private static let repetitionWindow = 64
    private static let mostFindings = 1000
}
