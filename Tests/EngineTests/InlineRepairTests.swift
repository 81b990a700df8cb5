import Checks
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// Statements that open too much, taken out of inline policies in the simulated account.
@Suite struct InlineRepairTests {
    private static let checks: [CheckID] = [.privilegeEscalation, .policyFullAccess, .administrator, .assumeAnyRole, .auditCanBeDisabled]

    private static func wishes(_ checks: [CheckID]) -> PlanMaking.Wishes {
        var wishes = PlanMaking.Wishes()
        wishes.checks = checks
        return wishes
    }

    @Test func `inline policies lose what was found, and the printed undo brings back what was there`() async throws {
        let bench = try Bench()
        try await bench.seedClimbers()
        let before = try #require(try await bench.snapshot()).inlinePolicies
        let kept = try await bench.proposed(Self.wishes([.privilegeEscalation]))
        #expect(
            Set(kept.file.plan.changes.map(\.change.action)) == [.putUserPolicy, .deleteUserPolicy, .putGroupPolicy, .deleteGroupPolicy])
        #expect(try PlanFile(reading: try Canonical.bytes(of: kept.file)).plan == kept.file.plan)
        let (isFinished, lines) = try await bench.apply(kept, confirmed: false)
        #expect(isFinished && lines.allSatisfy { if case .made = $0 { true } else { false } })
        #expect(try await bench.findings(of: [.privilegeEscalation]) == [])
        let after = try #require(try await bench.snapshot()).inlinePolicies
        #expect(after.count == before.count - 2)
        for name in ["user \(Bench.dual) own", "group climbers own"] {
            #expect(after[name].map { $0.contains("s3:Get") && !$0.contains("iam:") } == true)
        }
        for change in kept.file.plan.changes { try await bench.type(change.undo.en) }
        let undone = try #require(try await bench.snapshot()).inlinePolicies
        #expect(undone.mapValues(PartState.digest(ofDocument:)) == before.mapValues(PartState.digest(ofDocument:)))
        #expect(try await bench.findings(of: [.privilegeEscalation]).count == 3)
    }

    @Test func `an inline policy that is edited while a plan waits is left alone`() async throws {
        let bench = try Bench()
        try await bench.seedClimbers()
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes([.privilegeEscalation]))
        let edited = Bench.allowing("sqs:*")
        try await bench.account.putUserPolicy(Bench.policy("own"), document: edited, on: Bench.dual)
        try await bench.account.putGroupPolicy(Bench.policy("all"), document: edited, on: Bench.group("climbers"))
        let (_, lines) = try await bench.apply(kept)
        #expect(lines.count { if case .overtaken = $0 { true } else { false } } == 2)
        #expect(try await bench.account.getUserPolicy(Bench.policy("own"), of: Bench.dual) == edited)
        #expect(try await bench.account.getGroupPolicy(Bench.policy("all"), of: Bench.group("climbers")) == edited)
        #expect(lines.count { if case .made = $0 { true } else { false } } == 2)
    }

    @Test(arguments: Array(1...12 as ClosedRange<UInt64>))
    func `plan after plan takes away what was found, moves the rest, and nobody loses anything else`(_ seed: UInt64) async throws {
        let bench = try Bench(seed: seed)
        let names = try await bench.seedMixedStatements(users: 8)
        let before = try #require(try await bench.snapshot())
        var plans = 0
        var left: [Plan.LeftOut] = []
        while plans < 6 {
            try await bench.pulled()
            let kept = try await bench.proposed(Self.wishes(Self.checks + [.directPermission]))
            left = kept.file.plan.left
            guard !kept.file.plan.changes.isEmpty else { break }
            let (isFinished, lines) = try await bench.apply(kept)
            #expect(isFinished && lines.allSatisfy { !$0.isOpen }, "seed \(seed): \(lines)")
            bench.clock.advance(5 * 3_600)
            plans += 1
        }
        #expect((1...5).contains(plans), "seed \(seed)")
        #expect(left == [], "seed \(seed)")
        #expect(try await bench.findings(of: Set(Self.checks + [.directPermission])) == [], "seed \(seed)")
        let after = try #require(try await bench.snapshot())
        for name in names {
            let (old, new) = (before.statements(of: name), after.statements(of: name))
            #expect(new.isSubset(of: old), "seed \(seed): \(name): \(new.subtracting(old))")
            let lost = old.subtracting(new)
            #expect(lost.allSatisfy { statement in Bench.opening.contains { statement.contains("\"\($0)\"") } }, "seed \(seed): \(lost)")
        }
    }
}

