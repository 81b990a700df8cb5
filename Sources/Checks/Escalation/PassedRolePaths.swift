import IAM

extension EscalationPath {
    /// The caller has a service run what it likes as a role that it passes.
    static let passed: [EscalationPath?] = [
        passing("ec2", [("ec2:RunInstances", .instance)], "새 EC2 인스턴스", "a new EC2 instance", .rhino, hasProfile: true),
        passing(
            "ec2-profile", [("ec2:AssociateIamInstanceProfile", .instance)], "실행 중인 EC2 인스턴스", "a running EC2 instance", .datadog,
            hasProfile: true),
        passing(
            "ec2-new-profile",
            [("iam:CreateInstanceProfile", .profile), ("iam:AddRoleToInstanceProfile", .profile), ("ec2:RunInstances", .instance)],
            "새 인스턴스 프로파일의 EC2 인스턴스", "an EC2 instance with a new instance profile", .datadog),
        passing(
            "ec2-changed-profile",
            [
                ("iam:RemoveRoleFromInstanceProfile", .profile), ("iam:AddRoleToInstanceProfile", .profile),
                ("ec2:RunInstances", .instance),
            ],
            "역할을 바꾼 인스턴스 프로파일의 EC2 인스턴스", "an EC2 instance with an instance profile whose role they exchange", .rhino, to: "ec2"),
        passing(
            "ec2-spot", [("ec2:RequestSpotInstances", .thing(service: "ec2", kind: "spot-instances-request/"))], "EC2 스팟 인스턴스",
            "an EC2 spot instance", .datadog, hasProfile: true),
        passing(
            "autoscaling", [("autoscaling:CreateLaunchConfiguration", .launch), ("autoscaling:CreateAutoScalingGroup", .scaling)],
            "새 Auto Scaling 그룹", "a new Auto Scaling group", .prowler, to: "ec2", hasProfile: true),
        passing(
            "autoscaling-update", [("autoscaling:CreateLaunchConfiguration", .launch), ("autoscaling:UpdateAutoScalingGroup", .scaling)],
            "고친 Auto Scaling 그룹", "a changed Auto Scaling group", .prowler, to: "ec2", hasProfile: true),
        passing(
            "emr", [("elasticmapreduce:RunJobFlow", .nothing)], "새 EMR 클러스터", "a new EMR cluster", .datadog, to: "ec2", hasProfile: true),
        passing(
            "imagebuilder",
            [
                ("imagebuilder:CreateComponent", .thing(service: "imagebuilder", kind: "component/")),
                ("imagebuilder:CreateImageRecipe", .thing(service: "imagebuilder", kind: "image-recipe/")),
                ("imagebuilder:CreateInfrastructureConfiguration", .thing(service: "imagebuilder", kind: "infrastructure-configuration/")),
                ("imagebuilder:CreateImage", .thing(service: "imagebuilder", kind: "image/")),
            ],
            "EC2 Image Builder 이미지", "an EC2 Image Builder image", .datadog, to: "ec2", hasProfile: true),
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
        passing("glue-job", [("glue:CreateJob", .job), ("glue:StartJobRun", .job)], "새 Glue 작업", "a new Glue job", .bishopFox),
        passing("glue-update", [("glue:UpdateJob", .job), ("glue:StartJobRun", .job)], "고친 Glue 작업", "a changed Glue job", .bishopFox),
        passing(
            "glue-job-trigger", [("glue:CreateJob", .job), ("glue:CreateTrigger", .trigger)], "트리거가 시작하는 새 Glue 작업",
            "a new Glue job that a trigger starts", .datadog),
        passing(
            "glue-update-trigger", [("glue:UpdateJob", .job), ("glue:CreateTrigger", .trigger)], "트리거가 시작하는 고친 Glue 작업",
            "a changed Glue job that a trigger starts", .datadog),
        passing(
            "glue-session", [("glue:CreateSession", .session), ("glue:RunStatement", .session)], "Glue 대화형 세션", "a Glue session", .datadog),
        passing("cloudformation", [("cloudformation:CreateStack", .stack)], "새 CloudFormation 스택", "a new CloudFormation stack", .rhino),
        passing(
            "cloudformation-update", [("cloudformation:UpdateStack", .stack)], "고친 CloudFormation 스택", "a changed CloudFormation stack",
            .bishopFox),
        passing(
            "cloudformation-change-set", [("cloudformation:CreateChangeSet", .stack), ("cloudformation:ExecuteChangeSet", .stack)],
            "CloudFormation 변경 세트", "a CloudFormation change set", .datadog),
        // The role that administers a stack set assumes the one that carries it out.
        passing(
            "cloudformation-stack-set", [("cloudformation:CreateStackSet", .nothing), ("cloudformation:CreateStackInstances", .stackSet)],
            "새 CloudFormation 스택 세트", "a new CloudFormation stack set", .datadog),
        passing(
            "cloudformation-stack-set-update", [("cloudformation:UpdateStackSet", .stackSet)], "고친 CloudFormation 스택 세트",
            "a changed CloudFormation stack set", .datadog),
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
            "codebuild-batch", [("codebuild:CreateProject", .project), ("codebuild:StartBuildBatch", .project)], "새 CodeBuild 프로젝트의 일괄 빌드",
            "a batch build of a new CodeBuild project", .bishopFox),
        passing(
            "codebuild-update", [("codebuild:UpdateProject", .project), ("codebuild:StartBuild", .project)], "고친 CodeBuild 프로젝트",
            "a changed CodeBuild project", .datadog),
        passing(
            "ecs", [("ecs:RegisterTaskDefinition", .task), ("ecs:RunTask", .task)], "새 ECS 작업", "a new ECS task", .datadog, to: "ecs-tasks"),
        passing(
            "ecs-service", [("ecs:RegisterTaskDefinition", .task), ("ecs:CreateService", .thing(service: "ecs", kind: "service/"))],
            "새 ECS 서비스", "a new ECS service", .datadog, to: "ecs-tasks"),
        // A task may be started with another role and another command than its definition has.
        passing("ecs-run", [("ecs:RunTask", .task)], "다른 역할로 실행하는 ECS 작업", "an ECS task run as another", .datadog, to: "ecs-tasks"),
        passing("ecs-start", [("ecs:StartTask", .task)], "다른 역할로 시작하는 ECS 작업", "an ECS task started as another", .datadog, to: "ecs-tasks"),
        passing(
            "ssm-automation", [("ssm:StartAutomationExecution", .thing(service: "ssm", kind: "automation-definition/"))], "SSM 자동화",
            "an SSM automation", .datadog, to: "ssm"),
        passing(
            "apprunner", [("apprunner:CreateService", .thing(service: "apprunner", kind: "service/"))], "App Runner 서비스",
            "an App Runner service", .datadog, to: "tasks.apprunner"),
        passing(
            "batch", [("batch:RegisterJobDefinition", .definition), ("batch:SubmitJob", .definition)], "새 Batch 작업", "a new Batch job",
            .datadog, to: "ecs-tasks"),
        passing(
            "states", [("states:CreateStateMachine", .machine), ("states:StartExecution", .machine)], "Step Functions 상태 머신",
            "a Step Functions state machine", .datadog),
        passing(
            "scheduler", [("scheduler:CreateSchedule", .thing(service: "scheduler", kind: "schedule/"))], "EventBridge 일정",
            "an EventBridge schedule", .datadog),
        passing(
            "agentcore", [("bedrock-agentcore:CreateCodeInterpreter", .nothing)] + interpreter, "Bedrock 코드 인터프리터",
            "a Bedrock code interpreter", .datadog, to: "bedrock-agentcore"),
        passing(
            "agentcore-runtime",
            [
                ("bedrock-agentcore:CreateAgentRuntime", .nothing), ("bedrock-agentcore:CreateAgentRuntimeEndpoint", .runtime),
                ("bedrock-agentcore:CreateWorkloadIdentity", .thing(service: "bedrock-agentcore", kind: "workload-identity-directory/")),
                ("bedrock-agentcore:InvokeAgentRuntimeCommand", .runtime),
            ],
            "Bedrock 에이전트 런타임", "a Bedrock agent runtime", .datadog, to: "bedrock-agentcore"),
        passing(
            "braket", [("braket:CreateJob", .thing(service: "braket", kind: "job/"))], "Braket 작업", "a Braket job", .datadog),
        passing(
            "emr-serverless",
            [
                ("emr-serverless:CreateApplication", .nothing),
                ("emr-serverless:StartJobRun", .thing(service: "emr-serverless", kind: "/applications/")),
            ],
            "EMR Serverless 작업", "an EMR Serverless job", .datadog, to: "emr-serverless"),
        passing(
            "gamelift",
            [
                ("gamelift:CreateBuild", .nothing), ("gamelift:RequestUploadCredentials", .thing(service: "gamelift", kind: "build/")),
                ("gamelift:CreateFleet", .nothing),
            ],
            "GameLift 플릿", "a GameLift fleet", .datadog),
        passing(
            "kinesisanalytics",
            [
                ("kinesisanalytics:CreateApplication", .nothing),
                ("kinesisanalytics:StartApplication", .thing(service: "kinesisanalytics", kind: "application/")),
            ],
            "Managed Flink 애플리케이션", "a Managed Flink application", .datadog),
        passing(
            "omics", [("omics:CreateWorkflow", .nothing), ("omics:StartRun", .thing(service: "omics", kind: "run/"))], "HealthOmics 실행",
            "a HealthOmics run", .datadog),
        passing(
            "cognito-identity", [("cognito-identity:SetIdentityPoolRoles", .nothing)], "Cognito 자격 증명 풀", "a Cognito identity pool",
            .datadog,
            to: "cognito-identity"),
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
}

