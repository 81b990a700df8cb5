import IAM

/// Requests that every document is asked about.
enum Questions {
    static let all: [AuthorizationRequest] = users.flatMap { user in
        calls.flatMap { action, resource in contexts.compactMap { request(by: user, action, resource, $0) } }
    }

    private static let users = ["user/alice", "user/team/alice"]
    private static let calls = [
        ("iam:EnableMFADevice", "arn:aws:iam::123456789012:user/alice"), ("iam:ListUsers", "*"),
        ("s3:GetObject", "arn:aws:s3:::bucket/folder/a:b"), ("sts:AssumeRole", "arn:aws:iam::210987654321:role/admin"),
    ]
    private static let contexts: [RequestContext] = [
        RequestContext(),
        RequestContext([
            "aws:MultiFactorAuthPresent": "false", "aws:SourceIp": "10.0.0.1", "aws:CurrentTime": "2026-11-21T00:00:00Z",
            "aws:TagKeys": .many(["a", "b"]), "aws:MultiFactorAuthAge": "17", "aws:PrincipalOrgPaths": .many([]),
        ]),
        RequestContext(["aws:MultiFactorAuthPresent": "true", "aws:SourceIp": "::1", "aws:RequestedRegion": "ap-northeast-2"]),
    ]

    private static func request(by user: String, _ action: String, _ resource: String, _ context: RequestContext) -> AuthorizationRequest? {
        guard let arn = try? ARN("arn:aws:iam::123456789012:\(user)"), let action = try? ActionName(action),
            let resource = try? RequestedResource(resource)
        else { return nil }
        return AuthorizationRequest(by: .user(arn), action: action, on: resource, context: context)
    }
}
