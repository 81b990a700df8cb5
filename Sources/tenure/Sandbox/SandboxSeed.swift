import Engine
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

/// What a new sandbox home begins with: an account with groups, and profiles that can be asked for.
struct SandboxSeed {
    let place: Workplace

    /// The account's number in AWS's own examples.
    static let account = "123456789012"

    /// Plants the account `demo` with its groups, and registers it and three profiles.
    func plant() throws {
        let alias = try AccountAlias("demo")
        let account = Account(
            alias: alias, id: try AccountID(Self.account), partition: .aws, reach: .sandbox, dutyGroup: try GroupName("tenure-duty"))
        let founder = PersonID(1)
        let office = Office(home: place.home, actor: founder)
        let draft = Draft(reason: place.seal("comes with a new sandbox home"), ticket: nil, end: nil)
        try office.file(try place.filing().rules(.setAccount(account: account), draft))
        let sandbox = try place.sandbox(account)
        try sandbox.setAccountAlias("demo-company")
        try Self.plantGroups(in: sandbox)
        for profile in try Self.profiles(in: alias) { try office.file(try place.filing().rules(.setProfile(profile: profile), draft)) }
    }

    private static func plantGroups(in sandbox: SandboxAccount) throws {
        let policies = [
            "readers":
                #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","cloudwatch:Get*","cloudwatch:List*"],"Resource":"*"}]}"#,
            "developers":
                #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","lambda:*","logs:*","dynamodb:*"],"Resource":"*"}]}"#,
            "administrators": #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        ]
        for (group, document) in policies.sorted(by: { $0.key < $1.key }) {
            _ = try sandbox.seedGroup(try GroupName(group), path: try IAMPath("/"), inline: [try PolicyName("access"): document])
        }
        let root = "arn:aws:iam::\(account):root"
        let trust = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(root)"},"Action":"sts:AssumeRole"}]}"#
        try sandbox.seedRole("deployment", path: try IAMPath("/"), trust: trust, maximumSession: 7_200)
    }

    private static func profiles(in alias: AccountAlias) throws -> [Profile] {
        func profile(_ name: String, _ risk: Risk, _ workflow: String, _ group: String) throws -> Profile {
            Profile(
                name: try ProfileName(name), risk: risk, workflow: try WorkflowName(workflow), groups: [alias: [try GroupName(group)]],
                owner: nil)
        }
        return [
            try profile("readonly", .low, "standard", "readers"), try profile("developer", .medium, "standard", "developers"),
            try profile("administrator", .critical, "privileged", "administrators"),
        ]
    }
}
