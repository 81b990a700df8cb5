import Crypto
import Foundation

/// The definitions of RFC 6962, 2.1, word for word and without any thought of speed: what the real tree is compared with.
enum ReferenceTree {
    static func leaf(_ entry: Data) -> Data { Data(SHA256.hash(data: [0] + entry)) }

    /// MTH(D[n]) over the hashes of leaves.
    static func root(_ leaves: ArraySlice<Data>) -> Data {
        guard leaves.count > 1 else { return leaves.first ?? Data(SHA256.hash(data: Data())) }
        let (left, right) = halves(leaves)
        return Data(SHA256.hash(data: [1] + root(left) + root(right)))
    }

    /// PATH(m, D[n]).
    static func path(_ index: Int, _ leaves: ArraySlice<Data>) -> [Data] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = halves(leaves)
        return index < left.count
            ? path(index, left) + [root(right)] : path(index - left.count, right) + [root(left)]
    }

    /// PROOF(m, D[n]).
    static func proof(_ size: Int, _ leaves: ArraySlice<Data>) -> [Data] { subproof(size, leaves, true) }

    private static func subproof(_ size: Int, _ leaves: ArraySlice<Data>, _ isWhole: Bool) -> [Data] {
        guard size < leaves.count else { return isWhole ? [] : [root(leaves)] }
        let (left, right) = halves(leaves)
        return size <= left.count
            ? subproof(size, left, isWhole) + [root(right)] : subproof(size - left.count, right, false) + [root(left)]
    }

    private static func halves(_ leaves: ArraySlice<Data>) -> (ArraySlice<Data>, ArraySlice<Data>) {
        var width = 1
        while width * 2 < leaves.count { width *= 2 }
        return (leaves.prefix(width), leaves.dropFirst(width))
    }
}
