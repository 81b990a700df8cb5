/// The policy that leaves a user without MFA nothing but enrolling MFA, whatever else is attached to the user.
///
/// It belongs on a group of human users: whoever works with a long-term key alone can do nothing under it.
/// Users may have a path. A virtual device must be called as its user, or begin with the user's name and a hyphen.
public enum DutyPolicy {
    /// The document for accounts of that partition, in seven statements; short enough for a managed policy and for a group's inline policy.
    public static func document(in partition: Partition) -> String {
        let statements = [
            listing, enrolment(own(partition)), device(names(partition)), selfService(own(partition), names(partition)),
            gate, othersGate(own(partition)), namesGate(names(partition)),
        ]
        return "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n" + statements.joined(separator: ",\n") + "\n    ]\n}\n"
    }

    /// The user itself, with and without a path. `user/*${aws:username}` would mean malice, too, where alice is meant.
    private static func own(_ partition: Partition) -> [String] {
        ["user/${aws:username}", "user/*/${aws:username}"].map { "arn:\(partition.rawValue):iam::*:\($0)" }
    }

    private static func names(_ partition: Partition) -> [String] {
        ["mfa/${aws:username}", "mfa/${aws:username}-*"].map { "arn:\(partition.rawValue):iam::*:\($0)" }
    }

    /// Neither knows resources.
    private static let listing = statement(
        "ListDevicesAndPasswordRules", "Allow",
        [
            ("Action", list(["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"])), ("Resource", "\"*\""),
        ])

    private static let enrolling = ["iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"]

    private static func enrolment(_ own: [String]) -> String {
        statement("EnrolOwnMFA", "Allow", [("Action", list(enrolling)), ("Resource", list(own))])
    }

    private static func device(_ names: [String]) -> String {
        statement("CreateOwnDevice", "Allow", [("Action", list(["iam:CreateVirtualMFADevice"])), ("Resource", list(names))])
    }

    /// The condition stands here although the gate has it, too: these stay closed without MFA when the gate is detached.
    private static func selfService(_ own: [String], _ names: [String]) -> String {
        let actions = [
            "iam:ChangePassword", "iam:CreateAccessKey", "iam:DeactivateMFADevice", "iam:DeleteAccessKey",
            "iam:DeleteVirtualMFADevice", "iam:GetAccessKeyLastUsed", "iam:GetLoginProfile", "iam:ListAccessKeys", "iam:UpdateAccessKey",
        ]
        return statement(
            "ManageOwnCredentialsWithMFA", "Allow",
            [
                ("Action", list(actions)), ("Resource", list(own + names)),
                ("Condition", "{ \"Bool\": { \"aws:MultiFactorAuthPresent\": \"true\" } }"),
            ])
    }

    private static let gate = statement(
        "DenyAllButEnrollingWithoutMFA", "Deny",
        [
            ("NotAction", list((enrolling + ["iam:CreateVirtualMFADevice", "iam:ListVirtualMFADevices"]).sorted())), ("Resource", "\"*\""),
            withoutMFA,
        ])

    /// The gate exempts actions, on whomever: together with AdministratorAccess they would reach every user.
    private static func othersGate(_ own: [String]) -> String {
        statement("DenyOtherUsersWithoutMFA", "Deny", [("Action", list(enrolling)), ("NotResource", list(own)), withoutMFA])
    }

    private static func namesGate(_ names: [String]) -> String {
        statement(
            "DenyOtherDeviceNamesWithoutMFA", "Deny",
            [
                ("Action", list(["iam:CreateVirtualMFADevice"])), ("NotResource", list(names)), withoutMFA,
            ])
    }

    /// IfExists, because requests with long-term keys have no such key.
    private static let withoutMFA = ("Condition", "{ \"BoolIfExists\": { \"aws:MultiFactorAuthPresent\": \"false\" } }")

    private static func statement(_ sid: String, _ effect: String, _ elements: [(String, String)]) -> String {
        let all = [("Sid", "\"\(sid)\""), ("Effect", "\"\(effect)\"")] + elements
        return "        {\n" + all.map { "            \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n        }"
    }

    private static func list(_ texts: [String]) -> String {
        texts.count == 1
            ? "\"\(texts[0])\"" : "[\n" + texts.map { "                \"\($0)\"" }.joined(separator: ",\n") + "\n            ]"
    }
}
