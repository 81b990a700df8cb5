import AWS
import ArgumentParser
import Checks
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle
import Sandbox

/// An error as it is told to a person: why, what to type next, and the exit status. The one place where errors become text.
struct Failure {
    let message: String
    let hint: String
    let status: ExitStatus

    /// How an error is told; in a home with its people's names and its times.
    init(_ error: any Error, in place: Workplace? = nil) {
        switch error {
        case let refusal as Lifecycle.Refusal: self.init(place?.named(refusal.message) ?? refusal.message, hint: refusal.hint, .refused)
        case let overtaken as Office.Overtaken:
            self.init(
                Self.tell(overtaken, in: place), hint: "look again with 'tenure inbox', then decide anew if it is still open", .refused)
        case let invalid as InvalidText: self.init(invalid.description, hint: "see the command's --help", .usage)
        case let held as RunLock.Held:
            self.init(held.description, hint: "wait until it has ended; it lets go by itself, also when it dies", .attention)
        case let wrong as WrongAccount: self.init(wrong.description, hint: wrong.hint, .failed)
        case let snapshot as SnapshotError: self.init(snapshot.description, hint: snapshot.hint, .refused)
        case let wrong as WrongSnapshot: self.init(wrong.description, hint: wrong.hint, .refused)
        case let changed as SnapshotChanged: self.init(changed.description, hint: changed.hint, .failed)
        case let file as PlanFileError: self.init(file.description, hint: file.hint, .refused)
        case let report as NoReport: self.init(report.description, hint: report.hint, .failed)
        case let ledger as LedgerError: self.init(ledger.description, hint: ledger.hint, .failed)
        case let backup as BackupError: self.init(backup.description, hint: backup.hint, backup.isFinding ? .findings : .failed)
        case let settings as SettingsError: self.init(settings.description, hint: settings.hint, .failed)
        case let guide as GuideError: self.init(guide.description, hint: guide.hint, .failed)
        case let delivery as DeliveryError:
            self.init(delivery.description, hint: "mend that, then type the same again; see 'tenure doctor'", .failed)
        case let iam as IAMError: self.init(iam.description, hint: Self.hint(for: iam), .failed)
        case let credentials as CredentialError: self.init("\(credentials)", hint: credentials.hint, .failed)
        case let signing as SigningRefusal: self.init(signing.description, hint: signing.hint, .attention)
        case let note as NoteError: self.init("\(note)", hint: "name a file as 'tenure audit' wrote it, unchanged", .findings)
        case let trouble as Trouble: self.init(trouble.message, hint: trouble.hint, trouble.status)
        default: self.init("\(error)", hint: "see whether the home is sound with 'tenure doctor'", .failed)
        }
    }

    private init(_ message: String, hint: String, _ status: ExitStatus) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    private static func tell(_ overtaken: Office.Overtaken, in place: Workplace?) -> String {
        let done = overtaken.since.map { one in
            guard let place else { return one.event.code }
            return "\(EventTelling(place: place).line(one)) at \(place.text(one.at))"
        }
        return "somebody else was quicker with \(overtaken.stream), and nothing of yours was recorded: \(done.joined(separator: "; "))"
    }

    private static func hint(for error: IAMError) -> String {
        switch error.code {
        case .accessDenied: "give tenure's principal what 'tenure account policy ACCOUNT' prints"
        case .requestExpired: "set this machine's clock: signatures hold for a few minutes"
        case .invalidClientToken: "check the credentials that tenure.yaml names for this account"
        default: "try again; see 'tenure account show ACCOUNT'"
        }
    }

    /// Prints it on standard error.
    func print() {
        Terminal.note("tenure: error: \(message)")
        Terminal.note("tenure: hint: \(hint)")
    }
}

extension Workplace {
    /// The message with names where the rules, which know nobody's, have quoted ids of people.
    func named(_ message: String) -> String {
        message.replacing(/'(P-[0-9]+)'/) { match in
            "'" + (PersonID(text: String(match.1)).map { name(of: $0) } ?? String(match.1)) + "'"
        }
    }
}

/// Something that only the command line knows to be wrong.
struct Trouble: Error {
    let message: String
    let hint: String
    let status: ExitStatus

    init(_ message: String, hint: String, status: ExitStatus = .failed) {
        self.message = message
        self.hint = hint
        self.status = status
    }
}
