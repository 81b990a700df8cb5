/// An address of the internet as its bytes: four or sixteen.
struct IPAddress: Hashable {
    let bytes: [UInt8]
    /// Whether an IPv6 address was written with four decimal parts at its end.
    let isDotted: Bool

    /// Reads an address in the spellings that AWS takes; nil for anything else.
    init?(_ text: String) {
        if let four = Self.dotted(text) {
            (bytes, isDotted) = (four, false)
        } else if let (sixteen, isDotted) = Self.grouped(text), !isDotted || Self.isMapped(sixteen) {
            (bytes, self.isDotted) = (sixteen, isDotted)
        } else {
            return nil
        }
    }

    private init(bytes: [UInt8]) { (self.bytes, isDotted) = (bytes, false) }

    /// A mapped IPv6 address as the IPv4 address that it means, as AWS does with the address of a request.
    var unmapped: IPAddress { Self.isMapped(bytes) ? IPAddress(bytes: Array(bytes[12...])) : self }

    /// Whether it is an IPv4 address within IPv6: the only ones that may be written with four decimal parts.
    private static func isMapped(_ bytes: [UInt8]) -> Bool {
        bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    }

    private static func dotted(_ text: String) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
            return UInt8(String(decoding: part, as: UTF8.self))
        }
        return bytes.count == 4 ? bytes : nil
    }

    /// Groups of IPv6. AWS ignores a colon at the end, takes one at the beginning for a zero before it, and an empty
    /// group beside `::` as part of it.
    private static func grouped(_ text: String) -> ([UInt8], Bool)? {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard groups.count >= 3 else { return nil }
        if groups.last == "" { groups.removeLast() }
        if groups.first == "", groups.count > 1, groups[1] != "" { groups[0] = "0" }
        var isDotted = false
        if let last = groups.last, let four = dotted(last) {
            isDotted = true
            groups.removeLast()
            groups += [0, 2].map { String(UInt16(four[$0]) << 8 | UInt16(four[$0 + 1]), radix: 16) }
        }
        guard let values = expanded(groups) else { return nil }
        return (values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, isDotted)
    }

    private static func expanded(_ groups: [String]) -> [UInt16]? {
        let head = groups.prefix { !$0.isEmpty }
        let tail = groups.dropFirst(head.count).drop { $0.isEmpty }
        let hasGap = head.count < groups.count
        let (left, right) = (head.compactMap(value), tail.compactMap(value))
        guard left.count == head.count, right.count == tail.count else { return nil }
        let missing = 8 - left.count - right.count
        guard hasGap ? missing >= 1 : missing == 0 else { return nil }
        return left + Array(repeating: 0, count: missing) + right
    }

    private static func value(_ group: String) -> UInt16? {
        guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt16(group, radix: 16)
    }
}

/// A network of a policy: an address and how many of its bits count.
struct IPNetwork {
    private let address: IPAddress
    private let length: Int

    /// Reads `203.0.113.0/24` or a bare address.
    init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let address = IPAddress(halves[0]) else { return nil }
        let bits = address.bytes.count * 8
        let length = halves.count == 2 ? Int(halves[1]) : bits
        guard let length, (0...bits).contains(length), !(halves.last ?? "").hasPrefix("-") else { return nil }
        self.address = address
        self.length = length
    }

    /// Whether IAM stores it, and anything lies in it: no IPv6 network with bits beyond its length, none with decimal parts.
    var isStorable: Bool { !hasHostBits && !address.isDotted }

    // AWS masks the host bits of an IPv4 network; an IPv6 network that has some matches nothing.
    private var hasHostBits: Bool { address.bytes.count == 16 && (length..<128).contains { bit(address, $0) } }

    /// Whether the address of a request lies in it.
    func contains(_ other: IPAddress) -> Bool {
        address.bytes.count == other.bytes.count && !hasHostBits && (0..<length).allSatisfy { bit(address, $0) == bit(other, $0) }
    }

    private func bit(_ address: IPAddress, _ index: Int) -> Bool { address.bytes[index / 8] >> (7 - index % 8) & 1 == 1 }
}
