import Foundation

/// One value of a request, read as what an operator compares.
enum ValueComparison {
    case text([UInt16], ignoringCase: Bool)
    case pattern([UInt16])
    case number(DecimalNumber, Relation)
    case date(Instant, Relation)
    case bool(Bool)
    case binary(Data)
    case address(IPAddress)
    case arn([[UInt16]])

    /// What became of one comparison.
    enum Outcome {
        case match(Match)
        /// The policy's value is not what the operator compares.
        case unconvertible
    }

    /// Reads the value; nil if it is not what the operator compares.
    init?(_ value: String, _ family: ComparisonFamily) {
        switch family {
        case .string(let ignoringCase):
            self = .text(Array((ignoringCase ? LowerCase.text(value) : value).utf16), ignoringCase: ignoringCase)
        case .pattern, .absence: self = .pattern(Array(value.utf16))
        case .number(let relation):
            guard let number = DecimalNumber(value) else { return nil }
            self = .number(number, relation)
        case .date(let relation):
            guard let date = Instant(value) else { return nil }
            self = .date(date, relation)
        case .bool: self = .bool(Self.isTrue(value))
        case .binary:
            guard let data = Base64.decode(value) else { return nil }
            self = .binary(data)
        case .address:
            guard let address = IPAddress(value) else { return nil }
            self = .address(address.unmapped)
        case .arn:
            let parts = ARNPattern.split(value, version: nil)
            guard parts.count == 6, parts[0] == "arn" else { return nil }
            self = .arn(parts.map { Array($0.utf16) })
        }
    }

    /// Compares with one value of the policy.
    func equals(_ operand: ConditionOperand, in context: RequestContext) -> Outcome {
        switch self {
        case .text(let text, let ignoringCase): .match(Self.equal(text, operand.pattern.resolved(in: context), ignoringCase: ignoringCase))
        case .pattern(let text): .match(operand.pattern.match(text, in: context))
        case .number(let number, let relation): Self.outcome(DecimalNumber(operand.text)) { relation.holds(number, $0) }
        case .date(let date, let relation): Self.outcome(Instant(operand.text)) { relation.holds(date, $0) }
        case .bool(let isTrue): .match(Match(isTrue == Self.isTrue(operand.text)))
        case .binary(let data): Self.outcome(Base64.decode(operand.text)) { data == $0 }
        case .address(let address): Self.outcome(Self.network(operand.text)) { $0.contains(address) }
        case .arn(let parts): Self.equal(parts, operand, in: context)
        }
    }

    private static func network(_ text: String) -> IPNetwork? { IPNetwork(text).flatMap { $0.isStorable ? $0 : nil } }

    private static func outcome<Value>(_ operand: Value?, _ holds: (Value) -> Bool) -> Outcome {
        operand.map { .match(Match(holds($0))) } ?? .unconvertible
    }

    private static func equal(_ text: [UInt16], _ pattern: ResolvedPattern, ignoringCase: Bool) -> Match {
        switch pattern {
        case .missing: return .no
        case .unclear(let doubt): return .unclear([doubt])
        case .units(let units):
            let wanted = units.map { unit -> UInt16 in
                switch unit {
                case .exactly(let unit): unit
                case .anyOne: 0x3F
                case .anyRun: 0x2A
                }
            }
            return Match(text == (ignoringCase ? Array(LowerCase.text(String(decoding: wanted, as: UTF16.self)).utf16) : wanted))
        }
    }

    /// Any other text than true, in the policy as in the request, is false.
    static func isTrue(_ text: String) -> Bool { text.lowercased() == "true" }

    /// ARNs are compared in each of their six parts; a lone `*` means every ARN.
    private static func equal(_ parts: [[UInt16]], _ operand: ConditionOperand, in context: RequestContext) -> Outcome {
        switch operand.pattern.resolved(in: context) {
        case .missing: return .match(.no)
        case .unclear(let doubt): return .match(.unclear([doubt]))
        case .units(let units):
            if units == [.anyRun] { return .match(.yes) }
            let wanted = ARNPattern.parts(of: units)
            guard wanted.count == 6, wanted[0] == "arn".utf16.map(PatternUnit.exactly) else { return .unconvertible }
            return .match(Match(zip(wanted, parts).allSatisfy { Wildcard.matches($0, $1) }))
        }
    }
}
