import Crypto
import Foundation
import GRDB
import IAM
import Lifecycle

/// Writes the events of an export and the leaves of those that are left out, a page at a time.
public struct ExportFiles {
    private let ledger: Ledger
    private let folder: URL
    private var events: OpenFile
    private var others: OpenFile
    private var table: OpenFile?
    private var pages: [(file: OpenFile, page: ExportPage)]
    private var next = 1
    /// How many events were written, and the numbers of the first and the last.
    public private(set) var count = 0
    public private(set) var first = 0
    public private(set) var last = 0

    /// Files in a folder that is there; with the table and the pages that are asked for, whose folders are there too.
    public init(of ledger: Ledger, in folder: URL, withTable: Bool, pages: [ExportPage] = []) throws {
        self.ledger = ledger
        self.folder = folder
        events = try OpenFile(ExportFile.events, in: folder)
        others = try OpenFile(ExportFile.leftOut, in: folder)
        self.pages = try pages.map { (try OpenFile($0.name, in: folder), $0) }
        if withTable {
            table = try OpenFile(ExportFile.table, in: folder)
            try EventExport(format: .csvForPeople).begin { try table?.write($0) }
        }
        for place in pages.indices { try self.pages[place].file.write(Data(pages[place].opening.utf8)) }
    }

    /// Writes the events that pass the filter, and those that put keys in force or take them away, of the first `size`.
    public mutating func write(_ filter: EventFilter, of size: Int) throws {
        var keys = try ExportManifest.keyKinds.flatMap { try ledger.events(EventFilter(kind: $0), upTo: size, limit: 100_000) }
            .sorted { $0.seq < $1.seq }[...]
        try eachPage(
            of: { try ledger.events(filter, after: $0?.seq ?? 0, upTo: size, limit: 500) },
            do: { page in
                for event in page {
                    while let key = keys.first, key.seq < event.seq { try write(keys.removeFirst()) }
                    if keys.first?.seq == event.seq { keys.removeFirst() }
                    try write(event)
                }
            })
        for key in keys { try write(key) }
        try leaveOut(to: size)
    }

    /// Ends the pages with what the manifest says of the events.
    public mutating func endPages(_ manifest: ExportManifest) throws {
        for place in pages.indices { try pages[place].file.write(Data(pages[place].page.closing(manifest).utf8)) }
    }

    /// Closes the files: they are on the disk. Returns them in the manifest's order: events, left-out, then table and pages.
    public func finish() throws -> [ExportManifest.File] {
        try ([events, others, table].compactMap(\.self) + pages.map(\.file)).map { try $0.finish() }
    }

    private mutating func write(_ event: LoggedEvent) throws {
        try leaveOut(to: event.seq - 1)
        try EventExport(format: .jsonLines).write([event]) { try events.write($0) }
        if table != nil { try EventExport(format: .csvForPeople).write([event]) { try table?.write($0) } }
        for place in pages.indices { try pages[place].file.write(Data(pages[place].page.row(event).utf8)) }
        next = event.seq + 1
        count += 1
        if first == 0 { first = event.seq }
        last = event.seq
    }

    private mutating func leaveOut(to end: Int) throws {
        while next <= end {
            let leaves = try ledger.leaves(next...min(end, next + 4_999))
            guard !leaves.isEmpty else { throw LedgerError.altered(path: ledger.path, seq: next) }
            for leaf in leaves {
                try others.write(Data("\(next) \(leaf)\n".utf8))
                next += 1
            }
        }
    }
}

extension Ledger {
    /// The leaves of the events in a range of numbers.
    func leaves(_ range: ClosedRange<Int>) throws(LedgerError) -> [TreeHash] {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT leaf FROM event WHERE seq >= ? AND seq <= ? ORDER BY seq")
            return try Data.fetchAll(statement, arguments: [range.lowerBound, range.upperBound]).compactMap { TreeHash($0) }
        }
    }
}

/// A file of mode 0600 that is being written, and the digest of what stands in it.
private struct OpenFile {
    private let name: String
    private let handle: FileHandle
    private var hash = SHA256()

    init(_ name: String, in folder: URL) throws {
        self.name = name
        let descriptor = open(folder.appending(path: name).path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw LedgerError.failed(path: folder.path, detail: String(cString: strerror(errno))) }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    mutating func write(_ data: Data) throws {
        try handle.write(contentsOf: data)
        hash.update(data: data)
    }

    func finish() throws -> ExportManifest.File {
        try handle.synchronize()
        try handle.close()
        return ExportManifest.File(name: name, digest: try Lifecycle.Digest(hash.finalize().hexadecimal))
    }
}
