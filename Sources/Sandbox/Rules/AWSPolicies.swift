import IAM

/// The few of AWS's own managed policies that every account of the sandbox has; others can be added to an account.
enum AWSPolicies {
    static func policy(_ arn: ARN) -> PolicyRecord? {
        guard arn.account == "aws", arn.service == "iam", arn.resource.hasPrefix("policy/") else { return nil }
        let name = arn.resource.dropFirst("policy/".count)
        guard let document = documents[String(name)], let checked = try? PolicyName(String(name)) else { return nil }
        return PolicyRecord(arn: arn, name: checked, defaultVersion: "v1", versions: ["v1": document])
    }

    private static let documents = [
        "AdministratorAccess": #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        "IAMUserChangePassword":
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ChangePassword"],"#
            + #""Resource":["arn:aws:iam::*:user/${aws:username}"]},"#
            + #"{"Effect":"Allow","Action":["iam:GetAccountPasswordPolicy"],"Resource":"*"}]}"#,
    ]
}
