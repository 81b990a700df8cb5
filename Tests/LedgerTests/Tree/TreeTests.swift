import Foundation
import Testing

@testable import Ledger

/// The tree against the published vectors of certificate-transparency's merkle_tree_test (Apache 2.0) and against RFC 6962 word for word.
struct TreeTests {
    private static let entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func `roots of the published entries are the published ones`() throws {
        var tree = CompactRange()
        #expect(tree.root.description == Self.roots[0])
        for (entry, root) in zip(Self.entries, Self.roots.dropFirst()) {
            tree.append(.leaf(of: Data(hexadecimal: entry)))
            #expect(tree.root.description == root)
        }
    }

    @Test(arguments: [
        (0, 1, []), (0, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]), (5, 8, ["bc1a0643", "ca854ea1", "d37ee418"]), (2, 3, ["fac54203"]),
        (1, 5, ["6e340b9c", "5f083f0a", "bc1a0643"]),
    ]) func `inclusion proofs of the published entries are the published ones`(index: Int, size: Int, hashes: [String]) throws {
        let tree = try GrownTree(Self.entries.map { Data(hexadecimal: $0) })
        let proof = try InclusionProof(index: index, size: size, root: tree.root)
        #expect(proof.hashes.map { String($0.description.prefix(8)) } == hashes)
        #expect(throws: Never.self) { try proof.verify(leaf: tree.leaves[index], root: tree.root(0..<size)) }
    }

    @Test(arguments: [
        (1, 1, []), (1, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]), (6, 8, ["0ebc5d34", "ca854ea1", "d37ee418"]),
        (2, 5, ["5f083f0a", "bc1a0643"]),
    ]) func `consistency proofs of the published entries are the published ones`(from: Int, to: Int, hashes: [String]) throws {
        let tree = try GrownTree(Self.entries.map { Data(hexadecimal: $0) })
        let proof = try ConsistencyProof(from: from, to: to, root: tree.root)
        #expect(proof.hashes.map { String($0.description.prefix(8)) } == hashes)
        #expect(throws: Never.self) { try proof.verify(first: tree.root(0..<from), second: tree.root(0..<to)) }
    }

    @Test func `all proofs of all sizes up to 130 are those of the RFC's definitions, and hold for nothing else`() throws {
        var random = Seeded(6962)
        let tree = try GrownTree((0..<130).map { _ in Data((0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }) })
        let plain = tree.leaves.map(\.data)
        var count = 0
        for size in 1...130 {
            let root = tree.root(0..<size)
            #expect(root.data == ReferenceTree.root(plain[..<size]))
            for index in 0..<size {
                let proof = try InclusionProof(index: index, size: size, root: tree.root)
                #expect(proof.hashes.map(\.data) == ReferenceTree.path(index, plain[..<size]))
                #expect(throws: Never.self) { try proof.verify(leaf: tree.leaves[index], root: root) }
                #expect(throws: ProofError.root) { try proof.verify(leaf: tree.leaves[(index + 1) % 130], root: root) }
                count += 1
            }
            for from in 1...size {
                let proof = try ConsistencyProof(from: from, to: size, root: tree.root)
                #expect(proof.hashes.map(\.data) == ReferenceTree.proof(from, plain[..<size]))
                #expect(throws: Never.self) { try proof.verify(first: tree.root(0..<from), second: root) }
                #expect(throws: ProofError.root) { try proof.verify(first: tree.leaves[129], second: root) }
                count += 1
            }
        }
        print("proofs compared with RFC 6962: \(count)")
    }

    @Test func `no malformed proof holds`() throws {
        var random = Seeded(9162)
        let tree = try GrownTree((0..<300).map { Data("\($0)".utf8) })
        for _ in 0..<300 {
            let size = Int.random(in: 2...300, using: &random)
            try expectNoneHolds(InclusionProof(index: Int.random(in: 0..<size, using: &random), size: size, root: tree.root), in: tree)
            try expectNoneHolds(ConsistencyProof(from: Int.random(in: 1..<size, using: &random), to: size, root: tree.root), in: tree)
        }
    }

    private func expectNoneHolds(_ proof: InclusionProof, in tree: GrownTree) throws {
        let (leaf, root) = (tree.leaves[proof.index], tree.root(0..<proof.size))
        for hashes in Self.mangled(proof.hashes) {
            #expect(throws: Self.refusal(of: hashes, for: proof.hashes)) {
                try InclusionProof(index: proof.index, size: proof.size, hashes: hashes).verify(leaf: leaf, root: root)
            }
        }
        for (index, size) in [(proof.index, 0), (-1, proof.size), (proof.size, proof.size), (proof.size, proof.index), (proof.index, -1)] {
            #expect(throws: ProofError.place(index: index, size: size)) {
                try InclusionProof(index: index, size: size, hashes: proof.hashes).verify(leaf: leaf, root: root)
            }
        }
    }

    private func expectNoneHolds(_ proof: ConsistencyProof, in tree: GrownTree) throws {
        let (first, second) = (tree.root(0..<proof.from), tree.root(0..<proof.to))
        for hashes in Self.mangled(proof.hashes) {
            #expect(throws: Self.refusal(of: hashes, for: proof.hashes)) {
                try ConsistencyProof(from: proof.from, to: proof.to, hashes: hashes).verify(first: first, second: second)
            }
        }
        for (from, to) in [(0, proof.to), (0, 0), (proof.to, proof.from), (-1, proof.to)] {
            #expect(throws: ProofError.sizes(from: from, to: to)) {
                try ConsistencyProof(from: from, to: to, hashes: proof.hashes).verify(first: first, second: second)
            }
        }
        #expect(throws: ProofError.self) { try proof.verify(first: second, second: first) }
        #expect(throws: ProofError.root) { try proof.verify(first: .empty, second: second) }
    }

    /// A wrong length is refused before anything is hashed.
    private static func refusal(of hashes: [TreeHash], for right: [TreeHash]) -> ProofError {
        hashes.count == right.count ? .root : .length(found: hashes.count, expected: right.count)
    }

    private static func mangled(_ hashes: [TreeHash]) -> [[TreeHash]] {
        var all = [hashes + [.empty], [.empty] + hashes, hashes + hashes.suffix(1)]
        if !hashes.isEmpty { all += [Array(hashes.dropLast()), Array(hashes.dropFirst()), []] }
        if Set(hashes).count > 1 { all.append(hashes.reversed()) }
        for place in hashes.indices {
            var other = hashes
            other[place] = .node(other[place], .empty)
            all.append(other)
        }
        return all.filter { $0 != hashes }
    }

    @Test func `a hash is 32 bytes, and base64 is written in one way only`() throws {
        #expect(TreeHash(Data(count: 31)) == nil && TreeHash(Data(count: 33)) == nil && TreeHash(Data()) == nil)
        let text = TreeHash.empty.base64
        #expect(TreeHash(base64: text) == .empty)
        // The last digit before the padding has two bits to spare: another digit there would decode to the same bytes.
        for wrong in [String(text.dropLast()), text + "=", " " + text, text.replacing("U=", with: "V="), String(text.prefix(40)), ""] {
            #expect(TreeHash(base64: wrong) == nil, "\(wrong)")
        }
    }
}

/// All leaves of a tree, which tells the root of any range of them.
struct GrownTree {
    let leaves: [TreeHash]

    init(_ entries: [Data]) throws { leaves = entries.map { TreeHash.leaf(of: $0) } }

    init(leaves: [TreeHash]) { self.leaves = leaves }

    func root(_ range: Range<Int>) -> TreeHash {
        var tree = CompactRange()
        for leaf in leaves[range] { tree.append(leaf) }
        return tree.root
    }
}

extension Data {
    /// The bytes of those hexadecimal digits.
    init(hexadecimal digits: String) {
        let digits = Array(digits.utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        self.init(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }
}
