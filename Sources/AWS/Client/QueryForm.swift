/// The parameters of one call in the Query protocol. It may hold a password, so it shows nothing of itself.
struct QueryForm: Sendable {
    private(set) var body: [UInt8]
    private var secret: String?

    /// The form of an action of that version of the API.
    init(action: String, version: String, _ parameters: [(name: String, value: String?)] = []) {
        body = Array("Action=\(action)&Version=\(version)".utf8)
        for parameter in parameters { parameter.value.map { add(parameter.name, $0) } }
    }

    /// Adds a parameter.
    mutating func add(_ name: String, _ value: String) {
        body += Array("&\(PercentEncoding.form(name))=\(PercentEncoding.form(value))".utf8)
    }

    /// Adds a parameter whose value must never come back in a message.
    mutating func add(secret name: String, _ value: String) {
        add(name, value)
        secret = value
    }

    /// The text without the form's secret, should AWS quote it.
    func redacted(_ text: String) -> String {
        guard let secret, !secret.isEmpty else { return text }
        return text.replacing(secret, with: "(password)")
    }
}

extension QueryForm: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "(form)" }
    var debugDescription: String { "(form)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
