import Foundation
import IAM

/// What IAM's documentation says about identity policies and one boundary, as directly as it can be written: no positions, no
/// doubts, backtracking wildcards, Foundation's JSON. Slow, and for the conditions of `RandomPolicy` alone.
struct ReferenceEvaluator {
    let action: String
    let resource: String
    let context: [String: String]

    func decide(_ identity: [String], boundary: String?) throws -> Evaluation.Decision {
        let own = try identity.flatMap(effects)
        let limit = try boundary.map(effects)
        if (own + (limit ?? [])).contains("Deny") { return .explicitDeny }
        return own.contains("Allow") && limit?.contains("Allow") ?? true ? .allowed : .implicitDeny
    }

    private func effects(_ text: String) throws -> [String] {
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary ?? [:]
        let modern = root["Version"] as? String == "2012-10-17"
        return (root["Statement"] as? [NSDictionary] ?? []).filter { applies($0, modern) }.compactMap { $0["Effect"] as? String }
    }

    private func applies(_ statement: NSDictionary, _ modern: Bool) -> Bool {
        let acts = list(statement["Action"] ?? statement["NotAction"]).contains { like(Array($0.lowercased()), Array(action.lowercased())) }
        let hits = list(statement["Resource"] ?? statement["NotResource"]).contains { like(filled($0, modern), Array(resource)) }
        let tests = statement["Condition"] as? [String: NSDictionary] ?? [:]
        return acts != (statement["NotAction"] != nil) && hits != (statement["NotResource"] != nil)
            && tests.allSatisfy { name, keys in keys.allSatisfy { holds(name, context["\($0.key)".lowercased()], list($0.value)) } }
    }

    private func holds(_ name: String, _ value: String?, _ wanted: [String]) -> Bool {
        switch name {
        case "BoolIfExists": value.map(wanted.contains) ?? true
        case "StringNotEquals": value.map { !wanted.contains($0) } ?? true
        case "StringLike": value.map { value in wanted.contains { like(Array($0), Array(value)) } } ?? false
        case "Null": wanted.contains(value == nil ? "true" : "false")
        default: value.map(wanted.contains) ?? false
        }
    }

    private func list(_ value: (some Any)?) -> [String] {
        if let texts = value as? [String] { return texts }
        if let text = value as? String { return [text] }
        return (value as? Bool).map { ["\($0)"] } ?? []
    }

    /// Variables replaced; a literal star becomes a character that nothing else is.
    private func filled(_ pattern: String, _ modern: Bool) -> [Character] {
        guard modern else { return Array(pattern) }
        return Array(
            pattern.replacing("${aws:username}", with: "alice").replacing("${*}", with: "\u{1}")
                .replacing("${aws:PrincipalTag/team, 'none'}", with: context["aws:principaltag/team"] ?? "none"))
    }

    private func like(_ pattern: [Character], _ text: [Character]) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = Array(pattern.dropFirst())
        if first == "*" { return (0...text.count).contains { like(rest, Array(text.dropFirst($0))) } }
        guard let found = text.first else { return false }
        return (first == "?" || first == found || (first == "\u{1}" && found == "*")) && like(rest, Array(text.dropFirst()))
    }
}
