import Foundation

/// The file that a ledger is kept in, as far as the file system knows it.
///
/// Nothing here opens the file once it exists: closing it again would drop the locks that SQLite holds on it in this process.
struct LedgerFile {
    let path: String

    private var directory: String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    /// Makes the directory with mode 0700 and an empty file with mode 0600, where they do not exist.
    func make() throws(LedgerError) {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure(directory) }
        try checkDirectory()
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw failure(path)
        }
        Foundation.close(descriptor)
    }

    /// Refuses a symbolic link, anything but a regular file, a network file system unless it is a copy, and, for a writer, a place that
    /// others can enter.
    func check(for access: Ledger.Access) throws(LedgerError) {
        guard let file = Self.status(of: path) else { throw .missing(path: path) }
        guard file.isRegular else {
            throw .unsafePlace(
                path: path, reason: file.isLink ? "it is a symbolic link" : "it is not a regular file",
                remedy: "name the home by the directory in which the ledger itself is, with --home")
        }
        switch access {
        case .readCopy: return
        case .read: return try checkFileSystem()
        case .create, .write: try checkDirectory()
        }
        guard !file.isOpenToOthers else {
            throw .unsafePlace(path: path, reason: "others may read or write it", remedy: "chmod 600 '\(path)'")
        }
    }

    /// Refuses a directory in which no ledger may stand.
    func checkDirectory() throws(LedgerError) {
        guard let status = Self.status(of: directory) else { throw .missing(path: path) }
        guard !status.isLink else {
            throw .unsafePlace(path: directory, reason: "it is a symbolic link", remedy: "name the directory that it leads to, with --home")
        }
        guard !status.isOpenToOthers else {
            throw .unsafePlace(path: directory, reason: "others may enter it", remedy: "chmod 700 '\(directory)'")
        }
        try checkFileSystem()
    }

    private func checkFileSystem() throws(LedgerError) {
        guard let status = Self.status(of: directory), let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8),
            let kind = Mounts.kind(of: status.device, in: mounts), Mounts.isRemote(kind)
        else { return }
        throw .unsafePlace(
            path: directory, reason: "it is on a network file system (\(kind)), whose locks cannot be relied on",
            remedy: "keep the home on a local disk")
    }

    private static func status(of path: String) -> Status? {
        var status = stat()
        return lstat(path, &status) == 0 ? Status(mode: status.st_mode, device: UInt64(status.st_dev)) : nil
    }

    private struct Status {
        let mode: mode_t
        let device: UInt64
        var isLink: Bool { mode & S_IFMT == S_IFLNK }
        var isRegular: Bool { mode & S_IFMT == S_IFREG }
        var isOpenToOthers: Bool { mode & 0o077 != 0 }
    }

    private func failure(_ path: String) -> LedgerError {
        switch errno {
        case ENOSPC, EDQUOT: .full(path: path)
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOENT: .missing(path: path)
        default: .failed(path: path, detail: String(cString: strerror(errno)))
        }
    }
}

/// The kernel's list of mounts. (Swift's Glibc does not have statfs(2), and the kind's name says more than its number.)
enum Mounts {
    /// The kind of the file system with that device number, as in `ext4`; nil if the list does not say. Source: proc_pid_mountinfo(5).
    static func kind(of device: UInt64, in mounts: String) -> String? {
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, fields[2] == "\(major):\(minor & 0xFFFF_FFFF)", let dash = fields.firstIndex(of: "-"),
                dash + 1 < fields.count
            else { continue }
            return String(fields[dash + 1])
        }
        return nil
    }

    /// Whether files of that kind are reached over a network or a host's border.
    static func isRemote(_ kind: String) -> Bool {
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "lustre", "gpfs", "ncpfs", "fuse.sshfs", "fuse.s3fs"]
            .contains(kind)
    }
}
