/// The policies by which people keep users without MFA from doing anything else: the duty policy, and two that it grew out of.
public enum DutyVariant: String, Hashable, Sendable, CaseIterable {
    /// The duty policy: `DutyPolicy`, the only one that is proved whatever else is attached.
    case strict
    /// The one that AWS documents. Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own
    /// credentials on the Security credentials page".
    case aws
    /// The one of a well-read article, to the letter; people have it.
    case seed

    /// What it is, in a few words.
    public var summary: String {
        switch self {
        case .strict: "the duty policy of tenure"
        case .aws: "the policy that AWS documents"
        case .seed: "the policy 'policy-iam-user-duty' as it was published"
        }
    }

    /// The document for accounts of that partition: ARNs of another one never match, and would lock users out.
    public func document(in partition: Partition) -> String {
        switch self {
        case .strict: DutyPolicy.document(in: partition)
        case .aws: DocumentedDutyPolicy.document.replacing("arn:aws:", with: "arn:\(partition.rawValue):")
        case .seed: PublishedDutyPolicy.document.replacing("arn:aws:", with: "arn:\(partition.rawValue):")
        }
    }
}
