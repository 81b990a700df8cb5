import Foundation
import Guides

/// Keeps every letter as a file of mode 0600 in a folder: the mail as it would be sent, and beside it the page to open.
public struct FolderCourier: Courier {
    private let folder: URL
    private let from: Mailbox

    /// Letters go into that folder, which is made when the first is written.
    public init(folder: URL, from: Mailbox) {
        self.folder = folder
        self.from = from
    }

    public func deliver(_ letter: Letter) async throws {
        do {
            let message = try letter.mail.message(from: from, date: letter.written, messageID: letter.messageID)
            let (folder, name, html) = (folder, letter.name, letter.mail.html)
            try await aside {
                try PrivateFile.write(Data(message.utf8), to: folder.appending(path: name + ".eml"))
                // The mail holds the page, too: it can be taken from there.
                if let html { try PrivateFile.write(Data(html.utf8), to: folder.appending(path: name + ".html"), isReplaceable: true) }
            }
        } catch {
            throw DeliveryError("the letter '\(letter.name)' could not be written: \(error)")
        }
    }
}

/// Hands every letter to a program that takes a mail on standard input: `sendmail -t`, `msmtp -t`.
public struct CommandCourier: Courier {
    private let command: [String]
    private let from: Mailbox
    private let patience: TimeInterval

    /// Letters go to that program with those arguments; no shell is involved. It is given up after `patience` seconds.
    public init(command: [String], from: Mailbox, patience: TimeInterval = 60) {
        self.command = command
        self.from = from
        self.patience = patience
    }

    public func deliver(_ letter: Letter) async throws {
        let message: String
        do {
            message = try letter.mail.message(from: from, date: letter.written, messageID: letter.messageID)
        } catch {
            throw DeliveryError("the letter '\(letter.name)' could not be written: \(error)")
        }
        do {
            let status = try Subprogram(command).run(input: Data(message.utf8), patience: patience)
            guard status == 0 else {
                throw DeliveryError("'\(command.first ?? "")' refused the letter '\(letter.name)' with status \(status)")
            }
        } catch let error as DeliveryError {
            throw error
        } catch {
            throw DeliveryError("'\(command.first ?? "")' could not be run: \(error)")
        }
    }
}
