import Foundation

/// A signature that comes with a decision, and what it is judged by.
public struct DecisionSignature: Hashable, Sendable {
    /// The name of the history.
    public let log: String
    /// The acting person's keys at this moment.
    public let keys: [SSHPublicKey]
    public let signed: SignedStatement

    /// A signature, to be judged by the history's name and those keys.
    public init(log: String, keys: [SSHPublicKey], signed: SignedStatement) {
        self.log = log
        self.keys = keys
        self.signed = signed
    }

    /// Throws unless it is the signature of that decision.
    func check(_ matter: DecidedMatter, by actor: PersonID, at now: Date) throws(Refusal) {
        do {
            try signed.verify(matter, by: actor, in: log, keys: keys, at: now)
        } catch {
            throw .signatureRefused(error, of: actor)
        }
    }
}

extension Refusal {
    static let glassUnsigned = Refusal(
        .signatureMissing, "the glass is broken with its holder's signature",
        hint: "add '--sign'; a key is registered with 'tenure person key'")

    static func signatureMissing(_ request: Request) -> Refusal {
        Refusal(
            .signatureMissing, "stage '\(request.openStage?.name.text ?? "-")' of \(request.id) counts only signed decisions",
            hint: "sign it with your SSH key: tenure request approve \(request.id) --sign")
    }

    static func signatureRefused(_ flaw: SignatureFlaw, of actor: PersonID) -> Refusal {
        let hint =
            switch flaw {
            case .foreignKey:
                "sign with a key that 'tenure person show \(actor)' lists, or have this one registered with 'tenure person key'"
            case .unsupported:
                "make a key with 'ssh-keygen -t ed25519' and have it registered with 'tenure person key'"
            case .malformed, .namespace, .untrue, .otherStatement, .untimely:
                "sign it anew with '--sign', or '--to-sign': what is decided, or its reason, may have changed"
            }
        return Refusal(.signatureRefused, "the signature does not count: \(flaw)", hint: hint)
    }
}
