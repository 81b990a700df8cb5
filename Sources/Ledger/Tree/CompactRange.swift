/// The complete subtrees that a tree is made of, largest first: all that is needed to let it grow and to tell its root.
public struct CompactRange: Hashable, Sendable {
    /// How many leaves there are.
    public private(set) var size = 0
    // One for each bit that is set in the size, the highest first.
    private var peaks: [TreeHash] = []

    /// A tree without leaves.
    public init() {}

    /// The root of the tree.
    public var root: TreeHash {
        guard var root = peaks.last else { return .empty }
        for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
        return root
    }

    /// Adds a leaf at the end.
    public mutating func append(_ leaf: TreeHash) { append(leaf, level: 0) }

    /// Adds a complete subtree of 2^level leaves at the end, where such a subtree can begin; `completing` is told each node that is
    /// finished by it, with its level and its place among the nodes of that level.
    public mutating func append(_ subtree: TreeHash, level: Int, completing: (Int, Int, TreeHash) -> Void = { _, _, _ in }) {
        precondition(size % (1 << level) == 0, "a subtree begins where a multiple of its size does")
        var (node, height) = (subtree, level)
        while size & (1 << height) != 0 {
            node = .node(peaks.removeLast(), node)
            height += 1
            completing(height, size >> height, node)
        }
        peaks.append(node)
        size += 1 << level
    }
}
