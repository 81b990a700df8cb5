/// Why a proof does not hold.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such place in a tree of that size.
    case place(index: Int, size: Int)
    /// A tree cannot have grown from the one size to the other, or is empty.
    case sizes(from: Int, to: Int)
    /// It has more or fewer hashes than a proof for that place has.
    case length(found: Int, expected: Int)
    /// The hashes come to another root.
    case root

    public var description: String {
        switch self {
        case .place(let index, let size): "there is no leaf \(index) in a tree of \(size)"
        case .sizes(let from, let to): "a tree of \(to) has not grown from one of \(from)"
        case .length(let found, let expected): "the proof has \(found) hashes where it needs \(expected)"
        case .root: "the proof does not lead to the root"
        }
    }
}

/// What shows that a leaf stands at a place of a tree: the hashes beside the way from it to the root, from below (RFC 9162, 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    public let index: Int
    public let size: Int
    public let hashes: [TreeHash]

    /// A proof as it was read.
    public init(index: Int, size: Int, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// A proof from a tree that tells the root of the leaves in a range.
    public init(index: Int, size: Int, root: (Range<Int>) throws -> TreeHash) throws {
        guard size > 0, (0..<size).contains(index) else { throw ProofError.place(index: index, size: size) }
        self.init(index: index, size: size, hashes: try Subtrees.beside(index, in: 0..<size).map(root))
    }

    /// Throws unless the leaf stands at that place of the tree with that root.
    public func verify(leaf: TreeHash, root: TreeHash) throws(ProofError) {
        guard size > 0, (0..<size).contains(index) else { throw .place(index: index, size: size) }
        let expected = Subtrees.beside(index, in: 0..<size).count
        guard hashes.count == expected else { throw .length(found: hashes.count, expected: expected) }
        var walk = TreeWalk(index: index, last: size - 1)
        var hash = leaf
        for beside in hashes { hash = walk.step() ? .node(beside, hash) : .node(hash, beside) }
        guard hash == root else { throw .root }
    }
}

/// What shows that a tree has only grown: that its first leaves are all the leaves of an earlier one (RFC 9162, 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    public let from: Int
    public let to: Int
    public let hashes: [TreeHash]

    /// A proof as it was read.
    public init(from: Int, to: Int, hashes: [TreeHash]) {
        self.from = from
        self.to = to
        self.hashes = hashes
    }

    /// A proof from a tree that tells the root of the leaves in a range.
    public init(from: Int, to: Int, root: (Range<Int>) throws -> TreeHash) throws {
        guard from > 0, from <= to else { throw ProofError.sizes(from: from, to: to) }
        self.init(from: from, to: to, hashes: try Subtrees.between(from, in: 0..<to).map(root))
    }

    /// Throws unless the tree with root `second` begins with all leaves of the one with root `first`.
    public func verify(first: TreeHash, second: TreeHash) throws(ProofError) {
        // An empty tree is consistent with everything, so a proof from it would show nothing.
        guard from > 0, from <= to else { throw .sizes(from: from, to: to) }
        let expected = Subtrees.between(from, in: 0..<to).count
        guard hashes.count == expected else { throw .length(found: hashes.count, expected: expected) }
        var walk = TreeWalk(index: from - 1, last: to - 1)
        walk.climbWhileRight()
        // Where the earlier tree is one complete subtree, its root is where the proof begins.
        var rest = hashes[...]
        let begin = from & (from - 1) == 0 ? first : rest.popFirst() ?? first
        var (old, new) = (begin, begin)
        for beside in rest {
            if walk.step() {
                old = .node(beside, old)
                new = .node(beside, new)
            } else {
                new = .node(new, beside)
            }
        }
        guard old == first, new == second else { throw .root }
    }
}

/// The way from a leaf to the root, by the places on each level.
private struct TreeWalk {
    private var index: Int
    private var last: Int

    init(index: Int, last: Int) {
        self.index = index
        self.last = last
    }

    /// Goes up from right children: to the root of the largest subtree that ends with the leaf.
    mutating func climbWhileRight() {
        while index & 1 == 1 { climb() }
    }

    /// Goes up one step that has a node beside it; says whether that node is on the left.
    mutating func step() -> Bool {
        defer { climb() }
        guard index & 1 == 1 || index == last else { return false }
        // The last node of a level has nothing on its right: it goes up unchanged to where it is a right child.
        while index & 1 == 0, index != 0 { climb() }
        return true
    }

    private mutating func climb() {
        index >>= 1
        last >>= 1
    }
}

/// Which ranges of leaves the hashes of a proof stand for.
enum Subtrees {
    /// Beside the way from the root of `range` to a leaf, from below: PATH of RFC 6962, 2.1.1.
    static func beside(_ index: Int, in range: Range<Int>) -> [Range<Int>] {
        guard range.count > 1 else { return [] }
        let middle = split(range)
        return index < middle
            ? beside(index, in: range.lowerBound..<middle) + [middle..<range.upperBound]
            : beside(index, in: middle..<range.upperBound) + [range.lowerBound..<middle]
    }

    /// What leads from the root of the leaves before `size` to the root of `range`: SUBPROOF of RFC 6962, 2.1.2.
    static func between(_ size: Int, in range: Range<Int>, isWhole: Bool = true) -> [Range<Int>] {
        guard size < range.upperBound else { return isWhole ? [] : [range] }
        let middle = split(range)
        return size <= middle
            ? between(size, in: range.lowerBound..<middle, isWhole: isWhole) + [middle..<range.upperBound]
            : between(size, in: middle..<range.upperBound, isWhole: false) + [range.lowerBound..<middle]
    }

    // The left part is the largest complete subtree that does not take all.
    private static func split(_ range: Range<Int>) -> Int {
        var width = 1
        while width < range.count - width { width *= 2 }
        return range.lowerBound + width
    }
}
