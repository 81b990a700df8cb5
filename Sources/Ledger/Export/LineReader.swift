import Foundation

/// The lines of a file, one after the other, with the SHA-256 of all its bytes; it holds no more than one line and one chunk.
struct LineReader {
    private let handle: FileHandle
    private var buffer = Data()
    private var isAtEnd = false

    init(_ file: URL) throws { handle = try FileHandle(forReadingFrom: file) }

    /// The next line without its line feed; nil at the end. Throws if the last line has none.
    mutating func next() throws -> Data? {
        while true {
            if let feed = buffer.firstIndex(of: 0x0A) {
                let line = Data(buffer[..<feed])
                buffer = buffer[(feed + 1)...]
                return line
            }
            guard !isAtEnd, let more = try handle.read(upToCount: 1 << 18), !more.isEmpty else {
                isAtEnd = true
                guard buffer.isEmpty else { throw NoteError.malformed(what: "file of an export", reason: "its last line is cut off") }
                return nil
            }
            buffer = Data(buffer) + more
        }
    }
}
