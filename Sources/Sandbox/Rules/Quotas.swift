/// What an account may have. Source: IAM User Guide, "IAM and AWS STS quotas"; GetAccountSummary tells them.
enum Quotas {
    static let users = 5000
    static let groups = 300
    static let groupsPerUser = 10
    static let keysPerUser = 2
    static let devicesPerUser = 8
    static let certificatesPerUser = 2
    static let sshKeysPerUser = 5
    static let serviceCredentialsPerService = 2
    static let tags = 50
    static let policies = 1500
    static let attachedPerUser = 10
    static let attachedPerGroup = 10
    static let versionsPerPolicy = 5
    static let userPolicySize = 2048
    static let groupPolicySize = 5120
    static let policySize = 6144
    static let roles = 1000

    /// The size of a policy as IAM counts it: without white space.
    static func size(of document: String) -> Int {
        document.unicodeScalars.count { !$0.properties.isWhitespace }
    }

    /// The size of all inline policies of one entity together, which is what their quota is about.
    static func size<Name: Hashable>(of documents: [Name: String]) -> Int {
        documents.values.reduce(0) { $0 + size(of: $1) }
    }
}
