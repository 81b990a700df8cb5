import Foundation
import Lifecycle
import Testing

@testable import Ledger

/// Every bit of an export and of a pack turned, every length cut: both verifiers are asked about each case. A sample of them unless
/// TENURE_DEEP=1.
struct EveryBitTests {
    private static let isDeep = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1"

    /// An export of 200 events and more, whole or of a span of time with papers beside it.
    private static func folder(_ bench: ExportBench, isPack: Bool) throws -> (folder: URL, names: [String]) {
        try bench.checkpoint()
        let folder =
            isPack
            ? try bench.export(ExportBench.span, withTable: true, page: ExportBench.page, papers: ExportBench.papers)
            : try bench.export(withTable: true, page: ExportBench.page)
        let names = ["manifest", "checkpoint", "events.jsonl", "left-out", "events.csv", "events.html"]
        return (folder, names + (isPack ? ExportBench.papers.keys.sorted() : []))
    }

    @Test(arguments: [false, true]) func `no bit can be turned`(isPack: Bool) throws {
        let bench = try ExportBench(events: 200, seed: 21)
        let (folder, names) = try Self.folder(bench, isPack: isPack)
        let python = try LongPython.verifier()
        #expect(try Verdicts.ours(folder) == nil && python.ask(folder.path) == "0")
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        var count = 0
        for name in names {
            let file = folder.appending(path: name)
            let bytes = try Data(contentsOf: file)
            let all = bytes.count * 8
            let isWhole = Self.isDeep && Self.isEvidence(name, isPack: isPack)
            let places =
                isWhole
                ? Array(0..<all) : (0..<min(all, Self.isDeep ? 5_000 : 60)).map { _ in Int.random(in: 0..<all, using: &random) }
            let handle = try FileHandle(forUpdating: file)
            for place in places {
                try Self.put(bytes[place / 8] ^ (1 << UInt8(place % 8)), at: place / 8, handle)
                let (ours, theirs) = try Verdicts.both(folder, python)
                #expect(ours != nil && theirs == "3", "seed \(seed): \(name), bit \(place): \(ours ?? "sound"), \(theirs)")
                try Self.put(bytes[place / 8], at: place / 8, handle)
                count += 1
            }
            try handle.close()
        }
        #expect(try Verdicts.ours(folder) == nil && python.ask(folder.path) == "0")
        print(
            "bytes of the files: \(try names.map { "\($0) \(try Data(contentsOf: folder.appending(path: $0)).count)" }.joined(separator: ", "))"
        )
        print("turned bits of \(isPack ? "a pack" : "an export") found by both verifiers: \(count); seed \(seed)")
    }

    /// What is taken bit by bit: of an export everything that proves something, of a pack its papers. The rest of a pack is an export's, and
    /// of table and page nothing but the digest is in the way of whoever turns a bit.
    private static func isEvidence(_ name: String, isPack: Bool) -> Bool {
        isPack ? ExportFile.isPaper(name) : ![ExportFile.table, ExportFile.page].contains(name)
    }

    private static func put(_ byte: UInt8, at place: Int, _ handle: FileHandle) throws {
        try handle.seek(toOffset: UInt64(place))
        try handle.write(contentsOf: Data([byte]))
    }

    /// Whoever has the signing key makes the manifest fit: what is left are leaves, tree and commitments.
    @Test func `no bit of the events can be turned by somebody who can sign the manifest`() throws {
        let bench = try ExportBench(events: 200, seed: 22)
        try bench.checkpoint()
        let folder = try bench.export(EventFilter(kind: "user"))
        let python = try LongPython.verifier()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        for name in ["events.jsonl", "left-out"] {
            let file = folder.appending(path: name)
            let bytes = try Data(contentsOf: file)
            for _ in 0..<(Self.isDeep ? 2_000 : 30) {
                let place = Int.random(in: 0..<bytes.count * 8, using: &random)
                var other = bytes
                other[place / 8] ^= 1 << UInt8(place % 8)
                try other.write(to: file)
                try bench.resign(folder)
                let (ours, theirs) = try Verdicts.both(folder, python)
                #expect(ours != nil && theirs == "3", "seed \(seed): \(name), bit \(place): \(ours ?? "sound"), \(theirs)")
            }
            try bytes.write(to: file)
        }
        try bench.resign(folder)
        #expect(try Verdicts.ours(folder) == nil && python.ask(folder.path) == "0")
    }

    @Test(arguments: [false, true]) func `no file can be cut off at any length`(isPack: Bool) throws {
        let bench = try ExportBench(events: 200, seed: 23)
        let (folder, names) = try Self.folder(bench, isPack: isPack)
        let python = try LongPython.verifier()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        var count = 0
        for name in names {
            let file = folder.appending(path: name)
            let bytes = try Data(contentsOf: file)
            // From the end to the beginning, so that each cut is one of the file before.
            guard !bytes.isEmpty else { continue }
            let isWhole = Self.isDeep && Self.isEvidence(name, isPack: isPack)
            let lengths = isWhole ? Array(0..<bytes.count) : (0..<25).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
            for length in lengths.sorted(by: >) {
                #expect(truncate(file.path, length) == 0)
                let (ours, theirs) = try Verdicts.both(folder, python)
                #expect(ours != nil && theirs == "3", "seed \(seed): \(name), \(length) bytes: \(ours ?? "sound"), \(theirs)")
                count += 1
            }
            try bytes.write(to: file)
        }
        #expect(try Verdicts.ours(folder) == nil && python.ask(folder.path) == "0")
        print("lengths of \(isPack ? "a pack" : "an export") found by both verifiers: \(count); seed \(seed)")
    }
}
