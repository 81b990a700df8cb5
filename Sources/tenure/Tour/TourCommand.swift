import ArgumentParser
import Engine
import Foundation

/// `tenure tour`
struct TourCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tour", abstract: "The main job, shown: several users' whole lives in a fresh sandbox home.",
        discussion:
            "Every line that begins with $ is a command as you would type it. The home is left with its guides and its history to look at.")

    @Argument(help: ArgumentHelp("A new folder; tenure-tour, or the next free tenure-tour-N, if left out.", valueName: "dir"))
    var directory: String?

    func run() async throws {
        let folder = directory ?? Self.freeFolder()
        do {
            let stage = try TourStage(folder: folder)
            for scene in TourScene.all(signed: DecisionSigner.program != nil) { try stage.play(scene) }
            stage.close()
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private static func freeFolder() -> String {
        let names = ["tenure-tour"] + (2...999).map { "tenure-tour-\($0)" }
        return names.first { !FileManager.default.fileExists(atPath: $0) } ?? "tenure-tour-\(ProcessInfo.processInfo.processIdentifier)"
    }
}