extension Bench {
    /// A user and a group with two inline policies each: one keeps a statement without those by which somebody becomes administrator, of the
    /// other nothing is left.
    func seedClimbers() async throws {
        // An apostrophe and blanks, as they come in conditions.
        let read =
            #"{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/o":"O'Neil  \"x\" $HOME"}}}"#
        func climb(_ action: String) -> String { #"{"Effect":"Allow","Action":"\#(action)","Resource":"*"}"# }
        func document(_ statements: String...) -> String {
            "{\"Version\": \"2012-10-17\",\n \"Statement\": [\(statements.joined(separator: ",\n  "))]}"
        }
        _ = try account.seedUser(Self.dual, path: Self.root)
        try await account.putUserPolicy(Self.policy("own"), document: document(read, climb("iam:PutUserPolicy")), on: Self.dual)
        try await account.putUserPolicy(Self.policy("all"), document: document(climb("iam:AttachUserPolicy")), on: Self.dual)
        _ = try account.seedGroup(
            Self.group("climbers"), path: Self.root,
            inline: [
                Self.policy("own"): document(read, climb("iam:PutGroupPolicy")),
                Self.policy("all"): document(climb("iam:AttachGroupPolicy")),
            ])
        for name in [Self.user("member0"), Self.user("member1")] {
            _ = try account.seedUser(name, path: Self.root)
            try account.seedMembership(of: name, in: Self.group("climbers"))
        }
    }

    /// What opens too much wherever nothing denies it.
    static let opening = [
        "iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutGroupPolicy", "*", "sts:AssumeRole", "cloudtrail:StopLogging",
    ]

    /// Users and groups whose inline policies mix what opens too much with what does not, drawn from the seed.
    func seedMixedStatements(users: Int) async throws -> [UserName] {
        func document() -> String {
            let harmless = ["s3:Get*", "sqs:List*", "ec2:Describe*"].map { #"{"Effect":"Allow","Action":"\#($0)","Resource":"*"}"# }
            let denying = [#"{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}"#]
            let opening = Self.opening.map { #"{"Effect":"Allow","Action":"\#($0)","Resource":"*"}"# }
            let pool = (0...dice.below(3)).map { _ in (harmless + denying + opening)[dice.below(10)] }
            return "{\"Version\": \"2012-10-17\", \"Statement\": [\(pool.joined(separator: ", "))]}"
        }
        for number in 0..<3 {
            let inline = (0..<dice.below(3)).map { (Self.policy("g\($0)"), document()) }
            _ = try account.seedGroup(Self.group("mixed\(number)"), path: Self.root, inline: Dictionary(uniqueKeysWithValues: inline))
        }
        var names: [UserName] = []
        for number in 0..<users {
            let name = Self.user("mixed\(number)")
            names.append(name)
            _ = try account.seedUser(name, path: Self.root)
            for group in 0..<3 where dice.hits(35) { try account.seedMembership(of: name, in: Self.group("mixed\(group)")) }
            for policy in 0..<dice.below(3) { try await account.putUserPolicy(Self.policy("p\(policy)"), document: document(), on: name) }
        }
        return names
    }

    /// Makes a call as it was printed to be typed: a shell takes it apart, as it would for the AWS CLI.
    func type(_ command: String) async throws {
        let (shell, output) = (Process(), Pipe())
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", #"aws() { printf '%s\0' "$@"; }; "# + command]
        shell.standardOutput = output
        try shell.run()
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\0").map(
            String.init)
        shell.waitUntilExit()
        let options = Dictionary(uniqueKeysWithValues: stride(from: 2, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) })
        let (policy, document) = (try PolicyName(options["--policy-name"] ?? ""), options["--policy-document"] ?? "")
        if words.prefix(2) == ["iam", "put-user-policy"] {
            try await account.putUserPolicy(policy, document: document, on: try UserName(options["--user-name"] ?? ""))
        } else if words.prefix(2) == ["iam", "put-group-policy"] {
            try await account.putGroupPolicy(policy, document: document, on: try GroupName(options["--group-name"] ?? ""))
        } else {
            throw Missing(description: "nothing is known of '\(command)'")
        }
    }
}

extension AccountSnapshot {
    /// Every inline policy of users and groups.
    fileprivate var inlinePolicies: [String: String] {
        var all: [String: String] = [:]
        for user in users { for (name, text) in user.detail.inlinePolicies { all["user \(user.name) \(name)"] = text } }
        for group in groups.values { for (name, text) in group.inlinePolicies { all["group \(group.group.name) \(name)"] = text } }
        return all
    }

    /// Every statement that applies to a user, each in its one spelling.
    fileprivate func statements(of name: UserName) -> Set<String> {
        let documents = principal(name)?.policies.identity.map(\.document) ?? []
        return Set(
            documents.flatMap { document in
                document.statements.compactMap { one in document.without { $0.index != one.index }?.canonicalText }
            })
    }
}
