import IAM

extension IAMClient {
    public func getAccountAuthorizationDetails(
        _ kinds: [AccountEntity.Kind], from marker: Marker?
    ) async throws -> Page<AccountEntity> {
        let filter = kinds.enumerated().map { (name: "Filter.member.\($0.offset + 1)", value: Optional($0.element.rawValue)) }
        // Documents make these pages large; IAM may give fewer all the same.
        return try await ask(.getAccountAuthorizationDetails, filter + paging(marker, size: 500)) { result throws(AnswerFault) in
            Page(try result.accountEntities(), next: try result.next(after: marker))
        }
    }

    public func generateServiceLastAccessedDetails(of entity: ARN) async throws -> JobID {
        try await ask(.generateServiceLastAccessedDetails, [("Arn", entity.description)]) { result throws(AnswerFault) in
            JobID(try result.text("JobId"))
        }
    }

    public func getServiceLastAccessedDetails(_ job: JobID, from marker: Marker?) async throws -> AccessJob {
        try await ask(.getServiceLastAccessedDetails, [("JobId", job.text)] + paging(marker)) { result throws(AnswerFault) in
            switch try result.text("JobStatus") {
            case "IN_PROGRESS": return .inProgress
            case "FAILED": return .failed(result.child("Error")?.optionalText("Message") ?? "IAM does not say why")
            case "COMPLETED":
                let page = try result.page("ServicesLastAccessed", after: marker) { member throws(AnswerFault) in
                    ServiceAccess(namespace: try member.text("ServiceNamespace"), last: try member.date("LastAuthenticated"))
                }
                return .completed(at: try result.needDate("JobCompletionDate"), page)
            case let status: throw AnswerFault("'\(status)' is no state of a job")
            }
        }
    }
}

extension XMLNode {
    // IAM leaves out a list whose kind was not asked for; an answer without any list is none.
    fileprivate func accountEntities() throws(AnswerFault) -> [AccountEntity] {
        let lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
        guard lists.contains(where: { child($0) != nil }) else { throw AnswerFault("the answer has no \(lists[0]) in \(name)") }
        var entities: [AccountEntity] = []
        for member in optionalMembers(lists[0]) { entities.append(.user(try member.userDetail())) }
        for member in optionalMembers(lists[1]) { entities.append(.group(try member.groupDetail())) }
        for member in optionalMembers(lists[2]) { entities.append(.role(try member.roleDetail())) }
        for member in optionalMembers(lists[3]) { entities.append(.policy(try member.policyDetail())) }
        return entities
    }

    private func userDetail() throws(AnswerFault) -> UserDetail {
        var groups: [GroupName] = []
        for member in optionalMembers("GroupList") { groups.append(try XMLNode.checked(member.text)) }
        return UserDetail(
            user: try user(), groups: groups, inlinePolicies: try inlinePolicies("UserPolicyList"), attachedPolicies: try attachedPolicies()
        )
    }

    private func groupDetail() throws(AnswerFault) -> GroupDetail {
        GroupDetail(
            group: try group(), created: try needDate("CreateDate"), inlinePolicies: try inlinePolicies("GroupPolicyList"),
            attachedPolicies: try attachedPolicies())
    }

    private func roleDetail() throws(AnswerFault) -> RoleDetail {
        var role = RoleDetail(
            name: try checked("RoleName"), id: try checked("RoleId"), path: try checked("Path"), arn: try arn("Arn"),
            created: try needDate("CreateDate"), trust: try document("AssumeRolePolicyDocument"))
        role.inlinePolicies = try inlinePolicies("RolePolicyList")
        role.attachedPolicies = try attachedPolicies()
        role.boundary = try child("PermissionsBoundary")?.arn("PermissionsBoundaryArn")
        role.tags = try tags()
        for profile in optionalMembers("InstanceProfileList") { role.instanceProfiles.append(try profile.text("InstanceProfileName")) }
        guard let use = child("RoleLastUsed") else { return role }
        role.lastUse = try use.date("LastUsedDate").map { .at($0, region: use.optionalText("Region")) } ?? .never
        return role
    }

    private func policyDetail() throws(AnswerFault) -> PolicyDetail {
        var versions: [PolicyDetail.Version] = []
        for member in optionalMembers("PolicyVersionList") {
            versions.append(PolicyDetail.Version(id: try member.text("VersionId"), document: try member.document("Document")))
        }
        // Moto tells no name here; the ARN ends with it.
        let arn = try arn("Arn")
        let name = optionalText("PolicyName") ?? String(arn.resource.split(separator: "/").last ?? "")
        return PolicyDetail(
            name: try XMLNode.checked(name), arn: arn, defaultVersion: try text("DefaultVersionId"), versions: versions,
            attachmentCount: try number("AttachmentCount") ?? 0, boundaryCount: try number("PermissionsBoundaryUsageCount") ?? 0)
    }

    private func inlinePolicies(_ list: String) throws(AnswerFault) -> [PolicyName: String] {
        var policies: [PolicyName: String] = [:]
        for member in optionalMembers(list) { policies[try member.checked("PolicyName")] = try member.document("PolicyDocument") }
        return policies
    }

    private func attachedPolicies() throws(AnswerFault) -> [AttachedPolicy] {
        var attached: [AttachedPolicy] = []
        for member in optionalMembers("AttachedManagedPolicies") { attached.append(try member.attachedPolicy()) }
        return attached
    }
}
