import IAM
import Testing

@testable import Checks

@Suite struct ActionNumbersTests {
    @Test(arguments: (0..<60).map { UInt64($0) * 7_919 + 1 })
    func `what a policy means by numbers is what it means action by action`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let actions = try Self.actions.map { try ActionName($0) }
        let numbers = ActionNumbers(actions)
        let statements = (0..<3).map { _ in
            let listed = (0..<Int.random(in: 1...3, using: &dice)).map { _ in "\"\(Self.pick(Self.patterns, &dice))\"" }
            return """
                {"Effect": "\(Self.pick(["Allow", "Deny"], &dice))", "\(Self.pick(["Action", "NotAction"], &dice))": \
                [\(listed.joined(separator: ", "))], "Resource": "*"}
                """
        }
        let document = try PolicyDocument(parsing: #"{"Statement": [\#(statements.joined(separator: ", "))]}"#, as: .identity)
        for effect in PolicyEffect.allCases {
            let bits = numbers.bits(in: document, effect)
            for (place, action) in actions.enumerated() {
                let isMeant = document.statements.contains { statement in
                    statement.effect == effect && statement.actions.items.contains { $0.matches(action) } != statement.actions.isNegated
                }
                #expect((bits & ActionNumbers.bit(at: place) != .zero) == isMeant, "seed \(seed), \(effect) \(action), \(statements)")
            }
        }
    }

    /// Two of them twice, in another case.
    private static let actions = [
        "iam:CreateUser", "iam:CreateAccessKey", "s3:GetObject", "IAM:createuser", "sts:AssumeRole", "s3:PutObject", "S3:getobject",
    ]
    private static let patterns = [
        "*", "*:*", "iam:*", "IAM:Create*", "s3:Get*", "s3:?etObject", "sts:AssumeRole", "*:GetObject", "ec2:*", "S3:*Object",
    ]

    private static func pick(_ texts: [String], _ dice: inout Dice) -> String { texts[Int.random(in: 0..<texts.count, using: &dice)] }
}
