import Foundation
import Guides
import IAM
import Lifecycle
import Testing

@Suite struct GuideProofTests {
    @Test func `every shipped guide can be followed, with any path, device, language and partition`() throws {
        let templates = try Shipped.templates()
        for guide in GuideCase.all(of: GuideKind.allCases, in: Language.allCases, Partition.allCases) {
            let proof = try guide.proof(under: Policies.duty(in: guide.partition), tenure: nil, templates: Templates(templates))
            guard case .proved(let calls) = proof else {
                Issue.record("\(guide): \(proof)")
                continue
            }
            #expect(calls >= (guide.kind == .admin ? 8 : 4), "\(guide) asked for \(calls) calls")
        }
    }

    @Test(arguments: DeviceKind.allCases, ["/", "/team/"])
    func `the order that puts the password before MFA is refuted with the step and the statements`(device: DeviceKind, path: String) throws
    {
        var templates = try Shipped.templates()
        templates["guide-new.ko.md"] = try SeedOrder.guide()
        for duty in [try Policies.duty(in: .aws), try Policies.seed()] where path == "/" || duty.name != "seed" {
            let reader = GuideReader(device, path: try IAMPath(path), in: .aws, isNew: true)
            let proof = try GuideProof(
                of: .new, .korean, for: reader, under: GuidePolicies(reader: [duty]), templates: Templates(templates))
            let refutation = try #require(proof.refutation)
            let step = templates["guide-new.ko.md"]?.components(separatedBy: "\n").firstIndex { $0.hasPrefix("2. ") }
            #expect(refutation.place?.step == 2 && refutation.place?.id == "change-the-password")
            #expect(refutation.place?.line == step.map { $0 + 1 })
            #expect(refutation.denial?.call.description == "iam:ChangePassword user/{{userName}}")
            #expect(refutation.denial?.decision == .explicitDeny)
            let sids = refutation.denial?.statements.compactMap(\.sid)
            #expect(sids == [duty.name == "seed" ? "DenyAllExceptListedIfNoMFA" : "DenyAllButEnrollingWithoutMFA"])
            #expect(refutation.remedy.contains("signs in with MFA"))
        }
    }

    @Test func `under the policy as it was published users with a path cannot enrol, and passkeys are not shown`() throws {
        let templates = try Shipped.templates()
        func refutation(_ device: DeviceKind, _ path: String) throws -> GuideRefutation? {
            let reader = GuideReader(device, path: try IAMPath(path), in: .aws, isNew: true)
            let policies = GuidePolicies(reader: [try Policies.seed()])
            return try GuideProof(of: .new, .english, for: reader, under: policies, templates: Templates(templates)).refutation
        }
        #expect(try refutation(.virtual, "/") == nil)
        let path = try #require(try refutation(.virtual, "/team/"))
        #expect(path.denial?.call.description == "iam:GetUser user/{{userName}}" && path.denial?.decision == .implicitDeny)
        #expect(path.remedy.contains("user/*/${aws:username}"))
        #expect(try refutation(.passkey, "/")?.denial?.call.description == "iam:GetMFADevice user/{{userName}}")
    }

    @Test func `who does not sign out after enrolling stays without MFA`() throws {
        let refutation = try refutation(changing: "enrolment", from: "    establishes: signed-out\n", to: "")
        #expect(refutation?.place?.id == "change-the-password")
        #expect(refutation?.denial?.call.description == "iam:ChangePassword user/{{userName}}")
    }

    @Test func `another device name is refused, and the right one named`() throws {
        let refutation = try refutation(changing: "enrolment", from: "mfa/{{deviceName}}", to: "mfa/phone")
        #expect(refutation?.place?.id == "name-the-device")
        #expect(refutation?.remedy.contains("{{deviceName}}") == true)
    }

    @Test(arguments: [
        ("enrolment", "establishes: device-enrolled", "establishes: []", "the one that an administrator knows"),
        ("enrolment", "id: sign-in\n    establishes: signed-in", "id: sign-in", "nobody is signed in"),
        ("guide-new", "    establishes: password-changed\n", "", "the password is still the one"),
    ])
    func `a guide that leaves something undone is refuted`(part: String, old: String, new: String, why: String) throws {
        let refutation = try refutation(changing: part, from: old, to: new)
        let isDenied = refutation?.denial != nil
        #expect(isDenied || refutation?.description.contains(why) == true, "\(refutation?.description ?? "proved")")
        #expect(refutation?.remedy.isEmpty == false)
    }

