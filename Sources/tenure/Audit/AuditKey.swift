import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit key`
struct AuditKeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make, show and replace the key that checkpoints are signed with.",
        subcommands: [AuditKeyMake.self, AuditKeyShow.self, AuditKeyRotate.self])
}

/// `tenure audit key make`
struct AuditKeyMake: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make the home's signing key; its public key is recorded.",
        discussion: """
            The private key is a file of mode 0600, 'signing.key' in the home unless tenure.yaml says otherwise (audit: key: PATH), or belongs
            to a program that signs (audit: command: [PROGRAM]): then name its public key. Give the line that is printed to the auditors.
            """)

    @OptionGroup var place: PlaceOptions
    @Option(
        name: .long, help: ArgumentHelp("The log's name, as in example.com/tenure; otherwise one that no other log has.", valueName: "name")
    )
    var origin: String?
    @Option(name: .long, help: ArgumentHelp("The Ed25519 public key of a program that signs.", valueName: "base64"))
    var publicKey: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.admin], to: "make the signing key")
        let key = try KeyKeeping(home: workplace.home).make(origin: origin, publicKey: try publicKey.map(KeyArgument.bytes), by: me.id)
        Terminal.out("\(key)\n")
        Terminal.note("tenure: give that line to the auditors: it is what they check the history with")
        return .done
    }
}

/// `tenure audit key rotate`
struct AuditKeyRotate: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Put another key in the place of the home's; that is recorded, and both sign it.",
        discussion:
            "The checkpoint that covers the change is signed by the former key too, so whoever trusts that one can trust the new one.")

    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: ArgumentHelp("The Ed25519 public key of a program that signs.", valueName: "base64"))
    var publicKey: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.admin], to: "replace the signing key")
        try Notary(home: workplace.home).seal()
        let key = try KeyKeeping(home: workplace.home).rotate(publicKey: try publicKey.map(KeyArgument.bytes), by: me.id)
        Terminal.out("\(key)\n")
        return .done
    }
}

/// `tenure audit key show`
struct AuditKeyShow: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the public keys, the one in force last, and who set them when.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var rows = Listing(
            columns: [("FROM EVENT", "fromEvent"), ("SINCE", "since"), ("SET BY", "setBy"), ("KEY", "key")], typed: ["key"],
            whenEmpty: "no key: nothing is signed; an admin makes one with 'tenure audit key make'")
        for dated in try workplace.ledger.logKeys() {
            rows.rows.append([.number(dated.seq), .time(dated.at), .text(workplace.name(of: dated.by)), .text(dated.key.text)])
        }
        try rows.print(listing, in: workplace)
        return .done
    }
}

/// A public key as it is typed.
enum KeyArgument {
    static func bytes(_ text: String) throws -> Data {
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else {
            throw Trouble("'\(text)' is not an Ed25519 public key", hint: "write its 32 bytes in base64", status: .usage)
        }
        return bytes
    }
}