extension EscalationPath.Target {
    static let function = Self.thing(service: "lambda", kind: "function:")
    static let instance = Self.thing(service: "ec2", kind: "instance/")
    static let template = Self.thing(service: "ec2", kind: "launch-template/")
    static let launch = Self.thing(service: "autoscaling", kind: "launchConfiguration:")
    static let scaling = Self.thing(service: "autoscaling", kind: "autoScalingGroup:")
    static let profile = Self.thing(service: "iam", kind: "instance-profile/")
    static let job = Self.thing(service: "glue", kind: "job/")
    static let trigger = Self.thing(service: "glue", kind: "trigger/")
    static let session = Self.thing(service: "glue", kind: "session/")
    static let stack = Self.thing(service: "cloudformation", kind: "stack/")
    static let stackSet = Self.thing(service: "cloudformation", kind: "stackset/")
    static let pipeline = Self.thing(service: "datapipeline", kind: "pipeline/")
    static let notebook = Self.thing(service: "sagemaker", kind: "notebook-instance/")
    static let project = Self.thing(service: "codebuild", kind: "project/")
    static let task = Self.thing(service: "ecs", kind: "task-definition/")
    static let definition = Self.thing(service: "batch", kind: "job-definition/")
    static let machine = Self.thing(service: "states", kind: "stateMachine:")
    static let interpreter = Self.thing(service: "bedrock-agentcore", kind: "code-interpreter-custom/")
    static let runtime = Self.thing(service: "bedrock-agentcore", kind: "runtime/")
}
