import ArgumentParser
import Engine
import Foundation
import Lifecycle

/// Whether a decision is signed, and where: here with a key, or elsewhere, where the key is.
struct SigningOptions: ParsableArguments {
    @Flag(name: .long, help: "Sign the decision with your registered SSH key; ssh-keygen asks for what the key wants.") var sign = false
    @Option(
        name: .long,
        help: ArgumentHelp("Sign with the key in that file; otherwise one of ~/.ssh, or the agent's.", valueName: "path"))
    var signKey: String?
    @Flag(name: .long, help: "Decide nothing; print the statement, to be signed where your key is.") var toSign = false
    @Option(name: .long, help: ArgumentHelp("The statement and its signature, one below the other.", valueName: "file"))
    var signed: String?
    @Option(name: .long, help: ArgumentHelp("What '--to-sign' said that your reason is sealed with.", valueName: "hex"))
    var reasonSalt: String?

    func validate() throws {
        guard [sign || signKey != nil, toSign, signed != nil].count(where: \.self) <= 1 else {
            throw ValidationError("a decision is signed here (--sign), or elsewhere (--to-sign, then --signed)")
        }
        guard reasonSalt == nil || signed != nil && salt?.count == 16 else {
            throw ValidationError("--reason-salt is the 32 digits that '--to-sign' said, and goes with --signed")
        }
    }

    private var salt: [UInt8]? { reasonSalt.flatMap { Data(hexadecimal: $0) }.map(Array.init) }

    /// Whether the decision is to be signed at all.
    var isAsked: Bool { sign || signKey != nil || toSign || signed != nil }

    /// Refuses to have so many things decided by one statement that is signed elsewhere.
    func refuse(several count: Int) throws {
        guard !toSign && signed == nil || count == 1 else { throw ValidationError("one statement is about one thing; name one") }
    }

    /// Decides as it is to be signed, a reason that is given with it included; or prints what is to be signed, and how to go on.
    func attend(
        in place: Workplace, _ decide: (_ signing: Signing, _ seal: (String) throws -> Sealed) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let salt = salt ?? place.home.world.randomBytes(16)
        var isReasoned = false
        do {
            return try await decide(try chosen()) { text in
                isReasoned = true
                return Sealed(try place.line(text, "reason"), salt: salt)
            }
        } catch let wanted as StatementToSign {
            Terminal.out(wanted.text)
            let salted = isReasoned ? "--reason-salt \(salt.hexadecimal) " : ""
            Terminal.note("tenure: sign it as yourself: ssh-keygen -Y sign -n \(DecisionStatement.namespace) -f KEY statement")
            Terminal.note(
                "tenure: then: cat statement statement.sig | the same command, with '\(salted)--signed /dev/stdin' in the place of '--to-sign'"
            )
            return .done
        }
    }

    /// How the decision comes to be signed. Through sudo nobody's key can be reached, nor should it.
    private func chosen() throws -> Signing {
        if toSign { return .elsewhere }
        if let signed { return .done(try SignedText(try InputFile.text(of: signed)).signed) }
        guard sign || signKey != nil else { return .unsigned }
        guard !Invocation.isSudo else {
            throw Trouble(
                "through sudo your key cannot be reached",
                hint: "have the statement printed with '--to-sign', sign it as yourself, and give both back with '--signed'",
                status: .refused)
        }
        let own = Invocation.environment["HOME"].map { URL(filePath: $0, directoryHint: .isDirectory) }
        let folder = (own ?? FileManager.default.homeDirectoryForCurrentUser).appending(path: ".ssh")
        return .by(DecisionSigner(key: signKey, folder: folder, hasAgent: Invocation.environment["SSH_AUTH_SOCK"] != nil))
    }
}

/// A statement and its signature below it, as `cat statement statement.sig` puts them together.
struct SignedText {
    let signed: SignedStatement

    init(_ text: String) throws {
        guard let start = text.range(of: "-----BEGIN SSH SIGNATURE-----") else {
            throw Trouble(
                "there is no signature below the statement",
                hint: "give both: 'cat statement statement.sig |', and '--signed /dev/stdin'", status: .usage)
        }
        signed = SignedStatement(statement: String(text[..<start.lowerBound]), signature: String(text[start.lowerBound...]))
    }
}
