import Checks
import Foundation
import IAM
import Lifecycle
import Sandbox

@testable import Engine

/// Accounts with more kinds of faults in them.
extension Bench {
    static let dual = user("dual.user")

    /// A user with a policy of their own and one attached, a console user without the duty policy, weak rules for passwords, and a policy of
    /// the account's own that allows everything in one of its statements and has as many versions as it can.
    func seedFaults() throws -> ARN {
        try account.setPasswordPolicy(
            PasswordPolicy(
                minimumLength: 8, requiresSymbols: false, requiresNumbers: true, requiresUppercase: false, requiresLowercase: true,
                usersMayChange: true, maximumAge: nil, reusePrevention: 3, hardExpiry: false))
        let open = try account.seedManagedPolicy(Self.policy("open"), document: Self.open(0))
        for number in 1..<ManagedPolicyVersion.most { try account.seedPolicyVersion(of: open, document: Self.open(number)) }
        _ = try account.seedGroup(Self.group("open"), path: Self.root, attached: [open])
        _ = try account.seedUser(Self.dual, path: Self.root, password: Password("Dual-Hands-Nothing-77"))
        try account.seedSignIn(of: Self.dual, at: clock.now)
        try account.attachUserPolicy(try account.seedManagedPolicy(Self.policy("read"), document: Self.allowing("s3:Get*")), to: Self.dual)
        return open
    }

    static func open(_ number: Int) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"},
        {"Sid":"All\(number)","Effect":"Allow","Action":"*","Resource":"*"}]}
        """
    }

    static let ownFolder = #"""
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${aws:username}/*",
                        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}}]}
        """#

    /// Users with policies of their own, drawn from the seed: few enough sets that some share one.
    func seedDirectPermissions(users: Int) async throws -> [UserName] {
        let managed = try (0..<3).map {
            try account.seedManagedPolicy(Self.policy("m\($0)"), document: Self.allowing("ec2:Describe\($0)*"))
        }
        let inline = [
            Self.ownFolder, Self.allowing("s3:List*"), #"{"Statement":{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}}"#,
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","sts:*"],"NotResource":"arn:aws:s3:::secret/*"}]}"#,
        ]
        var names: [UserName] = []
        for number in 0..<users {
            let name = Self.user("direct\(number)")
            names.append(name)
            _ = try account.seedUser(name, path: dice.hits(20) ? known("/team/", IAMPath.init) : Self.root)
            if dice.hits(40) { try account.seedMembership(of: name, in: Self.group("readers")) }
            for arn in managed where dice.hits(40) { try account.attachUserPolicy(arn, to: name) }
            for (place, document) in inline.enumerated() where dice.hits(35) {
                try await account.putUserPolicy(Self.policy("p\(place)"), document: document, on: name)
            }
        }
        return names
    }

    /// What the account is now.
    func snapshot() async throws -> AccountSnapshot? {
        clock.advance(5 * 3_600)
        try await pulled()
        let store = SnapshotStore(of: home)
        return try store.latest(of: Self.alias).map { try store.open($0).snapshot }
    }
}
