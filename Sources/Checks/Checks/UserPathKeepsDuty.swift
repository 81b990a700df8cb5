import IAM
import Lifecycle

/// `user-path-breaks-duty`: a user's path does not keep them from enrolling MFA under their duty policy.
struct UserPathKeepsDuty: Check {
    let id = CheckID.userPathBreaksDuty
    let severity = Severity.high
    let references = References(ismsP: [.authentication])
    let title = Bilingual(ko: "사용자의 경로 때문에 MFA를 등록하지 못하는 일이 없다", en: "No user's path keeps them from enrolling MFA")
    let explanation = Bilingual(
        ko: """
            의무 정책이 user/${aws:username}만 허용하면 경로가 있는 사용자(user/dev/alice)는 맞지 않아 MFA를 등록할 수 없다. \
            경로가 없다면 허용될 등록 요청이 실제 경로에서는 허용되지 않으면 취약이다. 경로가 없는 사용자는 해당 없음이다.
            """,
        en: """
            A duty policy that allows user/${aws:username} does not match a user with a path (user/dev/alice), who can then never enrol. It \
            fails if a request that enrolling takes would be allowed without the path and is not with it. Users without a path are left out.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.users.map { user in
            guard user.detail.user.path.text != "/" else {
                return Outcome(.user(user.name), .notApplicable(Bilingual(ko: "경로가 없음", en: "the user has no path")))
            }
            let principal = account.snapshot.principal(user)
            guard let action = broken(user, principal.policies, account) else {
                return Outcome(.user(user.name), principal.isComplete ? .pass : .unknown(.unreadable(principal.unreadable)))
            }
            let message = Bilingual(
                ko: "경로 때문에 MFA 없이 \(action)을 할 수 없어 등록할 수 없음", en: "cannot enrol: because of the path \(action) is not allowed without MFA"
            )
            let remedy = Remedy(
                aws: ["aws iam update-user --user-name \(user.name) --new-path /"],
                note: Bilingual(
                    ko: "또는 의무 정책의 Resource에 user/*/${aws:username}을 더한다.",
                    en: "or add user/*/${aws:username} to the Resource of the duty policy"))
            let evidence = Evidence("Path", user.detail.user.path.text, in: .details, at: .line(user.line))
            return Outcome(.user(user.name), .fail(Defect(message, [evidence], remedy)))
        }
    }

    /// A call of enrolling that only the path forbids.
    private func broken(_ user: SnapshotUser, _ policies: PolicySet, _ account: ExaminedAccount) -> ActionName? {
        let own = user.detail.user.arn
        let plain = account.arn("iam", "user/\(user.name)")
        for name in ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:GetUser", "iam:ResyncMFADevice"] {
            guard let action = try? ActionName(name) else { continue }
            func decide(_ arn: ARN) -> Evaluation.Decision {
                let session = Session(of: user, mfa: "false", at: account.asOf, as: arn)
                let request = AuthorizationRequest(by: .user(arn), action: action, on: RequestedResource(arn), context: session.context)
                return evaluate(request, under: policies).decision
            }
            if decide(plain) == .allowed, decide(own) != .allowed { return action }
        }
        return nil
    }
}
