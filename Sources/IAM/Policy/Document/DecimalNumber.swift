/// A number as conditions compare it: exact, whatever its length. `01`, `+1`, `1.0` and `1e0` are one number.
struct DecimalNumber: Comparable {
    /// -1, 0 or 1.
    private let sign: Int
    /// The digits without zeros at either end; the value is 0.DIGITS × 10^scale.
    private let digits: [UInt8]
    private let scale: Int

    /// Reads a decimal number; nil for anything else, blanks and exponents of more than six digits included.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = Self.takeDigits(&rest)
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = Self.takeDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let exponent = Self.exponent(rest) else { return nil }
        let all = whole + fraction
        let zeros = all.prefix { $0 == 0 }.count
        var significant = Array(all.dropFirst(zeros))
        while significant.last == 0 { significant.removeLast() }
        digits = significant
        sign = significant.isEmpty ? 0 : isNegative ? -1 : 1
        scale = significant.isEmpty ? 0 : whole.count - zeros + exponent
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        guard let letter = text.first else { return 0 }
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E"), text.count <= 8 else { return nil }
        return Int(String(decoding: text.dropFirst(), as: UTF8.self))
    }

    static func < (left: Self, right: Self) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.sign < 0 ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
    }

    private func isSmallerInSize(than other: Self) -> Bool {
        scale == other.scale ? digits.lexicographicallyPrecedes(other.digits) : scale < other.scale
    }
}
