import Foundation
import IAM

#if canImport(Glibc)
    import Glibc
#endif

/// Standard output and standard error, and what is known of the terminal behind them.
enum Terminal {
    /// The columns of the terminal; nil if output goes elsewhere and nothing has to be cut.
    static var width: Int? {
        guard isatty(1) == 1 else { return nil }
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether somebody can answer a question.
    static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// Writes results. What somebody else wrote does nothing to a terminal but stand there.
    static func out(_ text: String) { write(isatty(1) == 1 ? text.printableLines : text, to: .standardOutput) }

    /// Writes a piece of a result.
    static func out(_ piece: [UInt8]) { write(Data(piece), to: .standardOutput) }

    /// Writes anything else.
    static func note(_ text: String) { write(text.printableLines + "\n", to: .standardError) }

    /// Says how far something is, on one line that the next call replaces; nothing if nobody is at a terminal.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K" + Width.fit(text, to: 78), to: .standardError)
    }

    /// Clears the line of `progress`.
    static func endProgress() {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K", to: .standardError)
    }

    private static func write(_ text: String, to handle: FileHandle) { write(Data(text.utf8), to: handle) }

    private static func write(_ data: Data, to handle: FileHandle) {
        // Somebody who reads no further (| head) is no failure of ours.
        signal(SIGPIPE, SIG_IGN)
        try? handle.write(contentsOf: data)
    }

    /// One key, as soon as it is pressed; nil at the end of input. Where nobody is at a terminal, the first letter of a line.
    static func key() -> Character? {
        guard isInteractive else { return readLine().map { $0.first ?? "\n" } }
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return readLine().map { $0.first ?? "\n" } }
        var raw = before
        // Without signals either: an interrupted program would leave the terminal so.
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        guard tcsetattr(0, TCSANOW, &raw) == 0 else { return readLine().map { $0.first ?? "\n" } }
        defer { _ = tcsetattr(0, TCSANOW, &before) }
        var byte: UInt8 = 0
        let count = read(0, &byte, 1)
        // Ctrl-C and Ctrl-D end the input.
        guard count == 1, byte != 3, byte != 4 else { return nil }
        return Character(UnicodeScalar(byte))
    }

    /// A line in answer to a question, asked on standard error; nil at the end of input.
    static func line(_ question: String) -> String? {
        write(question + " ", to: .standardError)
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }

    /// Asks a question; nil if nobody can answer.
    static func ask(_ question: String) -> String? {
        guard isInteractive else { return nil }
        write(question + " ", to: .standardError)
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }
}
