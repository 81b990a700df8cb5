import ArgumentParser
import Engine
import Foundation
import Lifecycle

/// Whether a decision is signed, and with what.
struct SigningOptions: ParsableArguments {
    @Flag(name: .long, help: "Sign the decision with your registered SSH key; ssh-keygen asks for what the key wants.") var sign = false
    @Option(
        name: .long,
        help: ArgumentHelp("Sign with the key in that file; otherwise one of ~/.ssh, or the agent's.", valueName: "path"))
    var signKey: String?

    /// How the decision comes to be signed. Through sudo nobody's key can be reached, nor should it.
    func chosen() throws -> Signing {
        guard sign || signKey != nil else { return .unsigned }
        guard !Invocation.isSudo else {
            throw Trouble(
                "through sudo your key cannot be reached",
                hint:
                    "have the statement printed with 'tenure request approve R-17 --to-sign', sign it as yourself, and give both back with --signed",
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
                hint: "give both: 'cat statement statement.sig | tenure request approve R-17 --signed /dev/stdin'", status: .usage)
        }
        signed = SignedStatement(statement: String(text[..<start.lowerBound]), signature: String(text[start.lowerBound...]))
    }
}
