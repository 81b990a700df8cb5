import Foundation
import Testing

@testable import Ledger

/// Our proofs and those of a program that was written from the RFCs alone, each verified by the other: 200 random logs, 10,000 of up to 5,000
/// leaves with TENURE_DEEP=1.
struct IndependentProofTests {
    private static let isDeep = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1"

    private static func python() throws -> LongPython {
        try LongPython([URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Proofs/rfc6962.py").standardized.path])
    }

    /// Most logs are small, some have thousands of leaves.
    private static func size(_ random: inout Seeded) -> Int {
        let most = isDeep ? 5_000 : 700
        return Int.random(in: 1...max(1, Int(pow(Double(most), Double.random(in: 0...1, using: &random)))), using: &random)
    }

    @Test func `each program holds the other's proofs for right, and no mangled one`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        let python = try Self.python()
        let count = Self.isDeep ? 10_000 : 200
        for number in 0..<count {
            let size = Self.size(&random)
            let tree = GrownTree(leaves: (0..<size).map { TreeHash.leaf(of: Data("\(seed).\(number)/\($0)".utf8)) })
            let root = tree.root(0..<size)
            #expect(try python.ask("log \(seed).\(number) \(size)") == root.description, "seed \(seed), log \(number) of \(size)")
            var log = ComparedLog(tree: tree, root: root, python: python, what: "seed \(seed), log \(number) of \(size)")
            try log.compareInclusion(at: Int.random(in: 0..<size, using: &random), &random)
            try log.compareGrowth(from: Int.random(in: 1...size, using: &random), &random)
        }
        print("random logs whose proofs two programs agree on: \(count); seed \(seed)")
    }
}

/// One log, as both programs see it.
private struct ComparedLog {
    let tree: GrownTree
    let root: TreeHash
    let python: LongPython
    let what: String
    private var size: Int { tree.leaves.count }

    init(tree: GrownTree, root: TreeHash, python: LongPython, what: String) {
        (self.tree, self.root, self.python, self.what) = (tree, root, python, what)
    }

    mutating func compareInclusion(at index: Int, _ random: inout Seeded) throws {
        let ours = try InclusionProof(index: index, size: size, root: tree.root)
        let theirs = try Self.hashes(try python.ask("inclusion \(index)"))
        #expect(ours.hashes == theirs, "\(what): inclusion of \(index)")
        for hashes in [ours.hashes] + Self.mangled(ours.hashes, &random) {
            let proof = InclusionProof(index: index, size: size, hashes: hashes)
            let holds = (try? proof.verify(leaf: tree.leaves[index], root: root)) != nil
            let list = hashes.map(\.description).joined(separator: ",")
            let answer = try python.ask("included \(index) \(size) \(tree.leaves[index]) \(root) \(list)")
            #expect(
                holds == (hashes == ours.hashes) && answer == (holds ? "yes" : "no"),
                "\(what): inclusion of \(index), \(hashes.count) hashes")
        }
    }

    mutating func compareGrowth(from: Int, _ random: inout Seeded) throws {
        let ours = try ConsistencyProof(from: from, to: size, root: tree.root)
        let theirs = try Self.hashes(try python.ask("consistency \(from)"))
        #expect(ours.hashes == theirs, "\(what): growth from \(from)")
        let first = tree.root(0..<from)
        #expect(try python.ask("root \(from)") == first.description, "\(what)")
        for hashes in [ours.hashes] + Self.mangled(ours.hashes, &random) {
            let proof = ConsistencyProof(from: from, to: size, hashes: hashes)
            let holds = (try? proof.verify(first: first, second: root)) != nil
            let list = hashes.map(\.description).joined(separator: ",")
            let answer = try python.ask("grown \(from) \(size) \(first) \(root) \(list)")
            #expect(
                holds == (hashes == ours.hashes) && answer == (holds ? "yes" : "no"), "\(what): growth from \(from), \(hashes.count) hashes"
            )
        }
    }

    private static func hashes(_ text: String) throws -> [TreeHash] {
        try text.split(separator: ",").map { try #require(TreeHash(Data(hexadecimal: String($0)))) }
    }

    /// One hash altered, one left out, one too many, two exchanged.
    private static func mangled(_ hashes: [TreeHash], _ random: inout Seeded) -> [[TreeHash]] {
        var all = [hashes + [.empty]]
        guard !hashes.isEmpty else { return all }
        let place = Int.random(in: hashes.indices, using: &random)
        var (altered, shorter, exchanged) = (hashes, hashes, hashes)
        altered[place] = .node(altered[place], .empty)
        shorter.remove(at: place)
        exchanged.swapAt(place, hashes.count - 1)
        all += [altered, shorter, exchanged].filter { $0 != hashes }
        return all
    }
}
