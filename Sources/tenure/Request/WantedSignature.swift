import Engine
import Lifecycle

/// A stage of a request that counts only signed decisions, and is not passed yet.
struct WantedSignature {
    let stage: ApprovalStage
    /// Whose signature would count, by name.
    let able: [String]
    /// The first of those who could approve and have no key that signs; nil if all have one.
    let keyless: Person?

    /// Says who can sign, and who has to register a key where too few can.
    var text: String {
        let names = able.joined(separator: ", ")
        guard able.count < stage.quorum, let keyless else { return "\(able.isEmpty ? "nobody" : names) can sign" }
        return
            "\(able.isEmpty ? "nobody" : "only \(names)") can sign yet; \(keyless.label) types: tenure person key \(keyless.id) --key \"$(cat ~/.ssh/id_ed25519.pub)\" --reason …"
    }
}

extension Workplace {
    /// The stages of an open request that want signatures.
    func wantedSignatures(for request: Request) throws -> [WantedSignature] {
        let stages = request.stagesToPass.filter(\.isSigned)
        guard !stages.isEmpty else { return [] }
        let context = try Office(home: home, actor: request.by).context(of: request, rules: try rules())
        return try stages.map { stage in
            let people = try request.approvers(of: stage, in: context).sorted().map { try find.person($0) }
            return WantedSignature(
                stage: stage, able: people.filter(\.canSign).map(\.label), keyless: people.first { !$0.canSign })
        }
    }
}
