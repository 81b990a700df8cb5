import Foundation

/// A folder of its own in which the program is called as people call it: with a shell, an environment and files.
struct Stage {
    let folder: URL

    /// The built program, beside the tests.
    static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tenure")

    /// What a command has left behind.
    struct Outcome {
        let output: String
        let errors: String
        let status: Int32
    }

    /// Makes the folder, with `as` and `login` in its path: they call the program in the name of another user of the system.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tenure-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: true)
        // Through sudo, the home belongs to 'nobody', who is no person; by login, to whoever it is.
        try script("as", "exec setpriv --reuid=nobody --regid=nogroup --clear-groups env SUDO_UID=\"$(id -u \"$1\")\" \"${@:2}\"")
        try script("login", "exec setpriv --reuid=\"$1\" --regid=nogroup --clear-groups env -u SUDO_UID \"${@:2}\"")
    }

    private func script(_ name: String, _ text: String) throws {
        let file = folder.appending(path: "bin/\(name)")
        try Data("#!/bin/bash\n\(text)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    /// Removes the folder.
    func strike() { try? FileManager.default.removeItem(at: folder) }

    /// Runs a command of the shell to its end.
    func run(_ command: String) throws -> Outcome {
        let started = try start(command)
        return try started.finish()
    }

    /// Starts a command of the shell.
    func start(_ command: String) throws -> Started { try Started(command, in: folder) }

    /// A command that runs; what it says goes to files, so that nobody has to read along.
    final class Started {
        private let process = Process()
        private let files: (output: URL, errors: URL)

        init(_ command: String, in folder: URL) throws {
            let name = UUID().uuidString
            files = (folder.appending(path: "bin/\(name).out"), folder.appending(path: "bin/\(name).err"))
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", command]
            process.currentDirectoryURL = folder
            process.environment = [
                "PATH": "\(folder.path)/bin:\(Stage.program.deletingLastPathComponent().path):/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME": folder.path,
                "TENURE_HOME": folder.appending(path: "home").path, "TZ": "Asia/Seoul", "LANG": "C.UTF-8",
            ]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try Self.open(files.output)
            process.standardError = try Self.open(files.errors)
            try process.run()
        }

        private static func open(_ file: URL) throws -> FileHandle {
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        }

        /// Waits for its end.
        func finish() throws -> Outcome {
            process.waitUntilExit()
            defer {
                try? FileManager.default.removeItem(at: files.output)
                try? FileManager.default.removeItem(at: files.errors)
            }
            return Outcome(
                output: String(decoding: try Data(contentsOf: files.output), as: UTF8.self),
                errors: String(decoding: try Data(contentsOf: files.errors), as: UTF8.self), status: process.terminationStatus)
        }
    }
}

/// What a test needs of the machine besides the program.
enum Machine {
    /// Whether commands can be called in the name of other users of the system: as root, with nobody's login uid kept by the kernel.
    static let letsUsActAsOthers: Bool = {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
            return says("this needs root and setpriv")
        }
        let login = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)) ?? ""
        guard login.isEmpty || login.hasPrefix("4294967295") else {
            return says("the kernel keeps a login uid here, which no SUDO_UID of ours agrees with")
        }
        let probe = try? Stage.Started(
            "setpriv --reuid=nobody --regid=nogroup --clear-groups test -x \(Stage.program.path)",
            in: FileManager.default.temporaryDirectory.makingBin())
        guard (try? probe?.finish().status) == 0 else { return says("other users cannot reach the built program") }
        return true
    }()

    /// Whether a small file system can be mounted for a process of ours alone.
    static let letsUsMount: Bool = {
        let probe = try? Stage.Started("unshare -m mount -t tmpfs none /mnt", in: FileManager.default.temporaryDirectory.makingBin())
        guard (try? probe?.finish().status) == 0 else {
            return says("this needs a small file system of its own, which only root can mount")
        }
        return true
    }()

    private static func says(_ reason: String) -> Bool {
        print("skipped: \(reason)")
        return false
    }
}

extension URL {
    // A stage keeps what its commands say in bin/.
    fileprivate func makingBin() -> URL {
        let folder = appending(path: "tenure-probe-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: true)
        return folder
    }
}
