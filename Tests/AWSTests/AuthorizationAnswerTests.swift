import Foundation
import IAM
import Testing

@testable import AWS

/// What IAM answers about whole accounts, in the shapes of its API Reference; moto knows only part of them.
@Suite struct AuthorizationAnswerTests {
    private static let details = Answers.result(
        "GetAccountAuthorizationDetails",
        """
        <UserDetailList/>
        <RoleDetailList><member>
          <Path>/</Path><RoleName>deployer</RoleName><RoleId>AROADBQP57FF2AEXAMPLE</RoleId>
          <Arn>arn:aws:iam::123456789012:role/deployer</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate>
          <AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument>
          <InstanceProfileList><member><InstanceProfileName>web</InstanceProfileName></member></InstanceProfileList>
          <RolePolicyList><member><PolicyName>own</PolicyName><PolicyDocument>%7B%7D</PolicyDocument></member></RolePolicyList>
          <AttachedManagedPolicies/>
          <PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>
            <PermissionsBoundaryArn>arn:aws:iam::123456789012:policy/limits</PermissionsBoundaryArn></PermissionsBoundary>
          <RoleLastUsed><LastUsedDate>2026-10-01T00:00:00Z</LastUsedDate><Region>ap-northeast-2</Region></RoleLastUsed>
        </member><member>
          <Path>/</Path><RoleName>idle</RoleName><RoleId>AROADBQP57FF2AEXAMPLF</RoleId>
          <Arn>arn:aws:iam::123456789012:role/idle</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate>
          <AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument><RoleLastUsed/>
        </member></RoleDetailList>
        <Policies><member>
          <PolicyName>limits</PolicyName><Arn>arn:aws:iam::123456789012:policy/limits</Arn><DefaultVersionId>v2</DefaultVersionId>
          <AttachmentCount>1</AttachmentCount><PermissionsBoundaryUsageCount>2</PermissionsBoundaryUsageCount>
          <PolicyVersionList>
            <member><Document>%7B%22a%22%3A%22%2B%22%7D</Document><VersionId>v2</VersionId></member>
            <member><Document>%7B%7D</Document><VersionId>v1</VersionId></member>
          </PolicyVersionList>
        </member></Policies>
        <IsTruncated>true</IsTruncated><Marker>next</Marker>
        """)

    @Test func `roles and policies come as IAM told them`() async throws {
        try await StubServer.run { _, _ in
            .answer(200, Self.details)
        } _: { server in
            let page = try await withClient(of: server) { try await $0.getAccountAuthorizationDetails([.role, .localPolicy], from: nil) }
            #expect(page.next == Marker("next"))
            guard case .role(let role) = page.items[0], case .role(let idle) = page.items[1], case .policy(let policy) = page.items[2]
            else {
                Issue.record("\(page.items)")
                return
            }
            #expect(role.lastUse == .at(Date(timeIntervalSince1970: 1_790_812_800), region: "ap-northeast-2"))
            #expect(role.instanceProfiles == ["web"])
            #expect(role.inlinePolicies == [try PolicyName("own"): "{}"])
            #expect(role.boundary?.resource == "policy/limits")
            #expect(idle.lastUse == .never)
            #expect(policy.document == #"{"a":"+"}"#)
            #expect(policy.boundaryCount == 2)
            #expect(server.requests[0].form["Filter.member.2"] == "LocalManagedPolicy")
        }
    }

    @Test func `an answer without any of its lists is none`() async throws {
        let empty = Answers.result("GetAccountAuthorizationDetails", "<IsTruncated>false</IsTruncated>")
        try await StubServer.run { _, _ in
            .answer(200, empty)
        } _: { server in
            let error = try await refusal {
                try await withClient(of: server, attempts: 1) { try await $0.getAccountAuthorizationDetails([.user], from: nil) }
            }
            #expect(error.kind == .unknownOutcome)
        }
    }

    @Test func `a job ends with its services, with a reason, or not yet`() async throws {
        let jobs = [
            "<JobStatus>IN_PROGRESS</JobStatus>", "<JobStatus>FAILED</JobStatus><Error><Message>gone</Message><Code>x</Code></Error>",
            """
            <JobStatus>COMPLETED</JobStatus><JobCompletionDate>2026-11-01T00:00:00Z</JobCompletionDate><ServicesLastAccessed>
            <member><ServiceName>Amazon S3</ServiceName><ServiceNamespace>s3</ServiceNamespace>
            <LastAuthenticated>2026-10-01T00:00:00Z</LastAuthenticated></member>
            <member><ServiceName>AWS Lambda</ServiceName><ServiceNamespace>lambda</ServiceNamespace></member>
            </ServicesLastAccessed><IsTruncated>false</IsTruncated>
            """,
        ].map { Answers.result("GetServiceLastAccessedDetails", $0) }
        try await StubServer.run { _, before in
            .answer(200, jobs[before])
        } _: { server in
            let answers = try await withClient(of: server) { client in
                var answers: [AccessJob] = []
                for _ in jobs { answers.append(try await client.getServiceLastAccessedDetails(JobID("j"), from: nil)) }
                return answers
            }
            guard case .inProgress = answers[0], case .failed("gone") = answers[1], case .completed(let time, let page) = answers[2] else {
                Issue.record("\(answers)")
                return
            }
            #expect(time == Date(timeIntervalSince1970: 1_793_491_200))
            #expect(page.items.map(\.namespace) == ["s3", "lambda"])
            #expect(page.items.map(\.last) == [Date(timeIntervalSince1970: 1_790_812_800), nil])
        }
    }
}
