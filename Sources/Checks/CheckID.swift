/// The checks by their ids, which never change; worst and best known first, and last those that compare the account with the ledger.
public enum CheckID: String, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    case rootAccessKey = "root-access-key"
    case rootMFA = "root-mfa"
    case rootHardwareMFA = "root-hardware-mfa"
    case rootUsed = "root-used"
    case consoleUserMFA = "console-user-mfa"
    case dutyPolicyAttached = "duty-policy-attached"
    case dutyPolicyProved = "duty-policy-proved"
    case userPathBreaksDuty = "user-path-breaks-duty"
    case administrator
    case administratorWithoutMFA = "administrator-without-mfa"
    case privilegeEscalation = "privilege-escalation"
    case policyFullAccess = "policy-full-access"
    case assumeAnyRole = "assume-any-role"
    case auditCanBeDisabled = "audit-can-be-disabled"
    case roleTrustsOutside = "role-trusts-outside"
    case directPermission = "direct-permission"
    case cloudShellFullAccess = "cloudshell-full-access"
    case passwordUnused = "password-unused"
    case keyUnused = "key-unused"
    case keyAge = "key-age"
    case twoActiveKeys = "two-active-keys"
    case keyAtCreation = "key-at-creation"
    case inactiveUser = "inactive-user"
    case unusedService = "unused-service"
    case credentialLeftOver = "credential-left-over"
    case passwordLength = "password-length"
    case passwordReuse = "password-reuse"
    case passwordSeedCriterion = "password-seed-criterion"
    case passwordRotation = "password-rotation"
    case passwordLockoutTrap = "password-lockout-trap"
    case signInFailureLimit = "sign-in-failure-limit"
    case roleUnused = "role-unused"
    case roleWithoutOwner = "role-without-owner"
    case supportRole = "support-role"
    case expiredCertificate = "expired-certificate"
    case accessAnalyzer = "access-analyzer"
    case centralIdentity = "central-identity"
    case manualControls = "manual-controls"
    case notRevoked = "not-revoked"
    case leaver
    case orphanUser = "orphan-user"
    case drift
    case expiredAccess = "expired-access"
    case stuck
    case reviewOverdue = "review-overdue"
    case sharedUser = "shared-user"
    case selfApprovalPossible = "self-approval-possible"
    case privilegeWithoutEnd = "privilege-without-end"
    case recordRetention = "record-retention"
    case historyUnverified = "history-unverified"

    public var description: String { rawValue }

    /// The check of that id.
    public var check: any Check {
        switch self {
        case .rootAccessKey: RootHasNoAccessKey()
        case .rootMFA: RootHasMFA()
        case .rootHardwareMFA: RootHasHardwareMFA()
        case .rootUsed: RootIsNotUsed()
        case .consoleUserMFA: ConsoleUserHasMFA()
        case .dutyPolicyAttached: ConsoleUserHasDutyPolicy()
        case .dutyPolicyProved: DutyPolicyIsProved()
        case .userPathBreaksDuty: UserPathKeepsDuty()
        case .administrator: NobodyIsAdministrator()
        case .administratorWithoutMFA: AdministratorHasMFA()
        case .privilegeEscalation: NobodyEscalates()
        case .policyFullAccess: NoPolicyAllowsEverything()
        case .assumeAnyRole: NobodyAssumesAnyRole()
        case .auditCanBeDisabled: NobodyDisablesAudit()
        case .roleTrustsOutside: RoleTrustsOwnAccounts()
        case .directPermission: UserHasNoDirectPermission()
        case .cloudShellFullAccess: NobodyHasCloudShellFullAccess()
        case .passwordUnused: PasswordIsUsed()
        case .keyUnused: KeyIsUsed()
        case .keyAge: KeyIsWithinMaximumAge()
        case .twoActiveKeys: UserHasOneActiveKey()
        case .keyAtCreation: ConsoleUserHasNoKeyFromCreation()
        case .inactiveUser: UserIsActive()
        case .unusedService: ServicesAreUsed()
        case .credentialLeftOver: NoCredentialIsLeftOver()
        case .passwordLength: PasswordIsLong()
        case .passwordReuse: PasswordIsNotReused()
        case .passwordSeedCriterion: PasswordMeetsKoreanCriterion()
        case .passwordRotation: PasswordIsChangedQuarterly()
        case .passwordLockoutTrap: PasswordLocksNobodyOut()
        case .signInFailureLimit: SignInFailuresAreLimited()
        case .roleUnused: RoleIsUsed()
        case .roleWithoutOwner: RoleHasOwner()
        case .supportRole: SupportRoleExists()
        case .expiredCertificate: CertificateIsValid()
        case .accessAnalyzer: AccessAnalyzerIsOn()
        case .centralIdentity: IdentityIsCentral()
        case .manualControls: ManualControlsAreAttested()
        case .notRevoked: RevokedUserIsGone()
        case .leaver: LeaverHasNoUser()
        case .orphanUser: UserHasRequest()
        case .drift: UserIsAsApproved()
        case .expiredAccess: AccessEndsInTime()
        case .stuck: UserIsNotStuck()
        case .reviewOverdue: UserIsReviewedInTime()
        case .sharedUser: UserIsOnePersons()
        case .selfApprovalPossible: NobodyApprovesThemselves()
        case .privilegeWithoutEnd: PrivilegeHasEnd()
        case .recordRetention: RecordsAreReadable()
        case .historyUnverified: HistoryIsVerified()
        }
    }
}