    @Test func `a guide without steps proves nothing`() throws {
        var templates = try Shipped.templates()
        templates["guide-new.en.md"] = "{{% CONTENT_TYPE: MARKDOWN}}\n# Hello\n"
        let reader = GuideReader(.virtual, path: try IAMPath("/"), in: .aws, isNew: true)
        let policies = GuidePolicies(reader: [try Policies.duty(in: .aws)])
        let proof = try GuideProof(of: .new, .english, for: reader, under: policies, templates: Templates(templates))
        #expect(proof.refutation?.description == "no device is enrolled")
    }

    @Test func `a step that is not declared refutes the guide`() throws {
        var templates = try Shipped.templates()
        templates["guide-new.en.md", default: ""] += "\n9. One more thing.\n"
        let reader = GuideReader(.virtual, path: try IAMPath("/"), in: .aws, isNew: true)
        let policies = GuidePolicies(reader: [try Policies.duty(in: .aws)])
        let refutation = try GuideProof(of: .new, .english, for: reader, under: policies, templates: Templates(templates)).refutation
        #expect(refutation?.description.contains("steps-differ") == true)
        #expect(refutation?.source?.file == "guide-new.en.md")
    }

    @Test func `an account that lets users change their password opens nothing that a statement denies`() throws {
        var templates = try Shipped.templates()
        templates["guide-new.ko.md"] = try SeedOrder.guide()
        var reader = GuideReader(.virtual, path: try IAMPath("/"), in: .aws, isNew: true)
        reader.mayChangePassword = true
        func proof(under duty: [AppliedPolicy]) throws -> GuideProof {
            try GuideProof(of: .new, .korean, for: reader, under: GuidePolicies(reader: duty), templates: Templates(templates))
        }
        #expect(try proof(under: [Policies.duty(in: .aws)]).refutation?.place?.step == 2)
        // The seed's order works before the policy is attached, as far as the password goes: then enrolling is what nothing allows.
        let without = try proof(under: [Policies.allowing("iam:GetUser")]).refutation
        #expect(without?.place?.step == 3)
        reader.mayChangePassword = false
        #expect(try proof(under: [Policies.allowing("iam:GetUser")]).refutation?.place?.step == 2)
    }

    @Test func `what tenure itself does is judged by its own policy`() throws {
        let guide = try #require(GuideCase.all(of: [.admin], in: [.english], [.aws]).first)
        func proof(_ tenure: AppliedPolicy?) throws -> GuideProof {
            try guide.proof(under: Policies.duty(in: .aws), tenure: tenure, templates: Templates(Shipped.templates()))
        }
        #expect(try proof(Policies.allowing("iam:*")).refutation == nil)
        #expect(try proof(Policies.allowing("iam:Create*")).refutation?.denial?.call.description == "iam:TagUser user/{{userName}}")
    }

    private func refutation(changing part: String, from old: String, to new: String) throws -> GuideRefutation? {
        var templates = try Shipped.templates()
        let file = "\(part).en.md"
        let text = templates[file] ?? ""
        try #require(text.contains(old))
        templates[file] = text.replacing(old, with: new)
        let reader = GuideReader(.virtual, path: try IAMPath("/team/"), in: .aws, isNew: true)
        let policies = GuidePolicies(reader: [try Policies.duty(in: .aws)])
        return try GuideProof(of: .new, .english, for: reader, under: policies, templates: Templates(templates)).refutation
    }
}

/// The guide to new users in the order in which it was published: the password before MFA.
enum SeedOrder {
    static func guide() throws -> String {
        try String(contentsOf: Shipped.root.appending(path: "Tests/GuidesTests/SeedOrder/guide-new.ko.md"), encoding: .utf8)
    }
}

/// Policies under which guides are followed.
enum Policies {
    static func duty(in partition: Partition) throws -> AppliedPolicy {
        AppliedPolicy("duty", try PolicyDocument(parsing: DutyPolicy.document(in: partition), as: .managed))
    }

    static func allowing(_ action: String) throws -> AppliedPolicy {
        let text = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(action)","Resource":"*"}]}"#
        return AppliedPolicy("test", try PolicyDocument(parsing: text, as: .identity))
    }

    /// `policy-iam-user-duty` as it was published.
    static func seed() throws -> AppliedPolicy {
        AppliedPolicy("seed", try PolicyDocument(parsing: DutyVariant.seed.document(in: .aws), as: .userInline))
    }
}
