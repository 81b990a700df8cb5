import IAM

extension EscalationPath {
    /// Every path that is looked for: a better table is a better check.
    public static let all: [EscalationPath] = (own + lifted + others + passed + running).compactMap(\.self)

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
        EscalationPath(
            "put-policy-on-role", .strongerRole, [("iam:PutRolePolicy", .role)],
            ko: "들어갈 수 있는 역할 {}에 인라인 정책을 쓴다", en: "writes an inline policy for the role {} that they can enter", .bishopFox),
        EscalationPath(
            "attach-policy-to-role", .strongerRole, [("iam:AttachRolePolicy", .role)],
            ko: "들어갈 수 있는 역할 {}에 AdministratorAccess를 연결한다", en: "attaches AdministratorAccess to the role {} that they can enter",
            .bishopFox),
    ]

    /// The caller has a service run what it likes as a role that it passes.
    private static let passed: [EscalationPath?] = [
        passing("ec2", [("ec2:RunInstances", .instance)], "새 EC2 인스턴스", "a new EC2 instance", .rhino, hasProfile: true),
        passing(
            "ec2-profile", [("ec2:AssociateIamInstanceProfile", .instance)], "실행 중인 EC2 인스턴스", "a running EC2 instance", .datadog,
            hasProfile: true),
        passing(
            "ec2-new-profile",
            [("iam:CreateInstanceProfile", .profile), ("iam:AddRoleToInstanceProfile", .profile), ("ec2:RunInstances", .instance)],
            "새 인스턴스 프로파일의 EC2 인스턴스", "an EC2 instance with a new instance profile", .datadog),
        passing(
            "ec2-spot", [("ec2:RequestSpotInstances", .thing(service: "ec2", kind: "spot-instances-request/"))], "EC2 스팟 인스턴스",
            "an EC2 spot instance", .datadog, hasProfile: true),
        passing(
            "lambda", [("lambda:CreateFunction", .function), ("lambda:InvokeFunction", .function)], "새 Lambda 함수", "a new Lambda function",
            .rhino),
        passing(
            "lambda-permission", [("lambda:CreateFunction", .function), ("lambda:AddPermission", .function)], "새 Lambda 함수",
            "a new Lambda function that others may call", .datadog),
        passing(
            "lambda-event", [("lambda:CreateFunction", .function), ("lambda:CreateEventSourceMapping", .nothing)], "이벤트로 실행되는 Lambda 함수",
            "a Lambda function that events start", .rhino),
        passing("glue", [("glue:CreateDevEndpoint", .nothing)], "Glue 개발 엔드포인트", "a Glue endpoint", .rhino),
        passing(
            "glue-job", [("glue:CreateJob", .job), ("glue:StartJobRun", .job)], "새 Glue 작업", "a new Glue job", .bishopFox),
        passing(
            "glue-update", [("glue:UpdateJob", .job), ("glue:StartJobRun", .job)], "고친 Glue 작업", "a changed Glue job", .bishopFox),
        passing("cloudformation", [("cloudformation:CreateStack", .stack)], "새 CloudFormation 스택", "a new CloudFormation stack", .rhino),
        passing(
            "cloudformation-update", [("cloudformation:UpdateStack", .stack)], "고친 CloudFormation 스택", "a changed CloudFormation stack",
            .bishopFox),
        passing(
            "cloudformation-change-set", [("cloudformation:CreateChangeSet", .stack), ("cloudformation:ExecuteChangeSet", .stack)],
            "CloudFormation 변경 세트", "a CloudFormation change set", .datadog),
        passing(
            "datapipeline",
            [
                ("datapipeline:CreatePipeline", .nothing), ("datapipeline:PutPipelineDefinition", .pipeline),
                ("datapipeline:ActivatePipeline", .pipeline),
            ],
            "새 데이터 파이프라인", "a new data pipeline", .rhino),
        passing(
            "sagemaker", [("sagemaker:CreateNotebookInstance", .notebook), ("sagemaker:CreatePresignedNotebookInstanceUrl", .notebook)],
            "SageMaker 노트북", "a SageMaker notebook", .bishopFox),
        passing(
            "sagemaker-training", [("sagemaker:CreateTrainingJob", .thing(service: "sagemaker", kind: "training-job/"))], "SageMaker 학습 작업",
            "a SageMaker training job", .bishopFox),
        passing(
            "sagemaker-processing", [("sagemaker:CreateProcessingJob", .thing(service: "sagemaker", kind: "processing-job/"))],
            "SageMaker 처리 작업", "a SageMaker processing job", .bishopFox),
        passing(
            "codebuild", [("codebuild:CreateProject", .project), ("codebuild:StartBuild", .project)], "새 CodeBuild 프로젝트",
            "a new CodeBuild project", .bishopFox),
        passing(
            "codebuild-update", [("codebuild:UpdateProject", .project), ("codebuild:StartBuild", .project)], "고친 CodeBuild 프로젝트",
            "a changed CodeBuild project", .datadog),
        passing(
            "ecs", [("ecs:RegisterTaskDefinition", .task), ("ecs:RunTask", .task)], "새 ECS 작업", "a new ECS task", .datadog, to: "ecs-tasks"),
        passing(
            "ecs-service", [("ecs:RegisterTaskDefinition", .task), ("ecs:CreateService", .thing(service: "ecs", kind: "service/"))],
            "새 ECS 서비스", "a new ECS service", .datadog, to: "ecs-tasks"),
        passing(
            "ssm-automation", [("ssm:StartAutomationExecution", .thing(service: "ssm", kind: "automation-definition/"))], "SSM 자동화",
            "an SSM automation", .datadog, to: "ssm"),
        passing(
            "apprunner", [("apprunner:CreateService", .thing(service: "apprunner", kind: "service/"))], "App Runner 서비스",
            "an App Runner service", .datadog, to: "tasks.apprunner"),
        passing(
            "batch",
            [
                ("batch:RegisterJobDefinition", .thing(service: "batch", kind: "job-definition/")),
                ("batch:SubmitJob", .thing(service: "batch", kind: "job-definition/")),
            ],
            "새 Batch 작업", "a new Batch job", .datadog, to: "ecs-tasks"),
        passing(
            "states",
            [("states:CreateStateMachine", .machine), ("states:StartExecution", .machine)], "Step Functions 상태 머신",
            "a Step Functions state machine", .datadog),
    ]

    /// The caller changes what already runs as a role. Which thing runs as which role no snapshot shows.
    private static let running: [EscalationPath?] = [
        using(
            "lambda-code", "lambda", [("lambda:UpdateFunctionCode", .function)], "Lambda 함수의 코드를 바꾼다",
            "replaces the code of a Lambda function", .rhino),
        using(
            "lambda-layer", "lambda", [("lambda:UpdateFunctionConfiguration", .function)], "Lambda 함수에 계층을 붙인다",
            "puts a layer under a Lambda function", .bishopFox),
        using(
            "ssm-command", "ec2", [("ssm:SendCommand", .instance)], "EC2 인스턴스에 명령을 보낸다", "sends a command to an EC2 instance", .bishopFox,
            hasProfile: true),
        using(
            "ssm-session", "ec2", [("ssm:StartSession", .instance)], "EC2 인스턴스에 접속한다", "opens a session on an EC2 instance", .bishopFox,
            hasProfile: true),
        using(
            "ec2-connect", "ec2", [("ec2-instance-connect:SendSSHPublicKey", .instance)], "EC2 인스턴스에 SSH 키를 보낸다",
            "sends an SSH key to an EC2 instance", .bishopFox, hasProfile: true),
        using(
            "ec2-user-data", "ec2",
            [("ec2:ModifyInstanceAttribute", .instance), ("ec2:StopInstances", .instance), ("ec2:StartInstances", .instance)],
            "EC2 인스턴스의 사용자 데이터를 바꾼다", "changes the user data of an EC2 instance", .datadog, hasProfile: true),
        using(
            "glue-endpoint", "glue", [("glue:UpdateDevEndpoint", .thing(service: "glue", kind: "devEndpoint/"))],
            "Glue 개발 엔드포인트의 SSH 키를 바꾼다",
            "changes the SSH key of a Glue endpoint", .rhino),
        using(
            "cloudformation-stack", "cloudformation", [("cloudformation:UpdateStack", .stack)], "CloudFormation 스택을 고친다",
            "changes a CloudFormation stack", .datadog),
        using(
            "codebuild-start", "codebuild", [("codebuild:StartBuild", .project)], "CodeBuild 빌드를 바꾸어 시작한다",
            "starts a CodeBuild build with a script of their own", .datadog),
        using(
            "sagemaker-notebook", "sagemaker", [("sagemaker:CreatePresignedNotebookInstanceUrl", .notebook)], "SageMaker 노트북을 연다",
            "opens a SageMaker notebook", .bishopFox),
        using(
            "ecs-exec", "ecs-tasks", [("ecs:ExecuteCommand", .thing(service: "ecs", kind: "task/"))], "ECS 작업 안에서 명령을 실행한다",
            "runs a command in an ECS task", .datadog),
    ]

    private static func passing(
        _ name: String, _ calls: [(String, Target)], _ ko: String, _ en: String, _ source: Source, to service: String? = nil,
        hasProfile: Bool = false
    ) -> EscalationPath? {
        let service = service ?? String(name.prefix { $0 != "-" })
        return EscalationPath(
            "pass-role-\(name)", .role(of: service, hasProfile: hasProfile), [("iam:PassRole", .role)] + calls,
            ko: "\(ko)에 역할 {}을 넘겨 실행한다", en: "passes the role {} to \(en)", source)
    }

    private static func using(
        _ id: String, _ service: String, _ calls: [(String, Target)], _ ko: String, _ en: String, _ source: Source, hasProfile: Bool = false
    ) -> EscalationPath? {
        EscalationPath(
            id, .role(of: service, hasProfile: hasProfile), calls, ko: "역할 {}로 실행되는 것을 이용한다: \(ko)",
            en: "\(en) that runs as the role {}", source)
    }
}

extension EscalationPath.Target {
    fileprivate static let function = Self.thing(service: "lambda", kind: "function:")
    fileprivate static let instance = Self.thing(service: "ec2", kind: "instance/")
    fileprivate static let profile = Self.thing(service: "iam", kind: "instance-profile/")
    fileprivate static let job = Self.thing(service: "glue", kind: "job/")
    fileprivate static let stack = Self.thing(service: "cloudformation", kind: "stack/")
    fileprivate static let pipeline = Self.thing(service: "datapipeline", kind: "pipeline/")
    fileprivate static let notebook = Self.thing(service: "sagemaker", kind: "notebook-instance/")
    fileprivate static let project = Self.thing(service: "codebuild", kind: "project/")
    fileprivate static let task = Self.thing(service: "ecs", kind: "task-definition/")
    fileprivate static let machine = Self.thing(service: "states", kind: "stateMachine:")
}
