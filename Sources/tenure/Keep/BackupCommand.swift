import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure backup`
struct BackupCommand: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make a checked copy of the home while others go on working in it.",
        discussion: """
            A new folder with the ledger, the settings, workflows, templates, snapshots, proofs and plans. In a folder that is there already it
            gets a name from the time; without one it goes below the home's out/backups, which is lost with the disk. Everything is verified
            in the copy before it gets its name. The signing key is never in it: keep a copy of that apart.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The folder of the backup, or one to make it in.", valueName: "folder")) var folder: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let actor = try workplace.keeper(to: "take a backup")
        let target = try self.target(in: workplace)
        let (manifest, found) = try BackupMaking(home: workplace.home).make(in: target, by: actor) {
            Terminal.progress("verifying the copy: \($0) events")
        }
        Terminal.endProgress()
        Terminal.out(
            """
            backup of \(Count.of(manifest.size, "event")): \(target.path)
            \(found.covered.map { "signed up to event \($0.size) as \($0.origin)" } ?? "nothing in it is signed")
            root: \(manifest.root.base64)

            """)
        Terminal.note("tenure: not in it: \(left(by: workplace)); keep a copy of the key apart from the backups")
        Terminal.note(
            "tenure: it holds people's names and reasons, those that are erased later too: see to it that it is deleted in its time")
        return .done
    }

    private func left(by workplace: Workplace) -> String {
        let key = KeyKeeping(home: workplace.home).file.map { "the signing key '\($0.lastPathComponent)'" } ?? "the signing program's key"
        return "\(key), the outside copy of the last checkpoint, and letters and passwords in 'out'"
    }

    private func target(in workplace: Workplace) throws -> URL {
        let name = "tenure-" + workplace.now.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
        guard let folder else { return Home.url(.out, in: workplace.directory).appending(path: "backups/\(name)").standardizedFileURL }
        let place = URL(filePath: try workplace.place(of: folder).path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue, !Backup.isIn(place) else {
            return place
        }
        return place.appending(path: name)
    }
}

extension Workplace {
    /// Who keeps the home: an admin, or the home's owner where that is nobody's operating-system user, as from a timer.
    func keeper(to act: String) throws -> Actor {
        guard let person = try actorIfKnown() else { return .tenure }
        guard try rules().has(.admin, person.id) else {
            throw Refusal(
                .notPermitted, "'\(person.label)' cannot \(act): that takes the role admin",
                hint: "ask an admin: 'tenure person list --role admin'; or let a timer do it as the home's owner")
        }
        return .person(person.id)
    }
}
