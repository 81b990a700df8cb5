import Foundation
import IAM
import Lifecycle

/// A line of what was left out.
struct LeftOut {
    let seq: Int
    let leaf: TreeHash

    init(_ line: Data) throws(NoteError) {
        let parts = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int(parts[0]), String(seq) == parts[0],
            let leaf = Data(hexadecimal: parts[1]).flatMap({ TreeHash($0) }),
            leaf.description == parts[1]
        else { throw .malformed(what: "line of an export", reason: "a left-out event is written SEQ LEAF") }
        (self.seq, self.leaf) = (seq, leaf)
    }
}

/// What the manifest says of the rows.
struct RowCount {
    let asked: String
    private var count = 0
    private var first = 0
    private var last = 0
    private var leftOut = 0
    private var gaps = 0
    private var isInRange = false

    init(asked: String) { self.asked = asked }

    mutating func take(_ line: ExportedLine, isKey: Bool) {
        count += 1
        if first == 0 { first = line.seq }
        last = line.seq
        // Events about keys are in every export, and so tell nothing of what was asked for.
        guard !isKey else { return }
        if !isInRange { gaps += 1 }
        isInRange = true
    }

    mutating func leaveOut() {
        leftOut += 1
        isInRange = false
    }

    func compare(with manifest: ExportManifest) throws(NoteError) {
        guard (count, first, last) == (manifest.count, manifest.first, manifest.last) else {
            throw .untrue(reason: "it holds other events than its manifest says")
        }
        let isWhole = asked == "everything"
        let isRange = asked.split(separator: " ").allSatisfy { word in
            ["from=", "to=", ExportManifest.packWord].contains { word.hasPrefix($0) }
        }
        guard isRange || manifest.pack == nil else { throw .untrue(reason: "a pack holds every event of its time") }
        guard !isWhole || leftOut == 0, !isRange || gaps <= 1 else {
            throw .untrue(reason: "events are left out of what was asked for")
        }
    }
}

/// The table is made anew from the events and compared, byte for byte.
struct TableCheck {
    private var lines: LineReader
    private let export = EventExport(format: .csvForPeople)

    init(_ folder: URL) throws {
        lines = try LineReader(folder.appending(path: ExportFile.table))
        try export.begin { try take($0) }
    }

    mutating func compare(_ line: ExportedLine) throws {
        let event = try line.logged()
        var expected = Data()
        export.write([event], to: { expected += $0 })
        try take(expected)
    }

    mutating func finish() throws {
        guard try lines.next() == nil else { throw differs }
    }

    private mutating func take(_ expected: Data) throws {
        var found = Data()
        // A cell may hold line feeds of its own.
        while found.count < expected.count {
            guard let line = try lines.next() else { throw differs }
            found += line + [0x0A]
        }
        guard found == expected else { throw differs }
    }

    private var differs: NoteError { .untrue(reason: "the table does not hold what the events say") }
}
