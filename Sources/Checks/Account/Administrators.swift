import IAM

extension Probe {
    /// Requests that only a full administrator can all make.
    ///
    /// They span IAM itself, where whoever can do all of it can do anything, and services that hold data or run code. What accounts forbid
    /// even their administrators (leaving the organisation, stopping the audit trail) is not among them: such a Deny makes nobody less of one.
    static func administration(in account: ExaminedAccount) -> [Probe] {
        list([
            // First what the fewest can do: whoever cannot is decided by one question.
            ("iam:CreatePolicyVersion", account.arn("iam", "policy/tenure-probe")),
            ("iam:AttachUserPolicy", account.arn("iam", "user/tenure-probe")),
            ("iam:CreateAccessKey", account.arn("iam", "user/tenure-probe")),
            ("iam:UpdateAssumeRolePolicy", account.arn("iam", "role/tenure-probe")),
            ("iam:PassRole", account.arn("iam", "role/tenure-probe")),
            ("kms:ScheduleKeyDeletion", account.arn("kms", "key/tenure-probe", region: "us-east-1")),
            ("secretsmanager:GetSecretValue", account.arn("secretsmanager", "secret:tenure-probe", region: "us-east-1")),
            ("dynamodb:DeleteTable", account.arn("dynamodb", "table/tenure-probe", region: "us-east-1")),
            ("lambda:UpdateFunctionCode", account.arn("lambda", "function:tenure-probe", region: "us-east-1")),
            ("ec2:TerminateInstances", account.arn("ec2", "instance/i-0123456789abcdef0", region: "us-east-1")),
            ("rds:DeleteDBInstance", account.arn("rds", "db:tenure-probe", region: "us-east-1")),
            ("sqs:DeleteQueue", account.arn("sqs", "tenure-probe", region: "us-east-1")),
            ("ssm:SendCommand", account.arn("ssm", "document/tenure-probe", region: "us-east-1")),
            ("s3:DeleteObject", ARN(partition: account.snapshot.partition, service: "s3", account: "", resource: "tenure-probe/key")),
        ])
    }

    /// Requests that stop or delete the audit trail.
    static func audit(in account: ExaminedAccount) -> [Probe] {
        let trail = account.arn("cloudtrail", "trail/tenure-probe", region: "us-east-1")
        let recorder = account.arn("config", "configuration-recorder/tenure-probe", region: "us-east-1")
        return list([
            ("cloudtrail:StopLogging", trail), ("cloudtrail:DeleteTrail", trail), ("cloudtrail:UpdateTrail", trail),
            ("cloudtrail:PutEventSelectors", trail), ("config:StopConfigurationRecorder", recorder),
            ("config:DeleteConfigurationRecorder", recorder),
        ])
    }

    /// Probes of these actions; every literal here is an action.
    static func list(_ requests: [(action: String, resource: ARN)]) -> [Probe] {
        requests.compactMap { request in
            (try? ActionName(request.action)).map { Probe(action: $0, resource: RequestedResource(request.resource)) }
        }
    }
}

extension Evidence {
    /// The statements that decided, in the policies where they stand.
    static func statements(_ statements: [StatementReference]) -> [Evidence] {
        statements.filter { $0.effect == .allow && $0.layer == .identity }.map { reference in
            let name = reference.sid.map { "Statement '\($0)'" } ?? "Statement \(reference.index + 1)"
            return Evidence(name, "Allow", in: .details, at: .policy(reference.policy, reference.position))
        }
    }
}
