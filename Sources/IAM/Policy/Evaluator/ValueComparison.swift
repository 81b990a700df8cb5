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
        case .string(let ignoringCase): self = .text(Array((ignoringCase ? value.lowercased() : value).utf16), ignoringCase: ignoringCase)
        case .pattern, .absence: self = .pattern(Array(value.utf16))
        case .number(let relation):
            guard let number = DecimalNumber(value) else { return nil }
            self = .number(number, relation)
        case .date(let relation):
            guard let date = Instant(value) else { return nil }
            self = .date(date, relation)
        // Any other text than true is false.
        case .bool: self = .bool(value.lowercased() == "true")
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
        case .bool(let isTrue): Self.equal(isTrue, operand.text)
        case .binary(let data): Self.outcome(Base64.decode(operand.text)) { data == $0 }
        case .address(let address): Self.outcome(IPNetwork(operand.text)) { $0.contains(address) }
        case .arn(let parts): Self.equal(parts, operand, in: context)
        }
    }

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
            return Match(text == (ignoringCase ? Array(String(decoding: wanted, as: UTF16.self).lowercased().utf16) : wanted))
        }
    }

    private static func equal(_ isTrue: Bool, _ operand: String) -> Outcome {
        switch operand.lowercased() {
        case "true": .match(Match(isTrue))
        case "false": .match(Match(!isTrue))
        default: .match(.unclear([.booleanOperand]))
        }
    }

    /// ARNs are compared in each of their six parts.
    private static func equal(_ parts: [[UInt16]], _ operand: ConditionOperand, in context: RequestContext) -> Outcome {
        guard operand.arn.isComplete else {
            // Taken by IAM, and what they are compared with part by part is not documented.
            let isTaken = operand.text == "*" || operand.text.hasPrefix("${")
            return isTaken ? .match(.unclear([.shortARN])) : .unconvertible
        }
        return .match(Match.all(zip(operand.arn.segments, parts)) { $0.match($1, in: context) })
    }
}
