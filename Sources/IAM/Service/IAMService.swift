/// The one way to AWS: `AWS` implements it over HTTP, `Sandbox` in memory.
///
/// Every call throws `IAMError` when IAM did not do what was asked; any other error means that the program is being
/// stopped and must be passed on. Retries of transient refusals lie below this port: what is thrown is final for now.
/// A change whose outcome is unknown (no answer, or a 5xx) is never repeated below it: the caller resolves it.
/// Reads are eventually consistent: a user made seconds ago may be reported missing.
public protocol IAMService: Sendable {
    func getCallerIdentity() async throws -> CallerIdentity

    // Users
    func createUser(_ name: UserName, path: IAMPath, tags: [Tag]) async throws -> User
    func getUser(_ name: UserName) async throws -> User
    func listUsers(from marker: Marker?) async throws -> Page<User>
    func deleteUser(_ name: UserName) async throws
    func deleteUserPermissionsBoundary(of user: UserName) async throws

    // Console passwords
    func createLoginProfile(for user: UserName, password: Password, resetRequired: Bool) async throws
    func getLoginProfile(of user: UserName) async throws -> LoginProfile
    func updateLoginProfile(of user: UserName, password: Password, resetRequired: Bool) async throws
    func deleteLoginProfile(of user: UserName) async throws

    // Groups
    func createGroup(_ name: GroupName, path: IAMPath) async throws -> Group
    func getGroup(_ name: GroupName) async throws -> Group
    func listGroups(of user: UserName, from marker: Marker?) async throws -> Page<GroupName>
    func addUser(_ user: UserName, to group: GroupName) async throws
    func removeUser(_ user: UserName, from group: GroupName) async throws
    func listGroupPolicies(of group: GroupName, from marker: Marker?) async throws -> Page<PolicyName>
    /// The document of a group's inline policy, decoded.
    func getGroupPolicy(_ policy: PolicyName, of group: GroupName) async throws -> String
    func listAttachedGroupPolicies(of group: GroupName, from marker: Marker?) async throws -> Page<AttachedPolicy>
    func attachGroupPolicy(_ policy: ARN, to group: GroupName) async throws
    func detachGroupPolicy(_ policy: ARN, from group: GroupName) async throws
    func putGroupPolicy(_ policy: PolicyName, document: String, on group: GroupName) async throws
    func deleteGroupPolicy(_ policy: PolicyName, of group: GroupName) async throws

    // Managed policies
    func createPolicy(_ name: PolicyName, path: IAMPath, document: String, tags: [Tag]) async throws -> ManagedPolicy
    func getPolicy(_ arn: ARN) async throws -> ManagedPolicy
    /// The document of one version, decoded.
    func getPolicyVersion(_ version: String, of arn: ARN) async throws -> String
    func listPolicyVersions(of arn: ARN, from marker: Marker?) async throws -> Page<ManagedPolicyVersion>
    /// A further version, in force at once.
    func createPolicyVersion(of arn: ARN, document: String) async throws -> ManagedPolicyVersion
    /// Deletes a version that is not in force.
    func deletePolicyVersion(_ version: String, of arn: ARN) async throws

    // A user's own policies
    func putUserPolicy(_ policy: PolicyName, document: String, on user: UserName) async throws
    /// The document of a user's inline policy, decoded.
    func getUserPolicy(_ policy: PolicyName, of user: UserName) async throws -> String
    func listUserPolicies(of user: UserName, from marker: Marker?) async throws -> Page<PolicyName>
    func deleteUserPolicy(_ policy: PolicyName, of user: UserName) async throws
    func listAttachedUserPolicies(of user: UserName, from marker: Marker?) async throws -> Page<AttachedPolicy>
    func detachUserPolicy(_ policy: ARN, from user: UserName) async throws

    // MFA devices
    func listMFADevices(of user: UserName, from marker: Marker?) async throws -> Page<MFADevice>
    func listVirtualMFADevices(_ assignment: MFAAssignment, from marker: Marker?) async throws -> Page<MFADevice>
    func deactivateMFADevice(_ serial: MFASerial, of user: UserName) async throws
    func deleteVirtualMFADevice(_ serial: MFASerial) async throws

    // Keys and other credentials
    func listAccessKeys(of user: UserName, from marker: Marker?) async throws -> Page<AccessKey>
    func getAccessKeyLastUsed(_ key: AccessKeyID) async throws -> AccessKeyLastUsed
    func updateAccessKey(_ key: AccessKeyID, of user: UserName, active: Bool) async throws
    func deleteAccessKey(_ key: AccessKeyID, of user: UserName) async throws
    func listSigningCertificates(of user: UserName, from marker: Marker?) async throws -> Page<Credential>
    func deleteSigningCertificate(_ id: String, of user: UserName) async throws
    func listSSHPublicKeys(of user: UserName, from marker: Marker?) async throws -> Page<Credential>
    func deleteSSHPublicKey(_ id: String, of user: UserName) async throws
    func listServiceSpecificCredentials(of user: UserName, from marker: Marker?) async throws -> Page<Credential>
    func deleteServiceSpecificCredential(_ id: String, of user: UserName) async throws

    // The account
    func listRoles(from marker: Marker?) async throws -> Page<AssumableRole>
    func listAccountAliases() async throws -> [String]
    func getAccountPasswordPolicy() async throws -> PasswordPolicy
    /// Replaces the whole password policy: IAM puts its own default in the place of what a call leaves out, so that this call leaves out nothing.
    func updateAccountPasswordPolicy(_ policy: PasswordPolicy) async throws
    /// The quotas and counts of GetAccountSummary, by IAM's own keys (`GroupsPerUserQuota`).
    func getAccountSummary() async throws -> [String: Int]
    /// One page of everything of these kinds; a page may hold things of several kinds, and none of one that follows.
    func getAccountAuthorizationDetails(_ kinds: [AccountEntity.Kind], from marker: Marker?) async throws -> Page<AccountEntity>
    func listServerCertificates(from marker: Marker?) async throws -> Page<ServerCertificate>
    func generateCredentialReport() async throws -> ReportState
    func getCredentialReport() async throws -> CredentialReportFile
    /// Has AWS find out which services a user, group or role last used.
    func generateServiceLastAccessedDetails(of entity: ARN) async throws -> JobID
    /// How far that is, with one page of the services once it is done.
    func getServiceLastAccessedDetails(_ job: JobID, from marker: Marker?) async throws -> AccessJob
    /// What AWS's simulator says of requests by a user, in the order asked; no such request is made.
    func simulatePrincipalPolicy(_ question: SimulationQuestion, from marker: Marker?) async throws -> Page<SimulationAnswer>
}

/// Every item of a paged listing, complete, or an error: a listing that broke off is never taken for a short one.
public func every<Item: Sendable>(_ page: (Marker?) async throws -> Page<Item>) async throws -> [Item] {
    var items: [Item] = []
    var marker: Marker?
    repeat {
        let next = try await page(marker)
        items += next.items
        marker = next.next
    } while marker != nil
    return items
}
