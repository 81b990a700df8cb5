import Foundation
import IAM

/// Proves of an account's users what they can do without MFA: 20 attachments each, drawn from 1,500 policies, parsing included.
struct Proving {
    private let texts: [String]
    private let users: Int

    /// As many users, with policies of the size and shape of AWS's managed ones.
    init(users: Int) {
        var random = SplitMix(state: 7)
        texts = (0..<1_500).map { _ in PolicyText(&random).text }
        self.users = users
    }

    /// Prints what it took and how many were proved: all under the duty policy, none without.
    func measure() throws {
        for duty in [DutyPolicy.document(in: .aws), nil] {
            let watch = Stopwatch()
            let proved = try prove(duty)
            print(watch.lap, proved)
        }
    }

    private func prove(_ duty: String?) throws -> Int {
        var random = SplitMix(state: 99)
        let policies = try texts.enumerated().map { AppliedPolicy("policy \($0)", try PolicyDocument(parsing: $1, as: .managed)) }
        let gate = try duty.map { [AppliedPolicy("duty", try PolicyDocument(parsing: $0, as: .managed))] } ?? []
        var prover = MFAProver()
        return (0..<users).reduce(0) { proved, number in
            let user = ARN(partition: .aws, service: "iam", account: "111122223333", resource: "user/person.\(number)")
            let attached = gate + (gate.count..<20).map { _ in policies[Int(random.next() % UInt64(policies.count))] }
            return proved + (prover.prove(PolicySet(identity: attached, usersMayChangePassword: true), of: user).isProved ? 1 : 0)
        }
    }
}

/// A policy of one to five statements with up to forty actions each.
private struct PolicyText {
    let text: String

    private static let services = ["iam", "s3", "ec2", "sts", "lambda", "dynamodb", "rds", "sns", "sqs", "kms", "logs", "eks", "glue", "ssm"]
    private static let verbs = ["Get", "List", "Describe", "Create", "Delete", "Update", "Put", "Attach", "Detach", "Tag"]
    private static let nouns = ["User", "Bucket", "Object", "Instance", "Role", "Key", "Table", "MFADevice", "AccessKey", "Policy", "Alarm"]
    private static let resources = [
        #""*""#, #""*""#, #"["arn:aws:s3:::*/x","arn:aws:iam::*:role/service-role/*"]"#, #""arn:aws:iam::*:user/${aws:username}""#,
    ]

    init(_ random: inout SplitMix) {
        func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
        func action() -> String {
            switch random.next() % 10 {
            case 0: pick(Self.services) + ":*"
            case 1, 2: pick(Self.services) + ":" + pick(Self.verbs) + "*"
            default: pick(Self.services) + ":" + pick(Self.verbs) + pick(Self.nouns)
            }
        }
        let statements = (0...(random.next() % 5)).map { _ in
            let actions = (0...(random.next() % 40)).map { _ in "\"\(action())\"" }.joined(separator: ",\n                ")
            return #"{ "Effect": "Allow", "Action": [\#(actions)], "Resource": \#(pick(Self.resources)) }"#
        }
        text = #"{ "Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ",\n        "))] }"#
    }
}

/// SplitMix64: the same numbers every time.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
