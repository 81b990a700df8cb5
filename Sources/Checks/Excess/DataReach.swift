import IAM
import Lifecycle

/// Secrets and data that somebody can read wherever they are: one request for each kind, about something that no policy has a reason to name.
public enum DataReach: String, Hashable, Sendable, CaseIterable {
    case secrets
    case parameters
    case objects
    case keys
    case tables
    case disks

    /// What can be read, in both languages.
    public var word: Bilingual {
        switch self {
        case .secrets: Bilingual(ko: "모든 비밀(Secrets Manager)", en: "every secret of Secrets Manager")
        case .parameters: Bilingual(ko: "모든 매개변수(SSM)", en: "every parameter of SSM")
        case .objects: Bilingual(ko: "모든 S3 객체", en: "every object in S3")
        case .keys: Bilingual(ko: "모든 KMS 키로 복호화한 데이터", en: "what any KMS key decrypts")
        case .tables: Bilingual(ko: "모든 DynamoDB 테이블", en: "every table in DynamoDB")
        case .disks: Bilingual(ko: "모든 EBS 스냅샷", en: "every EBS snapshot")
        }
    }

    private var call: (action: String, service: String, resource: String, isOurs: Bool) {
        switch self {
        case .secrets: ("secretsmanager:GetSecretValue", "secretsmanager", "secret:tenure-probe", true)
        case .parameters: ("ssm:GetParameter", "ssm", "parameter/tenure-probe", true)
        case .objects: ("s3:GetObject", "s3", "tenure-probe/key", false)
        case .keys: ("kms:Decrypt", "kms", "key/tenure-probe", true)
        case .tables: ("dynamodb:Scan", "dynamodb", "table/tenure-probe", true)
        case .disks: ("ebs:GetSnapshotBlock", "ec2", "snapshot/tenure-probe", false)
        }
    }

    func probe(in account: ExaminedAccount) -> [Probe] {
        let (action, service, resource, isOurs) = call
        let region = self == .objects ? "" : "us-east-1"
        let arn =
            isOurs
            ? account.arn(service, resource, region: region)
            : ARN(partition: account.snapshot.partition, service: service, region: region, account: "", resource: resource)
        return Probe.list([(action, arn)])
    }
}
