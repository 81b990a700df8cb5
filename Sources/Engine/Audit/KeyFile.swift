import Foundation
import Ledger

#if canImport(Glibc)
    import Glibc
#endif

/// The file that holds the private key, and the former one while it is being replaced: a line each, the newest last.
struct KeyFile {
    let url: URL

    /// The keys in it; none if there is no such file. Refuses one that others can read.
    func signers() throws -> [NoteSigner] {
        var status = stat()
        guard lstat(url.path, &status) == 0 else {
            guard errno == ENOENT else { throw refusal("it cannot be reached") }
            return []
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw refusal("it is not a regular file") }
        guard status.st_mode & 0o077 == 0 else { throw refusal("others may read or write it; type: chmod 600 '\(url.path)'") }
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { throw refusal("it cannot be read") }
        do {
            return try text.split(separator: "\n").map { try NoteSigner(secret: String($0)) }
        } catch {
            throw refusal("\(error)")
        }
    }

    /// Puts these keys in the file's place, with mode 0600; they are on the disk before the call returns.
    func write(_ signers: [NoteSigner]) throws {
        try PrivateFile.write(Data(signers.map { $0.secret + "\n" }.joined().utf8), to: url)
    }

    private func refusal(_ reason: String) -> SigningRefusal { .unreadable("the key file '\(url.path)'", reason) }
}
