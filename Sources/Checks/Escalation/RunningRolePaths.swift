import IAM

extension EscalationPath {
    /// The caller changes what already runs as a role. Which thing runs as which role no snapshot shows.
    static let running: [EscalationPath?] = [
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
            "ec2-launch-template", "ec2", [("ec2:CreateLaunchTemplateVersion", .template), ("ec2:ModifyLaunchTemplate", .template)],
            "EC2 시작 템플릿의 사용자 데이터를 바꾼다", "changes the user data of an EC2 launch template", .datadog, hasProfile: true),
        using(
            "codedeploy", "ec2",
            [
                ("codedeploy:CreateDeployment", .thing(service: "codedeploy", kind: "deploymentgroup:")),
                ("codedeploy:RegisterApplicationRevision", .thing(service: "codedeploy", kind: "application:")),
                ("codedeploy:GetDeploymentConfig", .thing(service: "codedeploy", kind: "deploymentconfig:")),
            ],
            "CodeDeploy로 EC2 인스턴스에 배포한다", "deploys with CodeDeploy to an EC2 instance", .datadog, hasProfile: true),
        using(
            "glue-endpoint", "glue", [("glue:UpdateDevEndpoint", .thing(service: "glue", kind: "devEndpoint/"))],
            "Glue 개발 엔드포인트의 SSH 키를 바꾼다", "changes the SSH key of a Glue endpoint", .rhino),
        using(
            "cloudformation-stack", "cloudformation", [("cloudformation:UpdateStack", .stack)], "CloudFormation 스택을 고친다",
            "changes a CloudFormation stack", .datadog),
        using(
            "cloudformation-stack-change-set", "cloudformation",
            [("cloudformation:CreateChangeSet", .stack), ("cloudformation:ExecuteChangeSet", .stack)], "CloudFormation 스택을 변경 세트로 고친다",
            "changes by a change set a CloudFormation stack", .datadog),
        using(
            "codebuild-start", "codebuild", [("codebuild:StartBuild", .project)], "CodeBuild 빌드를 바꾸어 시작한다",
            "starts a CodeBuild build with a script of their own", .datadog),
        using(
            "codebuild-start-batch", "codebuild", [("codebuild:StartBuildBatch", .project)], "CodeBuild 일괄 빌드를 바꾸어 시작한다",
            "starts a CodeBuild batch build with a script of their own", .datadog),
        using(
            "sagemaker-notebook", "sagemaker", [("sagemaker:CreatePresignedNotebookInstanceUrl", .notebook)], "SageMaker 노트북을 연다",
            "opens a SageMaker notebook", .bishopFox),
        using(
            "sagemaker-lifecycle", "sagemaker",
            [
                (
                    "sagemaker:CreateNotebookInstanceLifecycleConfig",
                    .thing(service: "sagemaker", kind: "notebook-instance-lifecycle-config/")
                ),
                ("sagemaker:StopNotebookInstance", .notebook), ("sagemaker:UpdateNotebookInstance", .notebook),
                ("sagemaker:StartNotebookInstance", .notebook),
            ],
            "SageMaker 노트북의 시작 스크립트를 바꾼다", "changes the start script of a SageMaker notebook", .datadog),
        using(
            "ecs-exec", "ecs-tasks", [("ecs:ExecuteCommand", .thing(service: "ecs", kind: "task/"))], "ECS 작업 안에서 명령을 실행한다",
            "runs a command in an ECS task", .datadog),
        using(
            "batch-submit", "ecs-tasks", [("batch:SubmitJob", .definition)], "Batch 작업을 다른 명령으로 제출한다",
            "submits with another command a Batch job", .datadog),
        using(
            "apprunner-update", "tasks.apprunner", [("apprunner:UpdateService", .thing(service: "apprunner", kind: "service/"))],
            "App Runner 서비스를 고친다", "changes an App Runner service", .datadog),
        using(
            "states-update", "states", [("states:UpdateStateMachine", .machine), ("states:StartExecution", .machine)],
            "Step Functions 상태 머신을 고친다", "changes a Step Functions state machine", .datadog),
        using(
            "agentcore-session", "bedrock-agentcore", interpreter, "Bedrock 코드 인터프리터를 쓴다", "uses a Bedrock code interpreter", .datadog),
        using(
            "agentcore-command", "bedrock-agentcore", [("bedrock-agentcore:InvokeAgentRuntimeCommand", .runtime)],
            "Bedrock 에이전트 런타임에서 명령을 실행한다", "runs a command in a Bedrock agent runtime", .datadog),
    ]

    static let interpreter: [(String, Target)] = [
        ("bedrock-agentcore:StartCodeInterpreterSession", .interpreter), ("bedrock-agentcore:InvokeCodeInterpreter", .interpreter),
    ]

    private static func using(
        _ id: String, _ service: String, _ calls: [(String, Target)], _ ko: String, _ en: String, _ source: Source, hasProfile: Bool = false
    ) -> EscalationPath? {
        EscalationPath(
            id, .role(of: service, hasProfile: hasProfile), calls, ko: "역할 {}로 실행되는 것을 이용한다: \(ko)",
            en: "\(en) that runs as the role {}", source)
    }
}
