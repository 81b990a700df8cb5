import Foundation
import IAM

/// A document that the test itself wrote: a mistake in it fails the test.
func document(_ text: String, as kind: PolicyKind = .identity) throws -> PolicyDocument { try PolicyDocument(parsing: text, as: kind) }

/// A policy of one or more statements, given as JSON objects.
func policy(_ statements: String..., as kind: PolicyKind = .identity, version: String = "2012-10-17") throws -> AppliedPolicy {
    AppliedPolicy("test", try document(#"{"Version":"\#(version)","Statement":[\#(statements.joined(separator: ","))]}"#, as: kind))
}

let allowAll = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
let denyAll = #"{"Effect":"Deny","Action":"*","Resource":"*"}"#

/// A user of account 111122223333.
func userARN(_ name: String, path: String = "/", account: String = "111122223333", in partition: Partition = .aws) -> ARN {
    ARN(partition: partition, service: "iam", account: account, resource: "user\(path)\(name)")
}

/// The statements of a document of ours, each as the JSON object that it stands in.
func statements(of text: String) -> [String] {
    text.components(separatedBy: "        {\n").dropFirst().map { block in
        "{\n" + (block.components(separatedBy: "\n        }").first ?? "") + "\n}"
    }
}

/// A request of alice, unless another caller is named.
func request(
    _ action: String, on resource: String = "*", by caller: Caller = .user(userARN("alice")),
    _ context: [ContextKey: ContextValue] = [:]
) throws -> AuthorizationRequest {
    AuthorizationRequest(by: caller, action: try ActionName(action), on: try RequestedResource(resource), context: RequestContext(context))
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: items.indices, using: &self)] }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
