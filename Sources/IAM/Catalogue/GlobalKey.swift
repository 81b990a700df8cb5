/// The condition keys that requests to every service can have. Source: IAM User Guide, "AWS global condition context keys", where the keys that a
/// service gives to its callers' sessions are listed, too.
public enum GlobalKey {
    /// The global key that is meant, in any case; nil if AWS has none of that name.
    public static func named(_ key: ContextKey) -> CatalogueKey? {
        if let found = byName[key] { return found }
        return tags.first { $0.means(key) }
    }

    /// The names of all of them, in AWS's spelling.
    public static let names: [String] = all.map(\.name)

    private static let all: [CatalogueKey] =
        keys(
            .string,
            """
            aws:CalledViaFirst aws:CalledViaLast aws:FederatedProvider aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalServiceName \
            aws:PrincipalOrgMasterAccountId aws:PrincipalType aws:referer aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID \
            aws:SourceAccount aws:SourceIdentity aws:SourceOrgID aws:SourceOwner aws:SourceVpc aws:SourceVpce aws:UserAgent aws:userid \
            aws:username aws:CalledViaAWSMCP aws:VpceAccount aws:VpceOrgID aws:Ec2InstanceSourceVpc ec2:RoleDelivery glue:CredentialIssuingService \
            glue:RoleAssumedBy identitystore:UserId
            """)
        + keys(
            .arn,
            """
            aws:ChatbotSourceArn aws:PrincipalArn aws:SignInSessionArn aws:SourceArn aws:SourceVpcArn ec2:SourceInstanceArn \
            lambda:SourceFunctionArn ssm:SourceInstanceArn ecs:SourceTaskArn
            """)
        + keys(
            .bool,
            """
            aws:AssumedRoot aws:IsMcpServiceAction aws:MultiFactorAuthPresent aws:PrincipalIsAWSService aws:SecureTransport \
            aws:ViaAWSMCPService aws:ViaAWSService
            """)
        + keys(.number, "aws:MultiFactorAuthAge") + keys(.date, "aws:CurrentTime aws:EpochTime aws:TokenIssueTime")
        + keys(.address, "aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp")
        + keys(
            .string,
            """
            aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths aws:SourceOrgPaths \
            aws:TagKeys aws:VpceOrgPaths
            """, isMultivalued: true)

    private static let tags: [CatalogueKey] = keys(
        .string, "aws:PrincipalTag/${TagKey} aws:RequestTag/${TagKey} aws:ResourceTag/${TagKey}")

    private static let byName: [ContextKey: CatalogueKey] = Dictionary(
        all.map { (ContextKey($0.name), $0) }, uniquingKeysWith: { first, _ in first })

    private static func keys(_ type: ConditionKeyType, _ names: String, isMultivalued: Bool = false) -> [CatalogueKey] {
        names.split(whereSeparator: \.isWhitespace).map { CatalogueKey(name: String($0), type: type, isMultivalued: isMultivalued) }
    }
}
