import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure review import`
struct ReviewImport: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read decisions that were filled into an exported file: all of them or none.",
        discussion: "Every line is checked first. Items are told by their ids alone; what else stands in the file is not read.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The CSV file, or '-' for standard input.", valueName: "file")) var file: String
    @Flag(name: .long, help: "Only check every line.") var dryRun = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let rows = try CSVFile.read(file, columns: ReviewExport.columns)
        let office = try workplace.office()
        var (commands, wrong, seen): ([(ItemID, ItemCommand)], Int, Set<ItemID>) = ([], 0, [])
        for (place, row) in rows.enumerated() where !(row["decision"] ?? "").isEmpty {
            do {
                let line = try ImportedLine(row, in: workplace)
                guard seen.insert(line.id).inserted else {
                    throw Trouble("\(line.id) stands twice in the file", hint: "keep one of the two lines", status: .refused)
                }
                try office.check(line.command, on: line.id)
                commands.append((line.id, line.command))
            } catch {
                let failure = Failure(error, in: workplace)
                Terminal.note("tenure: error: line \(place + 2): \(failure.message)")
                Terminal.note("tenure: hint: \(failure.hint)")
                wrong += 1
            }
        }
        guard wrong == 0 else {
            Terminal.note("tenure: attention: nothing was recorded: \(Count.of(wrong, "line")) to mend")
            return .refused
        }
        if !dryRun { try office.decide(commands) }
        let left = rows.count - commands.count
        Terminal.out(
            "\(Count.of(commands.count, "decision"))\(dryRun ? " would be" : "") recorded\(left == 0 ? "" : ", \(Count.of(left, "line")) left open")\n"
        )
        return .done
    }
}

/// A line that was filled in.
private struct ImportedLine {
    let id: ItemID
    let command: ItemCommand

    init(_ row: [String: String], in place: Workplace) throws {
        let text = row["item"] ?? ""
        guard let id = ItemID(text: text) else {
            throw Trouble(
                "'\(text)' is not an item's id", hint: "ids are written as V-3/17: a spreadsheet may have turned it into something else",
                status: .refused)
        }
        let item = try place.find.item(text).state
        guard row["iam_id"] == item.entry.user.text else {
            throw Trouble(
                "\(id) is '\(item.entry.user)', and the line says '\(row["iam_id"] ?? "")'",
                hint: "do not sort columns apart; export anew with 'tenure review export'", status: .refused)
        }
        let detail = (row["detail"] ?? "").split(whereSeparator: { " ,;".contains($0) }).map(String.init)
        let verdict = try TypedDecision.verdict((row["decision"] ?? "").lowercased(), detail, in: place)
        let reason = try row["reason"].flatMap { $0.isEmpty ? nil : try place.reason($0) }
        self.id = id
        command = .decide(verdict, reason: reason, manner: .file)
    }
}
