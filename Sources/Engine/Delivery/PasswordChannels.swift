import Foundation
import IAM
import Lifecycle

/// One file of mode 0600 for each user, `ACCOUNT-NAME.txt`; for a person with an SSH key, encrypted to it as `ACCOUNT-NAME.age`.
///
/// The password is given to `age` on its standard input; it never stands in an argument or the environment.
public struct FilePasswordChannel: PasswordChannel {
    private let folder: URL

    /// Passwords go into that folder.
    public init(folder: URL) { self.folder = folder }

    public func hand(_ password: Password, of user: UserName, in account: AccountAlias, to person: Person) async throws {
        let name = "\(account)-\(user)"
        let data = password.reveal { Data(($0 + "\n").utf8) }
        guard let key = person.keys.last(where: { ["ssh-ed25519", "ssh-rsa"].contains($0.kind) }) else {
            let file = folder.appending(path: name + ".txt")
            return try await aside { try PrivateFile.write(data, to: file) }
        }
        try PrivateFile.makeFolder(folder)
        let file = folder.appending(path: name + ".age")
        try? FileManager.default.removeItem(at: file)
        let status = try Subprogram(["age", "-r", key.text, "-o", file.path]).run(input: data, patience: 30)
        guard status == 0, FileManager.default.fileExists(atPath: file.path) else {
            throw DeliveryError("'age' could not encrypt the password to \(person.label)'s SSH key (status \(status))")
        }
    }
}
