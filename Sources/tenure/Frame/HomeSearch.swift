import Engine
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Finds the home that a command means.
enum HomeSearch {
    /// `--home`, then `TENURE_HOME`, then the nearest folder above with a `tenure.yaml`.
    static func find(_ path: String?) throws -> URL {
        if let named = path ?? ProcessInfo.processInfo.environment["TENURE_HOME"], !named.isEmpty {
            let directory = URL(filePath: named, directoryHint: .isDirectory).standardizedFileURL
            guard try isHome(directory) else {
                throw Trouble("there is no home in '\(directory.path)'", hint: "make one with 'tenure init \(named)'", status: .usage)
            }
            return try lendable(directory)
        }
        var directory = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory).standardizedFileURL
        while try !isHome(directory) {
            let above = directory.deletingLastPathComponent().standardizedFileURL
            guard above.path != directory.path else {
                throw nothing
            }
            directory = above
        }
        return try lendable(directory)
    }

    /// There is no home, and one is needed.
    static let nothing = Trouble(
        "there is no home here or above", hint: "make one with 'tenure init DIR', name one with --home, or see it all with 'tenure tour'",
        status: .usage)

    /// Whether a home is meant: one was named, or the working folder lies in one.
    static func isMeant(_ path: String?) throws -> Bool {
        let named = path ?? Invocation.environment["TENURE_HOME"] ?? ""
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        return try !named.isEmpty || isInHome(here)
    }

    /// Whether a folder is a home or lies in one.
    static func isInHome(_ directory: URL) throws -> Bool {
        let above = directory.deletingLastPathComponent().standardizedFileURL
        if try isHome(directory) { return true }
        return above.path == directory.path ? false : try isInHome(above)
    }

    private static func isHome(_ directory: URL) throws -> Bool {
        let file = Home.url(.settings, in: directory).path
        var status = stat()
        if lstat(file, &status) == 0 { return true }
        guard errno != EACCES else {
            throw Trouble(
                "'\(directory.path)' cannot be entered by this operating-system user",
                hint: "call tenure as the home's owner does: 'sudo -u OWNER tenure … --home \(directory.path)'")
        }
        return false
    }

    /// Under sudo only a home of the called user's own: one that its caller could have made would lend them what that user can reach.
    private static func lendable(_ directory: URL) throws -> URL {
        guard Invocation.isSudo else { return directory }
        for place in [directory, Home.url(.settings, in: directory)] {
            var status = stat()
            guard lstat(place.path, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0,
                status.st_mode & S_IFMT != S_IFLNK
            else {
                throw Trouble(
                    "'\(place.path)' does not belong to the user that sudo has called",
                    hint: "under sudo a home counts if its owner alone can write it: name that one with --home", status: .refused)
            }
        }
        return directory
    }

    /// The text of the home's settings.
    static func settings(in directory: URL) throws -> String {
        do {
            return try String(contentsOf: Home.url(.settings, in: directory), encoding: .utf8)
        } catch {
            throw Trouble(
                "'\(Home.url(.settings, in: directory).path)' cannot be read",
                hint: "check its owner and mode; the home belongs to one user")
        }
    }
}

/// Who started the program, and how.
enum Invocation {
    static let environment = ProcessInfo.processInfo.environment

    /// Whether it was started through sudo.
    static var isSudo: Bool { environment["SUDO_UID"] != nil && geteuid() != uid_t(environment["SUDO_UID"] ?? "") }

    /// Refuses to make a home through sudo, with all that the called user can reach, but in the empty folder that root made for it.
    static func refuseFounding(in directory: URL) throws {
        guard isSudo, geteuid() != 0, environment["SUDO_UID"] != "0" else { return }
        var status = stat()
        let isTheirs = lstat(directory.path, &status) == 0 && status.st_mode & (S_IFMT | 0o077) == S_IFDIR && status.st_uid == geteuid()
        // Commands make folders below a home's out/, in the owner's name and at the caller's wish.
        guard isTheirs, try !HomeSearch.isInHome(directory) else {
            throw Trouble(
                "'\(directory.path)' was not made for the user that sudo has called",
                hint: "root makes it first: 'install -d -o OWNER -m 700 \(directory.path)'; then call the same again", status: .refused)
        }
    }

    /// Refuses to read a file in the name of the user that sudo has called; what stands in its home's workflows is for everybody to see.
    static func mayRead(_ path: String, in directory: URL?) throws {
        let file = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
        let shared = directory.map { Home.url(.workflows, in: $0).resolvingSymlinksInPath().standardizedFileURL.path + "/" }
        guard !isSudo || path == "/dev/stdin" || shared.map({ file.hasPrefix($0) }) ?? false else {
            throw Trouble(
                "under sudo a file is not read for you: '\(path)'", hint: "pipe it in, and name it '/dev/stdin'", status: .refused)
        }
    }

    /// The operating-system user in whose name the program runs, whoever called it.
    static func ownerName() throws -> String { try name(of: geteuid()) }

    /// The operating-system user who acts: under sudo the one who called it.
    static func userName() throws -> String {
        guard isSudo else { return try name(of: getuid()) }
        guard let caller = uid_t(environment["SUDO_UID"] ?? "") else {
            throw Trouble("SUDO_UID names no operating-system user", hint: "unset it, or call tenure through sudo", status: .refused)
        }
        // The kernel remembers who logged in; a forged SUDO_UID does not agree with it.
        let login = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)).flatMap {
            UInt32($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        guard login == nil || login == UInt32.max || login == caller else {
            throw Trouble(
                "SUDO_UID is \(caller), and the login belongs to \(login ?? 0)",
                hint: "call it as 'sudo -u OWNER tenure …' from your own login", status: .refused)
        }
        return try name(of: caller)
    }

    private static func name(of user: uid_t) throws -> String {
        guard let entry = getpwuid(user), let name = entry.pointee.pw_name else {
            throw Trouble("the operating system knows no user \(user)", hint: "run it as a user that the system knows", status: .refused)
        }
        return String(cString: name)
    }
}
