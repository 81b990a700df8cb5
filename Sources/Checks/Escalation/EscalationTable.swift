import IAM

extension EscalationPath {
    /// Every path that is looked for: a better table is a better check.
    public static let all: [EscalationPath] = (own + lifted + others + changed + passed + running).compactMap(\.self)

    /// The caller changes what it may do itself.
    private static let own: [EscalationPath?] = [
        EscalationPath(
            "create-policy-version", .anyPermission, [("iam:CreatePolicyVersion", .heldPolicy)],
            ko: "가지고 있는 정책 {}의 새 버전을 쓴다", en: "writes a new version of the policy {} that they hold", .rhino),
        EscalationPath(
            "set-default-policy-version", .otherVersion, [("iam:SetDefaultPolicyVersion", .heldPolicy)],
            ko: "가지고 있는 정책 {}의 다른 버전을 기본으로 한다", en: "makes another version of the policy {} that they hold the default", .rhino),
        EscalationPath(
            "attach-user-policy", .attachedPolicy, [("iam:AttachUserPolicy", .thisUser)],
            ko: "자신에게 정책 {}을 연결한다", en: "attaches the policy {} to themselves", .rhino),
        EscalationPath(
            "put-user-policy", .anyPermission, [("iam:PutUserPolicy", .thisUser)],
            ko: "자신에게 인라인 정책을 쓴다", en: "writes an inline policy for themselves", .rhino),
        EscalationPath(
            "attach-group-policy", .attachedPolicy, [("iam:AttachGroupPolicy", .ownGroup)],
            ko: "자신이 속한 그룹에 정책 {}을 연결한다", en: "attaches the policy {} to a group of their own", .rhino),
        EscalationPath(
            "put-group-policy", .anyPermission, [("iam:PutGroupPolicy", .ownGroup)],
            ko: "자신이 속한 그룹 {}에 인라인 정책을 쓴다", en: "writes an inline policy for their group {}", .rhino),
        EscalationPath(
            "add-user-to-group", .membership, [("iam:AddUserToGroup", .group)],
            ko: "자신을 그룹 {}에 넣는다", en: "puts themselves into the group {}", .rhino),
        EscalationPath(
            "attach-role-policy", .attachedPolicy, [("iam:AttachRolePolicy", .thisRole)],
            ko: "역할 자신에게 정책 {}을 연결한다", en: "attaches the policy {} to the role itself", .rhino),
        EscalationPath(
            "put-role-policy", .anyPermission, [("iam:PutRolePolicy", .thisRole)],
            ko: "역할 자신에게 인라인 정책을 쓴다", en: "writes an inline policy for the role itself", .rhino),
    ]

    /// The caller takes away what limits it. None of these is enough by itself.
    private static let lifted: [EscalationPath?] = [
        EscalationPath(
            "delete-user-boundary", .noBoundary, [("iam:DeleteUserPermissionsBoundary", .thisUser)],
            ko: "자신의 권한 경계를 지운다", en: "deletes their own permissions boundary", .aws),
        EscalationPath(
            "put-user-boundary", .noBoundary, [("iam:PutUserPermissionsBoundary", .thisUser)],
            ko: "자신의 권한 경계를 모든 것을 허용하는 정책으로 바꾼다", en: "makes a policy that allows everything their permissions boundary", .aws),
        EscalationPath(
            "delete-role-boundary", .noBoundary, [("iam:DeleteRolePermissionsBoundary", .thisRole)],
            ko: "역할 자신의 권한 경계를 지운다", en: "deletes the role's own permissions boundary", .aws),
        EscalationPath(
            "put-role-boundary", .noBoundary, [("iam:PutRolePermissionsBoundary", .thisRole)],
            ko: "역할 자신의 권한 경계를 모든 것을 허용하는 정책으로 바꾼다", en: "makes a policy that allows everything the role's boundary", .aws),
        EscalationPath(
            "detach-user-policy", .lostDeny(.attachment), [("iam:DetachUserPolicy", .thisUser)],
            ko: "자신을 막던 정책 {}을 떼어낸다", en: "detaches the policy {} that denied it", .aws),
        EscalationPath(
            "delete-user-policy", .lostDeny(.inline), [("iam:DeleteUserPolicy", .thisUser)],
            ko: "자신을 막던 {}을 지운다", en: "deletes the {} that denied it", .aws),
        EscalationPath(
            "remove-user-from-group", .lostDeny(.membership), [("iam:RemoveUserFromGroup", .ownGroup)],
            ko: "자신을 막던 그룹 {}에서 나온다", en: "leaves the group {} that denied it", .aws),
        EscalationPath(
            "detach-group-policy", .lostDeny(.groupAttachment), [("iam:DetachGroupPolicy", .ownGroup)],
            ko: "그룹에서 자신을 막던 정책 {}을 떼어낸다", en: "detaches the policy {} that denied it from their group", .aws),
        EscalationPath(
            "delete-group-policy", .lostDeny(.groupInline), [("iam:DeleteGroupPolicy", .ownGroup)],
            ko: "그룹에서 자신을 막던 {}을 지운다", en: "deletes the {} that denied it", .aws),
    ]

