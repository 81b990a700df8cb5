/// A number in the spelling in which AWS's simulator shows it to text operators, which is that of Java's BigDecimal: its scale is kept.
enum SimulatedNumber {
    /// `1.00` for `01.00`, `1E+2` for `1e2`; nil for anything but a number.
    static func text(of value: String) -> String? {
        guard DecimalNumber(value) != nil else { return nil }
        let unsigned = value.drop { $0 == "+" || $0 == "-" }
        let halves = unsigned.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1].count : 0
        let scale = fraction - (halves.count == 2 ? Int(halves[1]) ?? 0 : 0)
        let stripped = parts.joined().drop { $0 == "0" }
        let digits = stripped.isEmpty ? "0" : String(stripped)
        let isNegative = value.hasPrefix("-") && !stripped.isEmpty
        return (isNegative ? "-" : "") + (plain(digits, scale: scale) ?? scientific(digits, scale: scale))
    }

    /// Without an exponent; nil where Java writes one.
    private static func plain(_ digits: String, scale: Int) -> String? {
        guard scale >= 0, digits.count - scale - 1 >= -6 else { return nil }
        guard scale > 0 else { return digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    private static func scientific(_ digits: String, scale: Int) -> String {
        let exponent = digits.count - scale - 1
        let mantissa = digits.count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
        return "\(mantissa)E\(exponent >= 0 ? "+" : "")\(exponent)"
    }
}
