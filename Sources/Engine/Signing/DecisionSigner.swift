import Foundation
import Lifecycle

#if canImport(Glibc)
    import Glibc
#endif

/// Has a person sign what they decide: `ssh-keygen` is run with one of their registered keys, and asks for what the key wants (a
/// passphrase, a touch). No shell reads anything, and the private key is never seen here.
public struct DecisionSigner: Sendable {
    private let named: String?
    private let folder: URL
    private let hasAgent: Bool

    /// The program that signs; nil where there is none.
    public static var program: String? { Subprogram.find("ssh-keygen") }

    /// A signer with the key in that file, or else with a registered one that stands in the folder (`~/.ssh`) or that the agent holds.
    public init(key named: String?, folder: URL, hasAgent: Bool) {
        self.named = named
        self.folder = folder
        self.hasAgent = hasAgent
    }

    /// The armored signature of a text by one of these keys.
    func sign(_ text: String, with keys: [SSHPublicKey]) throws -> String {
        guard let program = Self.program else {
            throw Refusal(
                .signatureRefused, "there is no 'ssh-keygen' on this machine to sign with",
                hint: "install OpenSSH's client, as in 'apt-get install openssh-client', or sign on another machine what '--to-sign' prints"
            )
        }
        let desk = try Self.makeDesk()
        defer { try? FileManager.default.removeItem(at: desk) }
        let statement = desk.appending(path: "statement")
        try PrivateFile.write(Data(text.utf8), to: statement, isReplaceable: true)
        let key = try keyFile(of: keys, desk: desk)
        let command = [program, "-q", "-Y", "sign", "-n", DecisionStatement.namespace, "-f", key, statement.path]
        guard try Subprogram(command).attend() == 0,
            let signature = try? String(contentsOf: desk.appending(path: "statement.sig"), encoding: .utf8)
        else {
            throw DeliveryError("'ssh-keygen' made no signature with '\(key)'")
        }
        return signature
    }

    // A folder of mode 0700 that nobody else had the name of.
    private static func makeDesk() throws -> URL {
        var path = FileManager.default.temporaryDirectory.appending(path: "tenure-XXXXXX").path.utf8CString
        let made = path.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } }
        guard let made else { throw DeliveryError("no folder could be made for the statement: \(String(cString: strerror(errno)))") }
        return URL(filePath: made, directoryHint: .isDirectory)
    }

    // A public key's file is enough where an agent holds the private one.
    private func keyFile(of keys: [SSHPublicKey], desk: URL) throws -> String {
        if let named { return named }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for file in files.sorted() where file.hasPrefix("id_") && file.hasSuffix(".pub") {
            let place = folder.appending(path: file)
            guard let text = try? String(contentsOf: place, encoding: .utf8), let key = SSHPublicKey(text: text) else { continue }
            if keys.contains(where: { $0.bytes == key.bytes }) { return String(place.path.dropLast(4)) }
        }
        guard hasAgent, let key = keys.last else {
            throw Refusal(
                .signatureRefused, "none of your registered keys stands in '\(folder.path)'",
                hint: "name the key's file with '--sign-key PATH'")
        }
        let place = desk.appending(path: "key.pub")
        try PrivateFile.write(Data((key.text + "\n").utf8), to: place, isReplaceable: true)
        return place.path
    }
}
