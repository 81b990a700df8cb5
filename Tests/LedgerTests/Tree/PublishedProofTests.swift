import Foundation
import Testing

@testable import Ledger

/// Proofs that other programs made: those of a log of nearly a thousand million certificates, as golang.org/x/mod keeps them for its tests
/// (BSD-3-Clause), and what transparency-dev/merkle does to proofs in its own (Apache 2.0).
struct PublishedProofTests {
    /// Google's Argon 2020: its size and root, and what it answered.
    private static let size = 961_984_013
    private static let root = "dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM="
    /// The certificate at place 10,000, hashed.
    private static let leaf = "nCs3mfIydh9x4CKyQ+u2xtmpxmFggA5MLymHwNQSlLg="
    private static let path = """
        T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ= 9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=
        D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck= wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=
        516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE= naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=
        mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg= Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=
        yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0= n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=
        go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q= 8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=
        6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M= 2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=
        nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ= mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=
        JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo= UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=
        hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE= II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=
        d609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck= rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI=
        GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0= pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
        f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA= WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
        f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ= NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
        C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI= nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
        """
    private static let earlier = (size: 3_654_490, root: "AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=")
    private static let growth = """
        80Sfbj6UQEdVSZCSIgh9NMPj3vCBzcc1A48B2crJSWg= FZcrgAHUk6nNPviJZq8kEK6jCG1d18pJOFE45ZDc1TQ=
        Q67reWXmPBo1UfmwBap4Xi9PMPfFdUSSw3WGlRZdG7k= eJ7CyhR4PxzBxDIsWgrVYW1eFUb9ndgf46tFmiqVrxA=
        QrDwp062Grm5WY8KdrhFsBuuNjGzRox2Jb8PmVL5OYw= XM4YMjMEdLH/XJam/ZWyaP14k3cmsOtnPsOWQ54lW1s=
        SGiBh+jOTGccXU48ZzgQ88lRcBmtB4wz4oSDndv2QTg= WAS6txqNLYKGL1GdBdpqmV42TTfn6cJsuDsqLXuTCNI=
        QFmRS0rirUA7ZN3lxFjDncV+E1OCrn3NUB4RCp+5fzc= Hdbp7It2XBNZmNDBpCN/KPd7vfVqxgzwOosqVIaEA9E=
        mxvHL0ZiblBdD7j7pIa1jlfB0gSqfJ6oX0UGo7L0VsU= q5hjyvoW6TL/PThgcitpDcSTrnKX2p1+aqscqH2euRA=
        jTOWDqt3IHj2NVFeezyBz2ofpru+ztEywqKUAfFclKI= GIRn0w3HqJdvU9j1WVD//eR6lk2AaTVjyzjsJNP8U88=
        x52GJvxG81fnQBrgOTbll1A5tz95/LXK0Ag1NhB0r1I= 6/0OqrcTgc3o5dD5PymmoC96lB9yLPFuTHVvLy8fSGk=
        Gf+iKLfcXO5l4JEFmsZvSdG5q1uEeWPfYLrds6pmjz0= DGuaco+McyM3AfRSF6qX7RwSetwe2ieYJmxw5e9rVx0=
        2tQJ9V32hnYp+fdpP6TcjmgJmLeNVOMKM0Ml1kk4cNU= 3PapK+IkyJr8I9yAErAmzuZezzLMzsg+PfeRCgNW8NQ=
        s6xiYeejb+wtqHA+URJZ2I/SCPyIW8coP6aB00FJbMY= z9lSpmdTcr5M5ZzKlc4EPh3SrSypKFdk6JUF/UccaZU=
        GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0= pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
        f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA= WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
        f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ= NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
        C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI= nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
        """

