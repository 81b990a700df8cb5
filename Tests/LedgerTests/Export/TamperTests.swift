import Foundation
import Lifecycle
import Testing

@testable import Ledger

/// What happens to exports in the wrong hands. Both verifiers are asked each time; TENURE_DEEP=1 takes an export of 200 events.
struct TamperTests {
    private static let isDeep = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1"

    @Test(arguments: [false, true]) func `an export as it was written is sound to both`(withTable: Bool) throws {
        let bench = try ExportBench(events: 200, seed: 1)
        try bench.checkpoint()
        let streams = EventFilter(streams: [.user(RecordID(2)), .home])
        let range = EventFilter(from: .start + 1_000, to: .start + 100_000)
        let folders = try [EventFilter(), streams, range, EventFilter(kind: "request")].map {
            try bench.export($0, withTable: withTable, page: ExportBench.page)
        }
        for folder in folders { #expect(Verdicts.ours(folder, key: bench.signer.verifier) == nil) }
        #expect(try Verdicts.python(folders, ["--key", bench.signer.verifier.text]) == folders.map { _ in true })
    }

    @Test func `an export from before people's keys were in all of them is still read, and one of a later form is not`() throws {
        let bench = try ExportBench(events: 60, seed: 2)
        try bench.checkpoint()
        let folder = try bench.export(EventFilter(kind: "request"))
        let manifest = try SignedNote(Data(contentsOf: folder.appending(path: ExportFile.manifest))).text
        let folders = try ["v1", "v2", "v3"].map { form -> URL in
            let copy = try bench.copy(of: folder)
            let text = manifest.replacing("tenure-export/v2", with: "tenure-export/\(form)")
            let note = try SignedNote(text, signatures: [bench.signer.sign(text)])
            try Data(note.whole.utf8).write(to: copy.appending(path: ExportFile.manifest))
            return copy
        }
        #expect(folders.map { Verdicts.ours($0) == nil } == [true, true, false])
        #expect(try Verdicts.python(folders) == [true, true, false])
    }

    @Test(arguments: [false, true]) func `no event can be removed, doubled, moved or rewritten, not even with the key to the manifest`(
        isResigned: Bool
    ) throws {
        let bench = try ExportBench(events: Self.isDeep ? 200 : 60, seed: 3)
        try bench.checkpoint()
        let folder = try bench.export()
        let lines = try Data(contentsOf: folder.appending(path: "events.jsonl")).split(separator: 0x0A).map { Data($0) }
        var tampered: [URL] = []
        func tamper(_ change: (inout [Data]) -> Void) throws {
            var other = lines
            change(&other)
            guard other != lines else { return }
            let copy = try bench.copy(of: folder)
            try other.reduce(into: Data()) { $0 += $1 + [0x0A] }.write(to: copy.appending(path: "events.jsonl"))
            if isResigned { try bench.resign(copy) }
            tampered.append(copy)
        }
        for place in lines.indices {
            try tamper { $0.remove(at: place) }
            try tamper { $0.insert($0[place], at: place) }
            try tamper { $0.insert(Self.rewritten($0[place], number: place + 2), at: place + 1) }
            try tamper { $0.swapAt(place, (place + 1) % lines.count) }
            try tamper { $0.removeSubrange(place...) }
            try tamper { $0[place] = Self.rewritten($0[place], number: place + 1) }
            // The same salt in other letters: the same bytes, and another line.
            try tamper {
                let line = String(decoding: $0[place], as: UTF8.self)
                $0[place] = Data(line.replacing(/"salt":"([0-9a-f]+)"/) { "\"salt\":\"\($0.1.uppercased())\"" }.utf8)
            }
            try tamper { $0[place] = Data(String(decoding: $0[place], as: UTF8.self).replacing("\"text\":\"K", with: "\"text\":\"L").utf8) }
        }
        for copy in tampered { #expect(Verdicts.ours(copy) != nil, "\(copy.lastPathComponent)") }
        #expect(try Verdicts.python(tampered) == tampered.map { _ in false })
        print("tampered rows found by both verifiers: \(tampered.count), manifest \(isResigned ? "signed again" : "as it was")")
    }

    /// The line with another body and the leaf that belongs to it.
    private static func rewritten(_ line: Data, number: Int) -> Data {
        guard let event = try? ExportedLine(line) else { return line }
        let body = Data(String(decoding: event.body, as: UTF8.self).replacing("\"by\":\"", with: "\"by\":\"P-").utf8)
        return EventExport.json(seq: number, leaf: TreeHash.leaf(of: body).data, body: body, texts: event.texts).dropLast()
    }

    @Test func `an export can be cut off nowhere`() throws {
        let bench = try ExportBench(events: 12, seed: 4)
        try bench.checkpoint()
        let folder = try bench.export(EventFilter(streams: [.home]))
        var cut: [URL] = []
        for name in ["manifest", "checkpoint", "events.jsonl", "left-out"] {
            let file = folder.appending(path: name)
            let bytes = try Data(contentsOf: file)
            for length in 0..<bytes.count {
                try bytes.prefix(length).write(to: file)
                #expect(Verdicts.ours(folder) != nil, "\(name) of \(length) bytes")
                if length % 97 == 0 { cut.append(try bench.copy(of: folder)) }
            }
            try bytes.write(to: file)
        }
        #expect(try Verdicts.python(cut) == cut.map { _ in false })
    }

    @Test func `a history rewritten from its beginning is found by the key, and with the key by an earlier checkpoint`() throws {
        let bench = try ExportBench(events: 40, seed: 5)
        let earlier = try bench.checkpoint()
        try bench.go(on: 10)
        try bench.checkpoint()
        let honest = try bench.export()
        let key = bench.signer.verifier
        #expect(Verdicts.ours(honest, key: key, since: earlier) == nil)

        let withoutKey = try ExportBench(events: 60, seed: 6, key: 9)
        try withoutKey.checkpoint()
        let forged = try withoutKey.export()
        // Who has no key of their own to compare with cannot tell one history from another.
        #expect(Verdicts.ours(forged) == nil)
        #expect(Verdicts.ours(forged, key: key) != nil)
        #expect(try Verdicts.python([forged]) == [true])
        #expect(try Verdicts.python([forged, honest], ["--key", key.text]) == [false, true])

        let withKey = try ExportBench(events: 60, seed: 7)
        try withKey.checkpoint()
        let rewritten = try withKey.export()
        // Whoever has the signing key can sign another history: only what others have kept of the first one shows it.
        #expect(Verdicts.ours(rewritten, key: key) == nil)
        #expect(Verdicts.ours(rewritten, key: key, since: earlier) != nil)
        let note = URL(filePath: bench.home.directory).appending(path: "earlier")
        try Data((try bench.ledger.checkpoint(covering: earlier.size)).map(\.note).map { $0.utf8 } ?? "".utf8).write(to: note)
        #expect(try Verdicts.python([rewritten, honest], ["--since", note.path]) == [false, true])
    }

    @Test func `an old copy of the ledger is found by a later checkpoint`() throws {
        let bench = try ExportBench(events: 40, seed: 8)
        try bench.checkpoint()
        let old = try bench.export()
        try bench.go(on: 5)
        let later = try bench.checkpoint()
        #expect(Verdicts.ours(old, since: later) != nil)
    }

    @Test func `a text that is taken away, and an event kept from a filtered export, show only without the key`() throws {
        let bench = try ExportBench(events: 60, seed: 9)
        try bench.checkpoint()
        let whole = try bench.export()
        let file = whole.appending(path: "events.jsonl")
        let text = try #require(String(data: Data(contentsOf: file), encoding: .utf8))
        let bare = text.replacing(/"texts":\{"[^\n]*\n/) { _ in "\"texts\":{}}\n" }
        try Data(bare.utf8).write(to: file)
        #expect(Verdicts.ours(whole) != nil)
        try bench.resign(whole)
        // It reads as a text that was erased, as texts may be.
        #expect(Verdicts.ours(whole) == nil)
        #expect(try Verdicts.python([whole]) == [true])

        let filtered = try bench.export(EventFilter(kind: "user"))
        try moveLastRow(of: filtered, in: bench)
        #expect(Verdicts.ours(filtered) != nil)
        try bench.resign(filtered)
        // Its leaf is there, so it can be asked for by its number; that it was asked for before is the word of whoever signed.
        #expect(Verdicts.ours(filtered) == nil)
        #expect(try Verdicts.python([filtered]) == [true])
    }

    private func moveLastRow(of folder: URL, in bench: ExportBench) throws {
        let (events, others) = (folder.appending(path: "events.jsonl"), folder.appending(path: "left-out"))
        var lines = try Data(contentsOf: events).split(separator: 0x0A).map { Data($0) }
        let hidden = try ExportedLine(lines.removeLast())
        var leaves = try String(contentsOf: others, encoding: .utf8).split(separator: "\n").map(String.init)
        leaves.append("\(hidden.seq) \(TreeHash.leaf(of: hidden.body))")
        leaves.sort { Int($0.prefix { $0 != " " }) ?? 0 < Int($1.prefix { $0 != " " }) ?? 0 }
        try lines.reduce(into: Data()) { $0 += $1 + [0x0A] }.write(to: events)
        try Data(leaves.map { $0 + "\n" }.joined().utf8).write(to: others)
    }

    @Test func `a key that was replaced vouches for the new one only if it has signed the change`() throws {
        let bench = try ExportBench(events: 20, seed: 10)
        try bench.checkpoint()
        let next = try NoteSigner(name: "tenure/test", seed: Array(repeating: 2, count: 32))
        let version = try #require(try bench.ledger.home()?.version)
        try bench.ledger.append(
            [StreamWrite(.home, expecting: version, [.home(.signingKeySet(key: LogKey(next.verifier.text)))])], at: .start, by: .tenure)
        try bench.checkpoint([bench.signer], by: next)
        let note = try #require(try bench.ledger.lastCheckpoint()).note
        let (alone, vouched) = (try bench.export(by: next), try bench.export(handovers: [note], by: next))
        let former = bench.signer.verifier
        #expect(Verdicts.ours(alone, key: next.verifier) == nil && Verdicts.ours(vouched, key: next.verifier) == nil)
        #expect(Verdicts.ours(alone, key: former) != nil && Verdicts.ours(vouched, key: former) == nil)
        #expect(try Verdicts.python([alone, vouched], ["--key", former.text]) == [false, true])
        #expect(try Verdicts.python([alone, vouched], ["--key", next.verifier.text]) == [true, true])
        #expect(try bench.ledger.problems().isEmpty)
    }

    @Test func `in a pack no paper is altered, missing, added, renamed or put in another's place`() throws {
        let bench = try ExportBench(events: 200, seed: 11)
        try bench.checkpoint()
        let pack = try bench.export(ExportBench.span, withTable: true, papers: ExportBench.papers)
        #expect(Verdicts.ours(pack, key: bench.signer.verifier) == nil)
        #expect(try Verdicts.python([pack], ["--key", bench.signer.verifier.text]) == [true])
        var tampered: [URL] = []
        func tamper(_ change: (URL) throws -> Void) throws {
            let copy = try bench.copy(of: pack)
            try change(copy)
            tampered.append(copy)
        }
        let names = ExportBench.papers.keys.sorted()
        for (place, name) in names.enumerated() {
            let other = names[(place + 1) % names.count]
            try tamper { try Data("another text\n".utf8).write(to: $0.appending(path: name)) }
            try tamper { try Data().write(to: $0.appending(path: name)) }
            try tamper { try FileManager.default.removeItem(at: $0.appending(path: name)) }
            try tamper { try FileManager.default.moveItem(at: $0.appending(path: name), to: $0.appending(path: name + "~")) }
            try tamper { copy in
                try FileManager.default.removeItem(at: copy.appending(path: name))
                try FileManager.default.copyItem(at: copy.appending(path: other), to: copy.appending(path: name))
            }
        }
        for name in ["registers/more.csv", "more", "registers/.hidden", "deep"] {
            try tamper { try Data("slipped in\n".utf8).write(to: $0.appending(path: name)) }
        }
        try tamper { try FileManager.default.createSymbolicLink(at: $0.appending(path: "link"), withDestinationURL: pack) }
        try tamper { copy in
            try FileManager.default.createDirectory(at: copy.appending(path: "new/er"), withIntermediateDirectories: true)
            try Data("deep down\n".utf8).write(to: copy.appending(path: "new/er/file"))
        }
        for copy in tampered { #expect(Verdicts.ours(copy) != nil, "\(copy.lastPathComponent)") }
        #expect(try Verdicts.python(tampered) == tampered.map { _ in false })
        print("tampered papers of a pack found by both verifiers: \(tampered.count)")
    }

    @Test func `a manifest that is no pack's holds no papers, and a pack's names none outside its folder`() throws {
        let bench = try ExportBench(events: 60, seed: 12)
        try bench.checkpoint()
        let pack = try bench.export(ExportBench.span, papers: ExportBench.papers)
        let manifest = try ExportManifest(SignedNote(Data(contentsOf: pack.appending(path: ExportFile.manifest))))
        let folders = try ["everything", "kind=user", "pack=2026-Q4 kind=user", manifest.asked].map { asked -> URL in
            let copy = try bench.copy(of: pack)
            var other = manifest
            other.asked = asked
            try ExportBench.sign(other, in: copy, with: bench.signer)
            return copy
        }
        #expect(folders.map { Verdicts.ours($0) == nil } == [false, false, false, true])
        #expect(try Verdicts.python(folders) == [false, false, false, true])
        let outside = try ["../README.txt", "a/b/c", "/etc/hostname", "registers//grants.csv", ".README", "registers/.."].map {
            name -> URL in
            let copy = try bench.copy(of: pack)
            let line = "file README.txt \(Digest.of(text: "read me\n"))\n"
            let text = manifest.text.replacing(line, with: line.replacing("README.txt", with: name))
            let note = try SignedNote(text, signatures: [bench.signer.sign(text)])
            try Data(note.whole.utf8).write(to: copy.appending(path: ExportFile.manifest))
            return copy
        }
        for copy in outside { #expect(Verdicts.ours(copy) != nil) }
        #expect(try Verdicts.python(outside) == outside.map { _ in false })
    }
}
