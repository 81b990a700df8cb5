import Foundation
import IAM
import Ledger
import Lifecycle

/// How a decision comes to be signed.
public enum Signing: Sendable {
    case unsigned
    /// Now, by the person's own key.
    case by(DecisionSigner)
    /// It was, elsewhere.
    case done(SignedStatement)
    /// It is to be, elsewhere: nothing is decided, and `StatementToSign` is thrown.
    case elsewhere
}

/// What a person signs where their key is, before they decide: the decision would stand, and nothing was recorded.
public struct StatementToSign: Error, Sendable {
    /// The statement, byte for byte.
    public let text: String
}

extension Office {
    /// What the acting person has to sign for that decision; throws what speaks against the decision.
    private func statement(of command: RequestCommand, on id: RequestID) throws -> String {
        let found = try request(id)
        let now = home.world.now()
        let context = try self.context(of: found.state, rules: try home.rules())
        // It stands as long as the request does: until then nothing but the decision itself can use it up.
        let expires = max(found.state.form.expires, now)
        let dating = DecisionStatement.Dating(time: now, expires: expires, nonce: home.world.randomBytes(16))
        return try found.state.statement(
            of: command, version: found.version, in: context, log: try logName(), by: actor, dated: dating
        ).text
    }

    /// The decision's signature, made or brought along; nil if it is not to be signed.
    func signed(_ command: RequestCommand, on id: RequestID, _ signing: Signing) throws -> SignedStatement? {
        try signed(signing) { try statement(of: command, on: id) }
    }

    private func signed(_ signing: Signing, _ statement: () throws -> String) throws -> SignedStatement? {
        switch signing {
        case .unsigned: return nil
        case .done(let signed): return signed
        case .by(let signer):
            let text = try statement()
            return SignedStatement(statement: text, signature: try signer.sign(text, with: try signingKeys()))
        case .elsewhere: throw StatementToSign(text: try statement())
        }
    }

    /// The signature that a request is filed with.
    func signed(_ form: RequestForm, as id: RequestID, _ signing: Signing) throws -> SignedStatement? {
        try signed(signing) {
            let subject = try form.subject.flatMap { try home.ledger.person($0)?.state }
            let context = ApprovalContext(rules: try home.rules(), subject: subject, grantNow: nil)
            let dating = DecisionStatement.Dating(time: home.world.now(), expires: form.expires, nonce: home.world.randomBytes(16))
            return try form.statement(as: id, in: context, log: try logName(), by: actor, dated: dating).text
        }
    }

    /// The signature of a decision about an item of a review.
    func signed(_ command: ItemCommand, on id: ItemID, _ signing: Signing) throws -> SignedStatement? {
        try signed(signing) { try statement(of: command, on: id) }
    }

    private func statement(of command: ItemCommand, on id: ItemID) throws -> String {
        let found = try directory.item("\(id)")
        let now = home.world.now()
        let context = ReviewContext(
            campaign: try review("\(id.review)").state, rules: try home.rules(), actor: try directory.person(actor),
            subject: try found.state.entry.person.map { try directory.person($0) }, version: found.version)
        let dating = DecisionStatement.Dating(time: now, expires: now + .days(1), nonce: home.world.randomBytes(16))
        return try found.state.statement(of: command, in: context, log: try logName(), by: actor, dated: dating).text
    }

    /// A signature as a decision is to judge it.
    func judged(_ signed: SignedStatement?) throws -> DecisionSignature? {
        guard let signed else { return nil }
        return DecisionSignature(log: try logName(), keys: try directory.person(actor).keys, signed: signed)
    }

    private func signingKeys() throws -> [SSHPublicKey] {
        let keys = try directory.person(actor).keys
        guard !keys.isEmpty else {
            throw Refusal(
                .signatureRefused, "no SSH key is registered for '\(actor)'",
                hint: "ask for it: tenure person key \(actor) --key \"$(cat ~/.ssh/id_ed25519.pub)\" --reason …")
        }
        return keys
    }

    private func logName() throws -> String {
        guard let name = try home.ledger.home()?.state.logKey?.logName else {
            throw Refusal(
                .signatureRefused, "this history has no name yet that a signature could be bound to",
                hint: "make its signing key with 'tenure audit key make'")
        }
        return name
    }
}