    private static func hashes(_ text: String) throws -> [TreeHash] {
        try text.split(whereSeparator: \.isWhitespace).map { try #require(TreeHash(base64: $0)) }
    }

    private static func hash(_ text: String) throws -> TreeHash { try #require(TreeHash(base64: text)) }

    @Test func `a certificate stands in the log that it was found in, and nowhere else`() throws {
        let (leaf, root, hashes) = (try Self.hash(Self.leaf), try Self.hash(Self.root), try Self.hashes(Self.path))
        func holds(_ index: Int, _ size: Int, _ hashes: [TreeHash], _ leaf: TreeHash, _ root: TreeHash) -> Bool {
            (try? InclusionProof(index: index, size: size, hashes: hashes).verify(leaf: leaf, root: root)) != nil
        }
        #expect(holds(10_000, Self.size, hashes, leaf, root))
        for (index, size) in [
            (9_999, Self.size), (10_001, Self.size), (10_002, Self.size), (10_000, Self.size * 2), (10_000, Self.size / 2),
        ] {
            #expect(!holds(index, size, hashes, leaf, root), "\(index) of \(size)")
        }
        for mangled in try Self.mangled(hashes, root) { #expect(!holds(10_000, Self.size, mangled, leaf, root)) }
        #expect(!holds(10_000, Self.size, hashes, root, root) && !holds(10_000, Self.size, hashes, leaf, .empty))
    }

    @Test func `the log has grown from what it was, and from nothing else`() throws {
        let (first, second, hashes) = (try Self.hash(Self.earlier.root), try Self.hash(Self.root), try Self.hashes(Self.growth))
        func holds(_ from: Int, _ to: Int, _ hashes: [TreeHash], _ first: TreeHash, _ second: TreeHash) -> Bool {
            (try? ConsistencyProof(from: from, to: to, hashes: hashes).verify(first: first, second: second)) != nil
        }
        let (from, to) = (Self.earlier.size, Self.size)
        #expect(holds(from, to, hashes, first, second))
        for (from, to) in [(from - 1, to), (from + 1, to), (from ^ 2, to), (from, to * 2), (from, to / 2), (to, from), (0, to)] {
            #expect(!holds(from, to, hashes, first, second), "\(from) to \(to)")
        }
        for mangled in try Self.mangled(hashes, first) + Self.mangled(hashes, second) {
            #expect(!holds(from, to, mangled, first, second))
        }
        #expect(!holds(from, to, hashes, second, first) && !holds(from, to, hashes, .empty, second))
    }

    /// A hash too many at either end, one too few, each with a bit turned, one put between.
    private static func mangled(_ hashes: [TreeHash], _ root: TreeHash) throws -> [[TreeHash]] {
        var all = [hashes + [root], [root] + hashes, Array(hashes.dropLast()), Array(hashes.dropFirst()), []]
        all.append([hashes[0], .empty] + hashes.dropFirst())
        for place in hashes.indices {
            var (bytes, other) = (hashes[place].data, hashes)
            bytes[0] ^= 8
            other[place] = try #require(TreeHash(bytes))
            all.append(other)
        }
        return all
    }

    @Test(arguments: [Int.max, Int.max - 1, 1 << 62, (1 << 62) + 1, 1 << 61]) func `no size is too large to be refused`(size: Int) {
        for index in [0, 1, size / 2, size - 1] {
            #expect(throws: ProofError.self) { try InclusionProof(index: index, size: size, hashes: []).verify(leaf: .empty, root: .empty) }
        }
        for from in [1, 3, size / 2, size - 1] {
            #expect(throws: ProofError.self) {
                try ConsistencyProof(from: from, to: size, hashes: []).verify(first: .empty, second: .empty)
            }
        }
        #expect(throws: ProofError.place(index: size, size: size)) {
            try InclusionProof(index: size, size: size, hashes: []).verify(leaf: .empty, root: .empty)
        }
    }

    @Test(arguments: [Int.max, Int.max - 1, 1, -1]) func `a proof file that names another place is refused, whatever the number`(place: Int)
        throws
    {
        let bench = try ExportBench(events: 9, seed: 7)
        try bench.checkpoint()
        let kept = try #require(try bench.ledger.lastCheckpoint())
        let event = try #require(try bench.ledger.events(after: 3, limit: 1).first)
        let proof = try #require(try bench.ledger.inclusionProof(of: event.seq, in: kept.size))
        let text = TreeProofFile(of: event, proof, under: try kept.read().note).text
        #expect(try TreeProofFile(Data(text.utf8)).verify(with: bench.signer.verifier).seq == event.seq)
        let other = try TreeProofFile(Data(text.replacing("index \(proof.index)\n", with: "index \(place)\n").utf8))
        #expect(throws: NoteError.untrue(reason: "its event has another number")) { try other.verify(with: bench.signer.verifier) }
    }
}
