import Foundation

/// A file that is read for whoever calls: `-` is standard input, and the AWS CLI's `file://` may stand before the name.
enum InputFile {
    /// The file's text.
    static func text(of path: String) throws -> String {
        var bytes = Data()
        let handle = try open(path)
        while let more = try? handle.read(upToCount: 1 << 20), !more.isEmpty { bytes += more }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw Trouble("'\(path)' is not UTF-8", hint: "save it in UTF-8", status: .usage)
        }
        return text
    }

    /// A value of the command line, or the content of the file that it names by `file://`.
    static func value(_ word: String) throws -> String { word.hasPrefix("file://") ? try text(of: word) : word }

    fileprivate static func open(_ path: String) throws -> FileHandle {
        let name = path.hasPrefix("file://") ? String(path.dropFirst("file://".count)) : path
        guard name != "-", name != "/dev/stdin" else { return .standardInput }
        try Invocation.mayRead(name, in: nil)
        guard let handle = FileHandle(forReadingAtPath: name) else {
            throw Trouble("'\(name)' cannot be read", hint: "name a file that is there, or '-' for standard input", status: .usage)
        }
        return handle
    }
}

/// The lines of a file, some at a time: as many as have come.
struct InputLines {
    private let handle: FileHandle
    private var rest = Data()
    private var isAtEnd = false

    /// Begins to read the file.
    init(of path: String) throws { handle = try InputFile.open(path) }

    /// The next lines, of which the last of all may lack its line feed; nil at the end. What is not UTF-8 is read as U+FFFD.
    mutating func next() throws -> [String]? {
        guard !isAtEnd else { return nil }
        while true {
            guard let more = try handle.read(upToCount: 1 << 16), !more.isEmpty else {
                isAtEnd = true
                return rest.isEmpty ? nil : Self.lines(of: rest)
            }
            guard let end = more.lastIndex(of: UInt8(ascii: "\n")) else {
                rest += more
                continue
            }
            let lines = Self.lines(of: rest + more[..<end])
            rest = Data(more[more.index(after: end)...])
            return lines
        }
    }

    private static func lines(of bytes: Data) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
}
