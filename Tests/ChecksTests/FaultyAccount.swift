import IAM

/// An account with one of every fault.
extension SampleAccount {
    static var faulty: SampleAccount {
        var account = SampleAccount()
        account.root?.keys = [.init(isActive: false, made: ago(700), used: ago(5))]
        account.root?.mfa = false
        account.summary = ["AccountAccessKeysPresent": 1, "AccountMFAEnabled": 0, "AccountPasswordPresent": 1]
        account.passwordPolicy = #"{"MinimumPasswordLength": 6, "AllowUsersToChangePassword": true, "PasswordReusePrevention": 3}"#
        account.devices = [("arn:aws:iam::\(number):mfa/broken-off", nil)]
        account.certificates = [("www-2024", ago(200))]
        account.analyzers = []
        account.policies = [
            .administrator,
            SamplePolicy(arn: "arn:aws:iam::aws:policy/AWSCloudShellFullAccess", document: SamplePolicy.allow("cloudshell:*")),
            .own("deploy", SamplePolicy.allow("sts:AssumeRole", "s3:*", "iam:PutUserPolicy")),
        ]
        account.groups = [
            SampleGroup(name: "admins", attached: [SamplePolicy.administratorARN]),
            SampleGroup(name: "mfa-required", inline: ["duty": DutyPolicy.document(in: .aws)]),
            SampleGroup(name: "shell", attached: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"]),
        ]
        account.roles = [
            SampleRole(
                name: "partner",
                trust: #"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "sts:AssumeRole"}]}"#,
                tags: [:], used: "{}")
        ]
        account.users = faultyUsers
        account.lastAccessed = ["deployer": ["s3": ago(2), "ec2": ago(120), "rds": nil]]
        return account
    }

    private static var faultyUsers: [SampleUser] {
        let gate = SamplePolicy.statements(
            SamplePolicy.statement("Allow", "Action", ["iam:EnableMFADevice"], "arn:aws:iam::*:user/${aws:username}"),
            SamplePolicy.statement(
                "Deny", "NotAction", ["iam:EnableMFADevice"], "*", #"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#))
        return [
            SampleUser.console("boss", mfa: false).with { $0.groups = ["admins", "shell"] },
            SampleUser("deployer").with {
                $0.attached = ["arn:aws:iam::\(number):policy/deploy"]
                $0.keys = [.init(made: ago(200), used: ago(60)), .init(made: ago(46), used: nil)]
            },
            SampleUser.console("gone").with {
                $0.password = .init(used: ago(120))
                $0.hasCertificate = true
            },
            SampleUser.console("jane", mfa: false).with {
                $0.groups = ["mfa-required"]
                $0.password?.next = ago(-3)
                $0.keys = [.init(made: ago(400), used: nil)]
            },
            SampleUser.console("path", mfa: false).with {
                $0.path = "/dev/"
                $0.inline = ["gate": gate]
            },
        ]
    }
}