    /// The caller becomes somebody else.
    private static let others: [EscalationPath?] = [
        EscalationPath(
            "create-access-key", .user, [("iam:CreateAccessKey", .anotherUser)],
            ko: "사용자 {}의 액세스 키를 만든다", en: "makes an access key of the user {}", .rhino),
        EscalationPath(
            "create-login-profile", .user, [("iam:CreateLoginProfile", .anotherUser)],
            ko: "사용자 {}의 콘솔 비밀번호를 만든다", en: "makes a console password for the user {}", .rhino),
        EscalationPath(
            "update-login-profile", .user, [("iam:UpdateLoginProfile", .anotherUser)],
            ko: "사용자 {}의 콘솔 비밀번호를 바꾼다", en: "changes the console password of the user {}", .rhino),
        EscalationPath(
            "assume-role", .assumedRole, [("sts:AssumeRole", .role)],
            ko: "역할 {}을 맡는다", en: "assumes the role {}", .rhino),
        EscalationPath(
            "update-assume-role-policy", .retrustedRole, [("iam:UpdateAssumeRolePolicy", .role)],
            ko: "역할 {}의 신뢰 정책에 자신을 쓰고 그 역할을 맡는다", en: "writes themselves into the trust policy of the role {} and assumes it", .rhino),
    ]

    /// The caller changes what somebody else may do, whom it can become. None of these is enough by itself.
    private static let changed: [EscalationPath?] = [
        EscalationPath(
            "put-policy-on-role", .another(.anyPermission), [("iam:PutRolePolicy", .role)],
            ko: "들어갈 수 있는 역할 {}에 인라인 정책을 쓴다", en: "writes an inline policy for the role {} that they can enter", .bishopFox),
        EscalationPath(
            "attach-policy-to-role", .another(.attachedPolicy), [("iam:AttachRolePolicy", .role)],
            ko: "들어갈 수 있는 역할 {}에 AdministratorAccess나 그와 같은 정책을 연결한다",
            en: "attaches AdministratorAccess, or a policy like it, to the role {} that they can enter",
            .bishopFox),
        EscalationPath(
            "put-policy-on-user", .another(.anyPermission), [("iam:PutUserPolicy", .anotherUser)],
            ko: "사용자 {}에게 인라인 정책을 쓴다", en: "writes an inline policy for the user {}", .datadog),
        EscalationPath(
            "attach-policy-to-user", .another(.attachedPolicy), [("iam:AttachUserPolicy", .anotherUser)],
            ko: "사용자 {}에게 AdministratorAccess나 그와 같은 정책을 연결한다", en: "attaches AdministratorAccess, or a policy like it, to the user {}",
            .datadog),
        EscalationPath(
            "put-policy-on-group", .another(.anyPermission), [("iam:PutGroupPolicy", .ownGroup)],
            ko: "그룹 {}에 인라인 정책을 쓴다", en: "writes an inline policy for the group {}", .datadog),
        EscalationPath(
            "attach-policy-to-group", .another(.attachedPolicy), [("iam:AttachGroupPolicy", .ownGroup)],
            ko: "그룹 {}에 AdministratorAccess나 그와 같은 정책을 연결한다", en: "attaches AdministratorAccess, or a policy like it, to the group {}",
            .datadog),
        EscalationPath(
            "add-another-to-group", .another(.membership), [("iam:AddUserToGroup", .group)],
            ko: "그 사용자를 그룹 {}에 넣는다", en: "puts that user into the group {}", .datadog),
        EscalationPath(
            "create-version-for-another", .another(.anyPermission), [("iam:CreatePolicyVersion", .heldPolicy)],
            ko: "다른 사용자나 역할이 가진 정책 {}의 새 버전을 쓴다", en: "writes a new version of the policy {} that another user or role holds",
            .datadog),
        EscalationPath(
            "set-version-for-another", .another(.otherVersion), [("iam:SetDefaultPolicyVersion", .heldPolicy)],
            ko: "다른 사용자나 역할이 가진 정책 {}의 다른 버전을 기본으로 한다",
            en: "makes another version of the policy {} that another user or role holds the default", .datadog),
        EscalationPath(
            "delete-boundary-of-role", .another(.noBoundary), [("iam:DeleteRolePermissionsBoundary", .role)],
            ko: "역할 {}의 권한 경계를 지운다", en: "deletes the permissions boundary of the role {}", .datadog),
        EscalationPath(
            "put-boundary-of-role", .another(.noBoundary), [("iam:PutRolePermissionsBoundary", .role)],
            ko: "역할 {}의 권한 경계를 모든 것을 허용하는 정책으로 바꾼다", en: "makes a policy that allows everything the boundary of the role {}", .aws),
        EscalationPath(
            "delete-boundary-of-user", .another(.noBoundary), [("iam:DeleteUserPermissionsBoundary", .anotherUser)],
            ko: "사용자 {}의 권한 경계를 지운다", en: "deletes the permissions boundary of the user {}", .aws),
        EscalationPath(
            "put-boundary-of-user", .another(.noBoundary), [("iam:PutUserPermissionsBoundary", .anotherUser)],
            ko: "사용자 {}의 권한 경계를 모든 것을 허용하는 정책으로 바꾼다", en: "makes a policy that allows everything the boundary of the user {}", .aws),
        EscalationPath(
            "detach-policy-from-user", .another(.lostDeny(.attachment)), [("iam:DetachUserPolicy", .anotherUser)],
            ko: "다른 사용자를 막던 정책 {}을 떼어낸다", en: "detaches the policy {} that denied it to another user", .aws),
        EscalationPath(
            "delete-policy-of-user", .another(.lostDeny(.inline)), [("iam:DeleteUserPolicy", .anotherUser)],
            ko: "다른 사용자를 막던 {}을 지운다", en: "deletes the {} that denied it", .aws),
        EscalationPath(
            "remove-another-from-group", .another(.lostDeny(.membership)), [("iam:RemoveUserFromGroup", .ownGroup)],
            ko: "다른 사용자를 막던 그룹 {}에서 그를 뺀다", en: "removes another user from the group {} that denied it", .aws),
    ]
}
